"""Choosing the contact who is asked for consent, and the call it is about, by name."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.privacy.subjects import KINDS as PEOPLE
from revrise.services.search.service import Search, Searched

KINDS: Mapping[str, Searched] = {kind: PEOPLE[kind] for kind in ("card", "call")}


@frozen
class Choice:
    """A contact or a call one may see, and what it is called."""

    kind: str
    id: str
    name: str


@frozen
class Choosing:
    """The use case."""

    desk: Desk

    def find(self, text: str, kinds: Sequence[str], by: Actor) -> Sequence[Choice]:
        """Contacts and calls the actor may see by such a name; none for a text that is none."""
        try:
            hits = Search(self.desk, KINDS).find(text, by, kinds)
        except Invalid:
            return ()
        return [Choice(hit.kind, hit.id, hit.title) for hit in hits]

    def contact(self, card_id: str, by: Actor) -> Choice:
        """One, by its id. Raises NotFound when hidden or missing."""
        one = KINDS["card"]
        query = Query(where(id=card_id), columns=("id", "name"))
        with self.desk.store.read(by) as work:
            rows = work.of(one.kind).rows(self.desk.scope(by, one.resource), query)
        if not rows:
            raise NotFound(f"no contact {card_id}")
        return Choice("card", card_id, str(rows[0]["name"] or card_id))
