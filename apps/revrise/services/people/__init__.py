"""People: who belongs, in which team and range, and how the policy sees them."""
