"""The operations, a module a domain."""
