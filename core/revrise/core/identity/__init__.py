"""How a person proves who they are: local accounts, sessions, API keys."""
