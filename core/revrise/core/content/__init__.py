"""What the field may show and send: versioned, approved, expiring."""
