"""Practice with a scripted or human buyer."""
