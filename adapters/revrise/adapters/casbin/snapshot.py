"""One version of a tenant's policy: never changed, replaced as a whole."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import casbin
from attrs import evolve, frozen
from casbin.persist import Adapter

from revrise.adapters.casbin.lines import Index, Inheritance, Line, closure
from revrise.core.governance.actor import Actor, Value
from revrise.core.governance.reach import attributes, fold
from revrise.core.governance.rule import ALWAYS, NEVER, Row, evaluate
from revrise.core.governance.rule_reader import PARSING
from revrise.core.governance.scope import Denial, Grant
from revrise.ports.policy import widest

_MODEL = Path(__file__).with_name("model.conf")
_KEPT = 16_384
NO_RANGES: Mapping[str, str] = MappingProxyType({})
RowOf = tuple[Row, Mapping[str, Value]]


@frozen(cache_hash=True)  # it and what it holds are keys of what is remembered
class Verdict:
    """What a set of roles may do: whether at all, and on which rows and columns."""

    allowed: bool
    grants: tuple[Grant, ...]
    denials: tuple[Denial, ...]
    because: tuple[str, ...]


def _folded(
    verdict: Verdict, me: tuple[tuple[str, Value], ...]
) -> tuple[tuple[Grant, ...], tuple[Denial, ...]]:
    """Grants and denials with what is known of the actor filled in; denials of nothing go away."""
    known = dict(me)
    grants = (evolve(grant, rule=fold(grant.rule, known)) for grant in verdict.grants)
    denials = (evolve(denial, rule=fold(denial.rule, known)) for denial in verdict.denials)
    return tuple(grants), tuple(one for one in denials if one.rule != NEVER)


class _Roles(Adapter):  # type: ignore[misc]
    """Hands Casbin what roles inherit: no file format, so nothing to inject into."""

    def __init__(self, tenant_id: str, inherits: Inheritance) -> None:
        self._tenant_id, self._inherits = tenant_id, inherits

    def load_policy(self, model: Any) -> None:
        for role, parents in self._inherits.items():
            for parent in parents:
                model.add_policy("g", "g", [f"role:{role}", f"role:{parent}", self._tenant_id])


class Snapshot:
    """Casbin decides whether and by which roles; the row conditions of its lines make the scope.

    Of thousands of lines it is given those on what is asked, of roles that may matter: the rest
    would not match, each at the price of its matcher. Its role manager changes while it answers,
    so one lock lets one thread in; verdicts are remembered per (roles, resource, action).
    """

    def __init__(
        self,
        tenant_id: str,
        version: int,
        index: Index,
        inherits: Inheritance,
        ranges: Mapping[str, str] = NO_RANGES,
    ) -> None:
        self.version, self._ranges = version, ranges
        self._tenant_id, self._inherits = tenant_id, inherits
        self._enforcer = casbin.Enforcer(str(_MODEL), _Roles(tenant_id, inherits))
        self._asked: Sequence[Line] = ()
        self._enforcer.add_function("applies", self._applies)
        self._index = index
        self.verdict = lru_cache(_KEPT)(self._verdict)
        self.folded = lru_cache(_KEPT)(_folded)
        self.me = lru_cache(_KEPT)(self._me)

    @property
    def answered(self) -> Collection[tuple[str, str]]:
        """Each (resource, action) with a line."""
        return self._index.keys()

    def permits(
        self, roles: frozenset[str], resource: str, action: str, row: RowOf | None = None
    ) -> bool:
        """Casbin's own answer, for one row or (None) for the action as such."""
        asked = self._applying(roles, resource, action)
        if not asked:
            return False  # as Casbin would say, at the price of its matcher
        subject = "set:" + "+".join(sorted(roles))
        links, model = self._enforcer.get_role_manager(), self._enforcer.get_model()
        with PARSING:
            self._asked = asked
            model["p"]["p"].policy = [self._row(*one) for one in enumerate(asked)]
            for role in roles:
                links.add_link(subject, f"role:{role}", self._tenant_id)
            try:
                return bool(self._enforcer.enforce(subject, self._tenant_id, resource, action, row))
            finally:
                for role in roles:
                    links.delete_link(subject, f"role:{role}", self._tenant_id)

    def _verdict(self, roles: frozenset[str], resource: str, action: str) -> Verdict:
        applying = self._applying(roles, resource, action)
        return Verdict(
            self.permits(roles, resource, action),
            tuple(line.grant for line in applying if line.allows),
            tuple(line.denial for line in applying if not line.allows),
            tuple(line.text for line in applying),
        )

    def _applying(self, roles: frozenset[str], resource: str, action: str) -> Sequence[Line]:
        held = closure(roles, self._inherits)
        return [line for line in self._index.get((resource, action), ()) if line.role in held]

    def _row(self, index: int, line: Line) -> list[str]:
        effect, where = "allow" if line.allows else "deny", (line.resource, line.action)
        return [f"role:{line.role}", self._tenant_id, *where, str(index), effect]

    def _me(self, actor: Actor) -> Mapping[str, Value]:
        """What rules may name as `me.…`; the roles' range counts where the actor has none."""
        if actor.reach is not None:
            return attributes(actor.me, actor.reach)
        held = closure(actor.roles, self._inherits)
        ranges = [self._ranges[role] for role in held if role in self._ranges]
        return attributes(actor.me, actor.within(widest(ranges)))

    def _applies(self, index: str, row: RowOf | None) -> bool:
        """Without a row, a line that allows some rows allows; only an unconditional one denies."""
        line = self._asked[int(index)]
        if row is None:
            return line.allows or line.rule == ALWAYS
        truth = evaluate(line.rule, *row)
        return truth is True if line.allows else truth is not False
