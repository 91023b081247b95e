"""The JSON that goes in and out: commands that refuse unknown fields, and views."""
