"""What people are told: notifications, and what they want to be told."""
