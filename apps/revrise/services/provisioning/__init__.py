"""People and groups as the company's directory has them (SCIM), and what its groups give."""
