"""Finding whom or what a hold, an erasure or a copy is about: by name, day, owner, or by id."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.deals.account import Card
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.privacy.looking import LOOKED, Looking, Wanted
from revrise.services.privacy.looking import wanted as looked_for
from revrise.services.search.service import KINDS as SEARCHED
from revrise.services.search.service import Search, Searched

KINDS: Mapping[str, Searched] = {
    "person": SEARCHED["person"],
    "card": Searched("card", Card, "card", "name", "source", "", Bilingual("Contact", "联系人")),
    "call": SEARCHED["call"],
    "deal": SEARCHED["deal"],
}
_REASON = "an id is all that they have who may hold or erase what they do not see"


@frozen
class Subject:
    """Something data is about; without a name where the reader may not know it.

    Of a call or a deal, when it was and whose it is: `owner` is a name the reader may know.
    """

    kind: str
    id: str
    name: str
    at: datetime | None = None
    owner: str = ""


@frozen
class Subjects:
    """The use case, for who answers for privacy."""

    desk: Desk

    def find(
        self, text: str, by: Actor, kinds: Sequence[str] = (), limit: int = 20
    ) -> Sequence[Subject]:
        """What the reader may see by such a name, and what has this id, seen or not.

        Calls and deals are found by title, customer, contact, owner and day (`2026-03-05`) too;
        those the reader does not see by owner and day alone.

        Raises Refused for who does not answer for privacy, Invalid for an unknown kind or a day
        there is not.
        """
        self.desk.scope(by, "privacy", "read")
        wanted = tuple(kinds) or tuple(KINDS)
        what = looked_for(text)
        plain = [kind for kind in wanted if kind not in LOOKED]
        hits = (
            Search(self.desk, KINDS).find(text, by, plain or wanted, limit)
            if plain or what.words
            else ()
        )
        found = [Subject(hit.kind, hit.id, hit.title) for hit in hits if hit.kind in plain]
        exact = self._exactly(text.strip(), wanted, by)
        looked = self._looked(what, wanted, by, limit)
        known = {(one.kind, one.id) for one in exact}
        more = [one for one in (*found, *looked) if (one.kind, one.id) not in known]
        return [*exact, *more][:limit]

    def show(self, kind: str, subject_id: str, by: Actor) -> Subject:
        """One, by its id. Raises NotFound for nothing, Refused as `find`."""
        self.desk.scope(by, "privacy", "read")
        found = self._exactly(subject_id, (kind,) if kind in KINDS else (), by)
        if not found:
            raise NotFound(f"no {kind} {subject_id}")
        return found[0]

    def pick(self, kind: str, text: str, by: Actor) -> str:
        """The id of the only one called so, or of this id. Raises NotFound, Invalid for several."""
        found = self.find(text, by, (kind,))
        chosen = [one for one in found if text.strip() in (one.id, one.name)] or found
        if not chosen:
            raise NotFound(f"no {kind} {text}")
        if len({one.id for one in chosen}) > 1:
            named = ", ".join(f"{one.id} ({one.name})" for one in chosen[:5])
            raise Invalid(f"several fit {text!r}", culprit=kind, remedy=f"one of {named}")
        return chosen[0].id

    def names(self, subjects: Iterable[tuple[str, str]], by: Actor) -> Mapping[str, str]:
        """The names, by id, of those (kind, id) that the reader may know."""
        wanted: dict[str, set[str]] = {}
        for kind, subject_id in subjects:
            wanted.setdefault(kind, set()).add(subject_id)
        with self.desk.store.read(by) as work:
            return {
                subject_id: name
                for kind, ids in wanted.items()
                for subject_id, name in self._named(work, kind, sorted(ids), by).items()
            }

    def _exactly(self, text: str, kinds: Sequence[str], by: Actor) -> list[Subject]:
        with self.desk.store.read(by) as work:
            there = [kind for kind in kinds if self._is_there(work, kind, text)]
            return [self._one(work, kind, text, by) for kind in there]

    def _one(self, work: UnitOfWork, kind: str, subject_id: str, by: Actor) -> Subject:
        name = self._named(work, kind, [subject_id], by).get(subject_id, "")
        looked = Looking(self.desk, work, by).exactly(kind, subject_id) if kind in LOOKED else None
        if looked is None:
            return Subject(kind, subject_id, name)
        owners = self._named(work, "person", [looked.owner_id or ""], by)
        return Subject(kind, subject_id, name, looked.at, owners.get(looked.owner_id or "", ""))

    def _looked(self, what: Wanted, kinds: Sequence[str], by: Actor, limit: int) -> list[Subject]:
        with self.desk.store.read(by) as work:
            looking = Looking(self.desk, work, by)
            rows = [
                (kind, one)
                for kind in kinds
                if kind in LOOKED
                for one in looking.find(kind, what, limit)
            ]
            ids = sorted({one.owner_id for _, one in rows if one.owner_id})
            owners = self._named(work, "person", ids, by) if ids else {}
        return [
            Subject(kind, one.id, one.name, one.at, owners.get(one.owner_id or "", ""))
            for kind, one in rows
        ]

    def _is_there(self, work: UnitOfWork, kind: str, subject_id: str) -> bool:
        every = system_scope(work.actor.tenant_id, KINDS[kind].resource, "read", _REASON)
        return work.of(KINDS[kind].kind).count(every, Query(where(id=subject_id))) > 0

    def _named(
        self, work: UnitOfWork, kind: str, ids: Sequence[str], by: Actor
    ) -> Mapping[str, str]:
        one = KINDS[kind]
        try:
            scope = self.desk.scope(by, one.resource)
        except Refused:
            return {}
        if not scope.covers(one.title):
            return {}
        query = Query(where(id=tuple(ids)), columns=("id", one.title))
        rows = work.of(one.kind).rows(scope, query)
        return {str(row["id"]): str(row[one.title]) for row in rows if row.get(one.title)}
