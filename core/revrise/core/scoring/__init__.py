"""Rubrics, and what a call scores on them: levels with evidence that recompute exactly."""
