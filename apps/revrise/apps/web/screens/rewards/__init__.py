"""Points, places, rules and the fairness of the scheme."""
