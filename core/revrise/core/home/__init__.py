"""What a person sets aside of what waits for them."""
