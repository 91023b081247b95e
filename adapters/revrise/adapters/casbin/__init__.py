"""The policy gate: Casbin holds roles and rules, scopes are compiled from them."""
