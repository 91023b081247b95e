"""Organisation, teams, people and what they should be able to do."""
