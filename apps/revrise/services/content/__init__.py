"""Content: assets from draft to published, their review, the library people browse."""
