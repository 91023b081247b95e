"""Learning: my courses, the catalogue, lessons, a quiz, how a team gets on."""
