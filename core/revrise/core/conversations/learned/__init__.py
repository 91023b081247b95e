"""Linear models that a company learns from its own labels, in place of nothing or beside rules."""
