"""What may name a file of a tenant: never a path."""

import re

from revrise.core.errors import Invalid

_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def checked_tenant(tenant_id: str) -> str:
    """The id itself. Raises Invalid for what is no tenant id."""
    if not _TENANT.fullmatch(tenant_id):
        raise Invalid(f"{tenant_id!r} is not a tenant id", culprit="tenant")
    return tenant_id


def checked_sha256(name: str) -> str:
    """The name itself. Raises Invalid for what is no SHA-256 in lower-case hex."""
    if not _SHA256.fullmatch(name):
        raise Invalid(f"{name!r} is not a SHA-256", culprit="sha256")
    return name
