"""Names and terms to expect in a call, so that they are heard as they are written."""

from collections.abc import Iterator

from attrs import frozen

from revrise.core.content.asset import Asset
from revrise.core.deals.account import Account, Product
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, NEVER, Rule, where
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_LETTERS = 600
"""All of them together: what a model of half a minute can take in beside the speech."""

_SHORTEST, _LONGEST = 2, 40


@frozen
class Vocabulary:
    """At most `most` terms, the likeliest first: of the account, the rep, products, the library.

    Only what the actor may see anyway: what is expected may turn up in the words.
    """

    desk: Desk
    most: int = 80

    def of(self, rep_id: str, account_id: str | None, by: Actor) -> tuple[str, ...]:
        """For a call of a rep with an account."""
        if self.most <= 0:
            return ()
        chosen: dict[str, str] = {}
        left = _LETTERS
        with self.desk.store.read(by) as work:
            for term in self._terms(work, rep_id, account_id, by):
                if len(chosen) == self.most or len(term) > left:
                    break
                if term.casefold() not in chosen:
                    chosen[term.casefold()] = term
                    left -= len(term)
        return tuple(chosen.values())

    def _terms(
        self, work: UnitOfWork, rep_id: str, account_id: str | None, by: Actor
    ) -> Iterator[str]:
        mine = where(id=account_id) if account_id else NEVER
        found = (
            self._named(work, Account, "account", "name", mine, by),
            self._named(work, Person, "person", "name", where(id=rep_id), by),
            self._named(work, Product, "product", "name", ALWAYS, by),
            self._tags(work, by),
            self._named(work, Account, "account", "name", where(owner_id=rep_id), by),
            self._named(work, Asset, "asset", "title", where(state="published"), by),
        )
        for terms in found:
            for term in terms:
                plain = " ".join("".join(c if c.isprintable() else " " for c in term).split())
                if _SHORTEST <= len(plain) <= _LONGEST:
                    yield plain

    def _named(
        self,
        work: UnitOfWork,
        kind: type,
        resource: str,
        column: str,
        rule: Rule,
        by: Actor,
    ) -> Iterator[str]:
        query = Query(rule, ((column, False),), self.most, columns=("id", column))
        try:
            rows = work.of(kind).rows(self.desk.scope(by, resource), query)
        except Refused:
            return
        yield from (str(row[column]) for row in rows if row[column])

    def _tags(self, work: UnitOfWork, by: Actor) -> Iterator[str]:
        """Competitors, industries and the like that the library is sorted by."""
        query = Query(where=where(state="published"), limit=self.most, columns=("id", "tags"))
        try:
            rows = work.of(Asset).rows(self.desk.scope(by, "asset"), query)
        except Refused:
            return
        yield from dict.fromkeys(value for row in rows for value in (row["tags"] or {}).values())
