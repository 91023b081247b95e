"""What was computed in the night, with the moment it was true."""
