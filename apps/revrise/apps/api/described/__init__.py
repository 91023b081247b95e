"""The OpenAPI document of the operations, from their own declarations."""
