"""Role-play: practising a scenario in turns, scored like a call."""
