"""Files on their way in: at once, as a form, or part by part (tus 1.0.0)."""
