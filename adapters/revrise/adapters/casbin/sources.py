"""Rules in memory and the rules RevRise starts with."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from threading import Lock
from typing import Any

from revrise.core.errors import Misconfigured
from revrise.ports.policy import PolicyRule

DEFAULT = Path(__file__).with_name("default_policy.toml")
_FIELDS = {"where": "rule", "columns": "columns", "effect": "effect"}
_KEYS = {"who": "", "may": "", "on": "", **_FIELDS}


class MemorySource:
    """Implements `ports.policy.PolicySource`: the same rules for every tenant, or per tenant."""

    def __init__(self, rules: Sequence[PolicyRule] = ()) -> None:
        self._common = tuple(rules)
        self._own: dict[str, tuple[int, tuple[PolicyRule, ...]]] = {}
        self._lock = Lock()

    def version(self, tenant_id: str) -> int:
        """See PolicySource."""
        return self._own.get(tenant_id, (0, ()))[0]

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """See PolicySource."""
        return self._own.get(tenant_id, (0, self._common))[1]

    def replace(self, tenant_id: str, rules: Sequence[PolicyRule]) -> None:
        """Gives a tenant rules of its own."""
        with self._lock:
            self._own[tenant_id] = (self.version(tenant_id) + 1, tuple(rules))


def default_rules(path: Path = DEFAULT) -> tuple[PolicyRule, ...]:
    """The rules of a policy file, one per role, action and resource of each [[rule]].

    Raises Misconfigured for a file that cannot be read and for a rule with other keys.
    """
    try:
        blocks = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    except (OSError, ValueError) as reason:
        raise Misconfigured(f"cannot be read: {reason}", culprit=str(path)) from None
    return tuple(
        rule
        for number, block in enumerate(blocks, 1)
        for rule in _rules(f"{path.name}: rule {number}", block)
    )


def _rules(place: str, block: Mapping[str, Any]) -> Iterator[PolicyRule]:
    wrong = sorted(block.keys() - _KEYS) + sorted({"who", "may", "on"} - block.keys())
    wrong += [name for name, value in block.items() if not isinstance(value, str)]
    if wrong:
        raise Misconfigured(
            f"unknown, missing or not a text: {', '.join(wrong)}",
            culprit=place,
            remedy=f"a rule has {', '.join(_KEYS)}",
        )
    more = {_FIELDS[name]: block[name] for name in _FIELDS.keys() & block.keys()}
    for role, action, resource in product(*(block[name].split() for name in ("who", "may", "on"))):
        yield PolicyRule(role, resource, action, **more)
