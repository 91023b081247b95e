"""Running the system: people, plugins, jobs, receivers, audit, policy."""
