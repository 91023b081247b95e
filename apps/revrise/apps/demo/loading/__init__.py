"""Puts a simulated company into a RevRise, through its services. Start at `load.load`."""
