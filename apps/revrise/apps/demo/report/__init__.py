"""What the loop found, as a document and as pages a sales leader wants to read."""
