"""The policy: written, checked, looked through, tried and applied; roles lent in time."""
