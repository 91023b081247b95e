"""How a team talks, week by week."""
