"""A made-up company, simulated: the same seed gives the same people, deals and calls.

It is for demonstrations and for checking estimators: what causes what in it is known and is
published in `truth`. Start at `simulation.generate`.
"""
