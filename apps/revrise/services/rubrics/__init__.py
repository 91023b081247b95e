"""Rubrics: which there are, whether a file is one, and how far a machine's levels agree."""
