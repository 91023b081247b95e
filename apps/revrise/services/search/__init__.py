"""Search over what an actor may see."""
