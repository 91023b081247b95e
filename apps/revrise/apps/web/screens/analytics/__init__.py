"""What moved revenue: associations with winning, and credit among touches."""
