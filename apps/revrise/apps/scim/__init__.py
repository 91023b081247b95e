"""SCIM 2.0: how the company's directory keeps people and groups here. Needs the extra `scim`."""
