"""Jobs: long work asked for, done by a worker, and how it goes."""
