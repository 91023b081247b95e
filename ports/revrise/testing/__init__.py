"""The kit: contract classes and doubles that integrators inherit."""
