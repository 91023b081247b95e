"""A rubric or a set of trackers that is being written: its TOML and a form, two views of one."""
