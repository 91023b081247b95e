"""Learning: courses from draft to finished, who takes them, and their pages."""
