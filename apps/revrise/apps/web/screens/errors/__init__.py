"""What is shown when something went wrong."""
