"""A tenant's own word on which rules of consent hold where."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.deals.account import Card
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.jurisdiction import built_in
from revrise.core.governance.jurisdiction_rule import JurisdictionRule, laxer, reasoned
from revrise.core.governance.redaction.finding import personal_data
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.reach import may

_RESOURCE = "jurisdiction_rule"
_REASON = "keep what tells of somebody out of the audit trail"
_NAMED: Sequence[tuple[type[Any], str]] = ((Person, "person"), (Card, "card"))


@frozen
class Place:
    """A place, the regime that holds there, and where that comes from.

    `shipped` is what the table of this version says; None where it does not know the place.
    """

    place: str
    regime: str
    source: str
    shipped: str | None
    rule: JurisdictionRule | None
    separate_purposes: tuple[str, ...]


@frozen
class Places:
    """The use cases. Stricter takes `update`, laxer than the shipped table `manage`."""

    desk: Desk

    def list(self, by: Actor) -> Sequence[Place]:
        """Every place, those set here first."""
        with self.desk.store.read(by) as work:
            rules = work.of(JurisdictionRule).load_many(self.desk.scope(by, _RESOURCE))
        set_here = {one.id: one for one in rules}
        known = built_in().places
        found = [_place(code, set_here.get(code)) for code in {*known, *set_here}]
        return sorted(found, key=lambda one: (one.rule is None, one.place))

    def set(self, place: str, regime: str, reason: str, by: Actor) -> Place:
        """From now on; every decision asks anew.

        The reason is kept in the audit trail for good. Raises Invalid for what is no place or
        regime, for less than the shipped table asks without a reason, and for a reason that tells
        of somebody; Refused for less from who may only make it stricter.
        """
        code, scope = place.strip().upper(), self.desk.scope(by, _RESOURCE, "update")
        less = laxer(code, regime)
        kept = reasoned(reason, laxer=less, admin=may(self.desk, by, _RESOURCE, "manage"))
        rule = JurisdictionRule(code, regime, kept, less, by.person_id, self.desk.clock.now())
        with self.desk.store.begin(by) as work:
            if kept:
                _of_nobody(kept, _names(work))
            query = Query(where=where(id=code))
            before = work.of(JurisdictionRule).load_many(self.desk.scope(by, _RESOURCE), query)
            if before:
                rule = evolve(rule, version=before[0].version + 1)
                work.of(JurisdictionRule).save(rule, scope, expected=before[0].version)
            else:
                work.of(JurisdictionRule).add(rule, self.desk.scope(by, _RESOURCE, "create"))
            was = before[0].regime if before else built_in().of(code)
            detail = {"regime": regime, "was": was, "laxer": less}
            if kept:
                detail["reason"] = kept
            work.record("jurisdiction.set", code, detail)
        return _place(code, rule)

    def unset(self, place: str, by: Actor) -> None:
        """The shipped table again. Raises NotFound where nothing was set."""
        code, scope = place.strip().upper(), self.desk.scope(by, _RESOURCE, "delete")
        with self.desk.store.begin(by) as work:
            query = Query(where=where(id=code))
            if not work.of(JurisdictionRule).load_many(self.desk.scope(by, _RESOURCE), query):
                raise NotFound(f"nothing is set for {code}")
            work.of(JurisdictionRule).remove(code, scope)
            work.record("jurisdiction.unset", code, {"regime": built_in().of(code)})


def _names(work: UnitOfWork) -> frozenset[str]:
    """What people and contacts are called; nobody is told, they are looked for in a reason."""
    names: set[str] = set()
    for kind, resource in _NAMED:
        scope = system_scope(work.actor.tenant_id, resource, "read", _REASON)
        rows = work.of(kind).rows(scope, Query(columns=("id", "name")))
        names |= {str(row["name"]) for row in rows if row["name"]}
    return frozenset(names)


def _of_nobody(reason: str, names: frozenset[str]) -> None:
    """Raises Invalid for a text that tells of somebody: the audit trail forgets nothing."""
    if personal_data(reason, names):
        raise Invalid(
            "names somebody, and is kept in the audit trail for good",
            culprit="reason",
            remedy="name the document, e.g. counsel's letter of 3 March",
        )


def _place(code: str, rule: JurisdictionRule | None) -> Place:
    shipped = built_in().places.get(code)
    regime = rule.regime if rule else shipped[0] if shipped else built_in().of(code)
    return Place(
        code,
        regime,
        (rule.reason or "set here") if rule else shipped[1] if shipped else "",
        shipped[0] if shipped else None,
        rule,
        tuple(sorted(built_in().separate_purposes.get(regime, ()))),
    )
