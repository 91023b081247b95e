"""Use cases: what the CLI, the API, the web app and the worker all drive.

A domain has a room of its own. Loose lie only the few things every room works with and none owns:
the desk with what it needs to be blind (`blindness`), rows as an actor may see them (`shelf`),
names for ids (`naming`), what an actor could do (`reach`) and what is on hold (`held`).
"""
