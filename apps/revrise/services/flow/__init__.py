"""What happens by itself: events relayed, calls processed, figures of the night."""
