"""Finding things by name, and jumping to pages."""
