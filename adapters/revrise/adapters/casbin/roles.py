"""The roles of a policy: checked, and who has whose permissions."""

from collections.abc import Sequence

from revrise.adapters.casbin.lines import NAME, Inheritance
from revrise.core.errors import Misconfigured
from revrise.ports.policy import RANGES, PolicyRole


def inheritance(roles: Sequence[PolicyRole]) -> Inheritance:
    """Each role's parent roles."""
    return {role.name: role.inherits for role in roles if role.inherits}


def check_roles(roles: Sequence[PolicyRole]) -> None:
    """Raises Misconfigured for a role with a wrong name, range or parent, and for two alike."""
    known: set[str] = set()
    for role in roles:
        if not NAME.fullmatch(role.name):
            raise _wrong(role, "is no role's name", "small letters, digits, - and _")
        if role.name in known:
            raise _wrong(role, "is there twice", "give each role a name of its own")
        known.add(role.name)
    for role in roles:
        if role.range not in RANGES:
            raise _wrong(
                role, f"has an unknown range {role.range!r}", f"one of {', '.join(RANGES)}"
            )
        if strange := sorted(set(role.inherits) - known):
            raise _wrong(role, f"inherits from {strange[0]!r}, which is no role", "name a role")


def _wrong(role: PolicyRole, problem: str, remedy: str) -> Misconfigured:
    return Misconfigured(problem, culprit=f"role {role.name}", remedy=remedy)
