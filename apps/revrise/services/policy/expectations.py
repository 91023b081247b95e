"""A table of expectations: what a policy must answer, run like a test."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import fields_dict, frozen

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.policy_rule import PolicyDocument
from revrise.ports.policy import Policy
from revrise.services.desk import Desk
from revrise.services.people.service import People
from revrise.services.policy.views import Expectation, Tested

_LISTS = ("columns", "hidden")


@frozen
class PolicyTest:
    """The use case."""

    desk: Desk
    people: People

    def run(self, text: str, by: Actor, document: PolicyDocument | None = None) -> Sequence[Tested]:
        """Every [[expect]] of a TOML text against the policy in force, or another one.

        Raises Invalid for a wrong table, Refused for who may not read the policy.
        """
        self.desk.scope(by, "policy", "read")
        policy = self.desk.policy.over(document) if document else self.desk.policy
        table = expectations(text)
        return [self._one(number, one, policy, by) for number, one in enumerate(table, 1)]

    def _one(self, number: int, one: Expectation, policy: Policy, by: Actor) -> Tested:
        actor = self._actor(one, by)
        because = policy.explain(actor, one.on, one.may).because
        return Tested(number, one, _wrong(one, policy, actor), because)

    def _actor(self, one: Expectation, by: Actor) -> Actor:
        """A person, or somebody with no more than the roles: `me` and `my team` in the table."""
        if one.person:
            return self.people.actor(self.people.find(one.person, by))
        return Actor(by.tenant_id, "me", frozenset(one.who.split()), "my team", _MINE)


_MINE = frozenset({"my team"})


def expectations(text: str) -> Sequence[Expectation]:
    """The lines of a table. Raises Invalid, naming the line's number."""
    try:
        found = tomllib.loads(text).get("expect", [])
    except (ValueError, RecursionError) as error:
        raise Invalid(f"not TOML: {error}", culprit="expectations") from None
    if not isinstance(found, list) or not found:
        raise Invalid("there is no [[expect]]", culprit="expectations")
    return [_expectation(number, block) for number, block in enumerate(found, 1)]


def _expectation(number: int, block: Any) -> Expectation:
    place = f"expectation {number}"
    known = fields_dict(Expectation)
    if not isinstance(block, dict) or (wrong := sorted(block.keys() - known.keys())):
        raise Invalid(f"unknown keys {wrong}", culprit=place, remedy=", ".join(known))
    answer = {"yes": True, "no": False}.get(str(block.get("answer")))
    if answer is None or not {"may", "on"} <= block.keys():
        raise Invalid("needs may, on and answer", culprit=place, remedy="answer = yes or no")
    if bool(block.get("who")) == bool(block.get("person")):
        raise Invalid("needs either who (roles) or person", culprit=place)
    lists = {name: tuple(str(block.get(name, "")).split()) for name in _LISTS}
    return Expectation(**{**block, **lists, "answer": answer})


def _wrong(one: Expectation, policy: Policy, actor: Actor) -> str:
    columns = policy.resources().get(one.on)
    if columns is None and not one.on.startswith("page:"):
        raise NotFound(f"no resource {one.on}")
    row: Mapping[str, Any] = {**dict.fromkeys(columns or ()), **one.row}
    try:
        scope = policy.scope(actor, one.on, one.may)
    except Refused:
        return "is refused, and should be allowed" if one.answer else ""
    allowed = scope.admits(row) if one.row else True
    if allowed != one.answer:
        return f"is {'allowed' if allowed else 'refused'}, and should not be"
    open_cells = scope.cells(row) if one.row else {c for c in columns or () if scope.covers(c)}
    closed = sorted(set(one.columns) - open_cells) if one.answer else []
    shown = sorted(set(one.hidden) & open_cells)
    told = [f"hides {', '.join(closed)}"] if closed else []
    return "; ".join([*told, *([f"shows {', '.join(shown)}"] if shown else [])])
