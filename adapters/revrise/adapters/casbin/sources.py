"""Rules in memory and the rules RevRise starts with."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from revrise.core.errors import Invalid, Misconfigured
from revrise.core.governance.policy_text import read
from revrise.ports.policy import PolicyDocument, PolicyRole, PolicyRule

DEFAULT = Path(__file__).with_name("default_policy.toml")


class MemorySource:
    """Implements `ports.policy.PolicySource`: the same rules for every tenant, or per tenant."""

    def __init__(self, rules: Sequence[PolicyRule] = (), roles: Sequence[PolicyRole] = ()) -> None:
        self._common, self._roles = tuple(rules), tuple(roles)
        self._own: dict[str, tuple[int, tuple[PolicyRule, ...]]] = {}
        self._lock = Lock()

    def version(self, tenant_id: str) -> int:
        """See PolicySource."""
        return self._own.get(tenant_id, (0, ()))[0]

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """See PolicySource."""
        return self._own.get(tenant_id, (0, self._common))[1]

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:  # noqa: ARG002
        """See PolicySource."""
        return self._roles

    def replace(self, tenant_id: str, rules: Sequence[PolicyRule]) -> None:
        """Gives a tenant rules of its own."""
        with self._lock:
            self._own[tenant_id] = (self.version(tenant_id) + 1, tuple(rules))


def default_policy(path: Path = DEFAULT) -> PolicyDocument:
    """The roles and rules of a policy file.

    Raises Misconfigured for a file that cannot be read and for a block with other keys.
    """
    try:
        return _read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as reason:
        raise Misconfigured(f"cannot be read: {reason}", culprit=str(path)) from None
    except Invalid as reason:
        raise Misconfigured(
            f"{reason.culprit}: {reason.message}", culprit=str(path), remedy=reason.remedy
        ) from None


_read = lru_cache(8)(read)  # immutable, and asked for by every start


def default_rules(path: Path = DEFAULT) -> tuple[PolicyRule, ...]:
    """The rules of a policy file."""
    return default_policy(path).rules
