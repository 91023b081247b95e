"""What a language model makes of a call: asked for, checked, marked as its own."""
