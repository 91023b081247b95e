"""The worker: the process that runs jobs."""
