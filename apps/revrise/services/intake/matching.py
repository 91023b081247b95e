"""Whose call it is, found by what the source's owner may read of people, contacts and deals."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from revrise.core.conversations.intake.arrival import Arrival, Party
from revrise.core.conversations.intake.matching import (
    Fit,
    KnownCard,
    KnownDeal,
    KnownPerson,
    cards_of,
    deals_of,
    fit,
    people_of,
)
from revrise.core.conversations.intake.phone import e164
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.deals.account import Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import HAS, AnyOf, Column, Compare, Const, Rule, where
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import View
from revrise.services.desk import Desk

# Enough of a number to ask a database for: numbers are written with their digits in groups.
_TAIL = 2


@frozen
class Matching:
    """The use case."""

    desk: Desk

    def fit(self, arrival: Arrival, source: IntakeSource, by: Actor) -> Fit:
        """What fits among what `by` may read: a hidden number, person or deal fits nothing."""
        people = people_of(arrival.parties, self._people(arrival.parties, by))
        known = self._cards(arrival.parties, source.country, by)
        cards = cards_of(arrival.parties, known, source.country)
        deals = deals_of(cards, self._deals(cards, by), arrival.started_at)
        return fit(people, cards, deals, without_deal=source.without_deal)

    def _people(self, parties: Sequence[Party], by: Actor) -> Sequence[KnownPerson]:
        rule = _written("email", (one.email for one in parties))
        rows = self._rows(Person, "person", rule, ("id", "email", "active"), by)
        return [KnownPerson(row["id"], row["email"]) for row in rows if row["active"]]

    def _cards(self, parties: Sequence[Party], country: str, by: Actor) -> Sequence[KnownCard]:
        numbers = (e164(one.phone, country) for one in parties if one.phone)
        tails = [number[-_TAIL:] for number in numbers if number]
        asked = (
            *_written("email", (one.email for one in parties)).rules,
            *_written("phone", tails).rules,
        )
        columns = ("id", "email", "phone", "account_id")
        rows = self._rows(Card, "card", AnyOf(asked), columns, by)
        return [KnownCard(row["id"], row["email"], row["phone"], row["account_id"]) for row in rows]

    def _deals(self, cards: Sequence[KnownCard], by: Actor) -> Sequence[KnownDeal]:
        if not cards:
            return ()
        firms = tuple(sorted({card.account_id for card in cards if card.account_id}))
        rule = AnyOf(
            (
                where(card_id=tuple(card.id for card in cards)),
                *((where(account_id=firms),) if firms else ()),
            )
        )
        columns = ("id", "owner_id", "card_id", "account_id", "opened_at", "closed_at")
        rows = self._rows(Deal, "deal", rule, columns, by)
        return [KnownDeal(**{name: row[name] for name in columns}) for row in rows]

    def _rows(
        self, kind: type[object], resource: str, rule: Rule, columns: tuple[str, ...], by: Actor
    ) -> Sequence[View]:
        """Nothing where nothing is asked for, or where it may not be read."""
        if rule == AnyOf():
            return ()
        try:
            return self.desk.rows(by, kind, resource, Query(where=rule, columns=columns))
        except Refused:
            return ()


def _written(column: str, texts: Iterable[str]) -> AnyOf:
    """The column has one of these texts in it."""
    wanted = sorted({text.strip() for text in texts} - {""})
    return AnyOf(tuple(Compare(HAS, Column(column), Const(text)) for text in wanted))
