"""Checks a tenant's rules and unfolds them into lines; a wrong rule stops the whole policy.

Nothing is skipped or guessed: a mistyped denial that is left out would open what it closes.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from attrs import frozen

from revrise.core.errors import Invalid, Misconfigured
from revrise.core.governance.mask import MASKS
from revrise.core.governance.rule import Rule
from revrise.core.governance.rule_shapes import Condition, condition
from revrise.core.governance.scope import EVERY_COLUMN, Denial, Grant
from revrise.ports.policy import ACTIONS, Catalogue, PolicyRule

Inheritance = Mapping[str, Sequence[str]]
NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_PAGE = re.compile(r"page:[a-z][a-z0-9_-]{0,63}")
Masks = tuple[tuple[str, str], ...]
_KINDS = ", ".join(MASKS)
# Actions whose columns are shown; of all others they are what may be written.
_SHOWING = ("read", "view")
_KEPT = 16_384  # a policy of 10,000 conditions and its next version
_POLICIES = 8  # kept read: the default one, some tenants' own, and what is being tried
_Fixed = tuple[tuple[str, tuple[str, ...]], ...]
_DEEPEST = 8  # Casbin stops following roles at ten, and says nothing


@frozen
class Line:
    """One checked rule for one resource and one action."""

    number: int
    source: PolicyRule
    resource: str
    action: str
    condition: Condition
    columns: frozenset[str]
    masks: tuple[tuple[str, str], ...]

    @property
    def rule(self) -> Rule:
        """Its condition."""
        return self.condition.rule

    @property
    def role(self) -> str:
        """Whose."""
        return self.source.role

    @property
    def allows(self) -> bool:
        """Or denies."""
        return self.source.effect == "allow"

    @property
    def text(self) -> str:
        """The rule as an explanation names it."""
        return _text(self.number, self.source)

    @property
    def grant(self) -> Grant:
        """The line as part of a scope, if it allows."""
        return Grant(self.rule, self.columns, self.text, self.masks)

    @property
    def denial(self) -> Denial:
        """The line as part of a scope, if it denies."""
        return Denial(self.rule, self.text)


def lines(
    rules: Sequence[PolicyRule],
    catalogue: Catalogue,
    inherits: Inheritance | None = None,
    place: Callable[[int], str] = "policy rule {}".format,
) -> list[Line]:
    """Every rule, checked, one line per resource and action.

    Raises Misconfigured, naming the rule's place and the reason, for the first wrong one.
    """
    pages = {name for name in {rule.resource for rule in rules} if _PAGE.fullmatch(name)}
    known = {name: _known(tuple(columns)) for name, columns in catalogue.items()}
    everything = {**known, **dict.fromkeys(sorted(pages), _known(()))}
    parents = inherits or {}
    _check_inheritance(parents)
    granted = {rule.role for rule in rules if rule.effect == "allow"} | parents.keys()
    nameless = {name for name in {rule.role for rule in rules} if not NAME.fullmatch(name)}
    found: list[Line] = []
    for number, rule in enumerate(rules, 1):
        try:
            _check(rule, everything, granted, nameless)
            found += _unfold(number, rule, everything)
        except Invalid as reason:
            raise Misconfigured(
                f"{_within(reason.culprit)}{reason.message}",
                culprit=place(number),
                remedy=reason.remedy or "correct or remove the rule; until then nobody gets in",
            ) from None
    return found


Index = Mapping[tuple[str, str], Sequence[Line]]


def index(rules: Sequence[PolicyRule], catalogue: Catalogue, inherits: Inheritance) -> Index:
    """The lines of a policy by (resource, action); the same object for the same policy.

    Tenants that share a policy share its lines, and who starts again and again reads them once.
    Raises Misconfigured as `lines` does.
    """
    return _index(tuple(rules), _fixed(catalogue), _fixed(inherits))


def _fixed(table: Mapping[str, Iterable[str]]) -> _Fixed:
    return tuple((name, tuple(values)) for name, values in table.items())


@lru_cache(_POLICIES)
def _index(rules: tuple[PolicyRule, ...], catalogue: _Fixed, inherits: _Fixed) -> Index:
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines(rules, dict(catalogue), dict(inherits)):
        found.setdefault((line.resource, line.action), []).append(line)
    return MappingProxyType(found)


def _within(culprit: str | None) -> str:
    """Where in a condition: it is one line, so its column says enough."""
    return f"{culprit.removeprefix('line 1, ')} of its condition: " if culprit else ""


def closure(roles: Iterable[str], inherits: Inheritance) -> frozenset[str]:
    """The roles and all they inherit from."""
    found: set[str] = set()
    waiting = list(roles)
    while waiting:
        role = waiting.pop()
        if role not in found:
            found.add(role)
            waiting.extend(inherits.get(role, ()))
    return frozenset(found)


def _check(
    rule: PolicyRule, catalogue: Catalogue, granted: Container[str], nameless: Container[str]
) -> None:
    if rule.effect not in ("allow", "deny"):
        raise Invalid(f"unknown effect {rule.effect!r}", remedy="write allow or deny")
    if rule.role in nameless:
        raise Invalid(f"{rule.role!r} is not a role's name", remedy="letters, digits, - and _")
    if rule.resource != "*" and rule.resource not in catalogue:
        known = ", ".join(sorted(catalogue))
        raise Invalid(f"unknown resource {rule.resource!r}", remedy=f"known: {known}")
    if rule.action != "*" and rule.action not in ACTIONS:
        known = ", ".join(sorted(ACTIONS))
        raise Invalid(f"unknown action {rule.action!r}", remedy=f"known: {known}")
    if rule.effect == "deny" and rule.columns != "*":
        raise Invalid("a denial closes whole rows", remedy="leave its columns *")
    if rule.effect == "deny" and rule.role not in granted:
        raise Invalid(f"denies {rule.role!r}, a role that no rule allows anything")


def _unfold(
    number: int, rule: PolicyRule, catalogue: Mapping[str, frozenset[str]]
) -> Iterator[Line]:
    for resource in sorted(catalogue) if rule.resource == "*" else (rule.resource,):
        known = catalogue[resource]
        read, (columns, masks) = _parsed(rule.rule, known), _columns(rule.columns, known)
        if masks and rule.action not in _SHOWING:
            raise Invalid("a mask is for what is read", remedy="name the columns without masks")
        for action in sorted(ACTIONS) if rule.action == "*" else (rule.action,):
            yield Line(number, rule, resource, action, read, columns, masks)


# Rules of one policy say the same things again and again, and so does the policy's next version.
_known = lru_cache(_KEPT)(frozenset[str])
_parsed = lru_cache(_KEPT)(condition)


@lru_cache(_KEPT)
def _columns(text: str, known: frozenset[str]) -> tuple[frozenset[str], Masks]:
    """The columns given, and those given behind a mask."""
    names = text.split(" ")
    if names == ["*"]:
        return EVERY_COLUMN, ()
    parts = [name.partition(":") for name in names]
    masks = tuple((name, kind) for name, colon, kind in parts if colon)
    for name, kind in masks:
        if kind not in MASKS:
            raise Invalid(f"{name} has an unknown mask {kind!r}", remedy=f"one of {_KINDS}")
    plain = [name for name, colon, _ in parts if not colon]
    return _plain(text, plain, {name for name, _ in masks}, known), masks


def _plain(text: str, names: list[str], behind: set[str], known: frozenset[str]) -> frozenset[str]:
    every = names[:1] == ["*"]
    less = frozenset(name[1:] for name in names[1:] if name.startswith("-"))
    if every and len(less) != len(names) - 1:
        raise Invalid(f"columns {text!r}", remedy="write names, or * -name … for all but some")
    chosen = known - less - behind if every else frozenset(names)
    if unknown := sorted((chosen | less | behind) - known):
        raise Invalid(
            f"unknown columns {', '.join(map(repr, unknown))}",
            remedy=f"columns: {', '.join(sorted(known)) or 'none'}",
        )
    if both := sorted(behind & (chosen | less)):
        raise Invalid(f"named twice: {', '.join(both)}", remedy="a column is given, masked or left")
    return chosen


def _text(number: int, rule: PolicyRule) -> str:
    where = f" where {rule.rule}" if rule.rule else ""
    columns = f" columns {rule.columns}" if rule.columns != "*" else ""
    head = f"rule {number}: {rule.effect} {rule.role} {rule.action} {rule.resource}"
    return f"{head}{where}{columns}"


def _check_inheritance(parents: Inheritance) -> None:
    for role in parents:
        level, roles = 0, {role}
        while roles := {parent for child in roles for parent in parents.get(child, ())}:
            level += 1
            if level > _DEEPEST or role in roles:
                raise Misconfigured(
                    "inherits from itself, or over more than 8 levels", culprit=f"role {role}"
                )
