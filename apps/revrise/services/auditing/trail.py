"""The entries as people look for them: who, what, on which thing, when; a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry
from revrise.core.governance.rule import HAS, All, AnyOf, Column, Compare, Const, Rule, where
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import NEWEST
from revrise.services.auditing.details import ids
from revrise.services.desk import Desk
from revrise.services.search.service import KINDS, Hit

SHOWN = 50
_MOST_PEOPLE = 200
_LAST = "\U0010ffff"
ACCESS = ("recording.accessed", "transcript.accessed", "recording.withheld", "transcript.withheld")
REFUSALS = (
    "access.refused",
    "access.refused_again",
    "recording.withheld",
    "session.refused",
    "transcript.withheld",
)
# Which entries are of a sort: actions by name, and those that begin so.
SORTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "refusals": (REFUSALS, ()),
    "access": (ACCESS, ()),
    "exports": ((), ("export.",)),
    "policy": ((), ("policy.", "role.", "role_grant.", "data_range.", "data_set.", "retention.")),
    "audit": ((), ("audit.",)),
}
# What the name of a thing in an action is called in the search.
_KIND = {"recording": "call", "transcript": "call", "consent": "call", "calls": "call"}


@frozen
class Sought:
    """Which entries; what is empty or None does not narrow.

    `actors` are ids of people, `action` how the name begins (`deal.`), `only` one of SORTS.
    """

    actors: tuple[str, ...] | None = None
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    only: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Sought()

    def rule(self) -> Rule:
        """The same for the store. Raises Invalid for an unknown `only`."""
        parts: list[Rule] = []
        if self.actors is not None:
            parts.append(where(actor_id=self.actors))
        if self.action:
            parts.append(_begins(self.action))
        if self.subject:
            parts.append(where(subject=self.subject))
        if self.since is not None:
            parts.append(Compare(">=", Column("at"), Const(self.since)))
        if self.until is not None:
            parts.append(Compare("<", Column("at"), Const(self.until)))
        if self.only:
            parts.append(_sort(self.only))
        return All(tuple(parts))


@frozen
class Trail:
    """The use case."""

    desk: Desk

    def listed(
        self,
        sought: Sought,
        by: Actor,
        after: int | None = None,
        limit: int = SHOWN,
        *,
        oldest: bool = False,
    ) -> tuple[Sequence[AuditEntry], int | None]:
        """Entries behind number `after`, and where the next page begins; for page, API and CLI.

        The newest first, or the `oldest` first: behind a number are lower ones, or higher ones.
        Raises Refused for who may not read the trail, Invalid for an unknown filter.
        """
        rule = sought.rule()
        if after is not None:
            rule = All((rule, Compare(">" if oldest else "<", Column("seq"), Const(after))))
        scope = self.desk.scope(by, "audit")
        order = () if oldest else NEWEST
        found = self.desk.store.audit(scope, Query(rule, order, limit + 1))
        return found[:limit], found[limit - 1].seq if len(found) > limit else None

    def people(self, text: str, by: Actor) -> tuple[str, ...]:
        """Ids of those whose name has the text; the text itself where it is an id."""
        scope = self.desk.scope(by, "person")
        named = Compare(HAS, Column("name"), Const(text))
        query = Query(named, limit=_MOST_PEOPLE, columns=("id",))
        with self.desk.store.read(by) as work:
            return (text, *(str(row["id"]) for row in work.of(Person).rows(scope, query)))

    def names(self, entries: Sequence[AuditEntry], by: Actor) -> Mapping[str, str]:
        """The names of those who did it or are told of, as far as the reader may know them."""
        told = {one for entry in entries for one in ids(entry) if _kind_of(one) == "person"}
        wanted = tuple(sorted({entry.actor_id for entry in entries} | told))
        return {hit.id: hit.title for hit in self._things("person", wanted, by)}

    def subjects(self, entries: Sequence[AuditEntry], by: Actor) -> Mapping[str, Hit]:
        """The things entries tell of that the reader may see, by id: what they are, and where."""
        wanted: dict[str, set[str]] = {}
        for entry in entries:
            name = entry.action.partition(".")[0]
            name = _kind_of(entry.subject) or _KIND.get(name, name)
            if name in KINDS:
                wanted.setdefault(name, set()).add(entry.subject)
            for one in ids(entry):
                if (kind := _kind_of(one)) and kind != "person":
                    wanted.setdefault(kind, set()).add(one)
        return {
            hit.id: hit
            for name, ids in wanted.items()
            for hit in self._things(name, tuple(sorted(ids)), by)
        }

    def _things(self, name: str, ids: tuple[str, ...], by: Actor) -> list[Hit]:
        kind = KINDS[name]
        query = Query(where(id=ids), columns=("id", kind.title))
        try:
            scope = self.desk.scope(by, kind.resource)
            with self.desk.store.read(by) as work:
                rows = work.of(kind.kind).rows(scope, query) if ids else ()
        except Refused:
            return []
        return [
            Hit(name, row["id"], row[kind.title] or row["id"], "", kind.url.format(row["id"]))
            for row in rows
        ]


def _kind_of(thing: str) -> str:
    """What an id is of, where the search knows such things."""
    begins = thing.partition("_")[0]
    kind = "person" if begins == "per" else begins
    return kind if kind in KINDS else ""


def _begins(text: str) -> Rule:
    start, end = Const(text), Const(text + _LAST)
    return All((Compare(">=", Column("action"), start), Compare("<", Column("action"), end)))


def _sort(only: str) -> Rule:
    if only not in SORTS:
        raise Invalid(
            "there is no such sort of entries",
            culprit="only",
            remedy=f"one of {', '.join(SORTS)}",
        )
    names, beginnings = SORTS[only]
    parts = [where(action=names)] if names else []
    return AnyOf((*parts, *map(_begins, beginnings)))


def within(sought: Sought, until: int) -> Query:
    """Entries up to a number, in their order."""
    return Query(All((sought.rule(), Compare("<=", Column("seq"), Const(until)))))
