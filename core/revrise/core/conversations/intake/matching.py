"""Whose call it is, and about which deal: from who took part and when, never by guessing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.intake.arrival import Party
from revrise.core.conversations.intake.phone import e164


@frozen
class KnownPerson:
    """A colleague, by what identifies them."""

    id: str
    email: str | None


@frozen
class KnownCard:
    """A contact, by what identifies them."""

    id: str
    email: str | None
    phone: str | None
    account_id: str | None = None


@frozen
class KnownDeal:
    """A deal, whose it is, and from when to when it was open."""

    id: str
    owner_id: str | None
    card_id: str | None = None
    account_id: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    def open_at(self, at: datetime) -> bool:
        """Whether it was open then, as far as is known."""
        begun = self.opened_at is None or self.opened_at <= at
        return begun and (self.closed_at is None or at <= self.closed_at)


@frozen
class Fit:
    """What fits. `because` says why it is not enough; empty: one rep, and one deal or none needed.

    no_rep | several_reps | no_contact | no_deal | several_deals.
    """

    rep_ids: tuple[str, ...] = ()
    card_ids: tuple[str, ...] = ()
    deal_ids: tuple[str, ...] = ()
    because: str = ""

    @property
    def rep_id(self) -> str | None:
        """The rep, where one fits."""
        return self.rep_ids[0] if len(self.rep_ids) == 1 else None

    @property
    def deal_id(self) -> str | None:
        """The deal, where one fits."""
        return self.deal_ids[0] if len(self.deal_ids) == 1 else None


def same_email(one: str | None, other: str | None) -> bool:
    """Whether both are one address: case and surrounding space do not count, `+tags` do."""
    return bool(one and other) and _plain(one) == _plain(other)


def people_of(parties: Iterable[Party], known: Sequence[KnownPerson]) -> tuple[str, ...]:
    """The colleagues who took part; the host alone where a party is named as such and known."""
    present = list(parties)
    hosts = _called([one for one in present if one.host], known)
    return hosts or _called(present, known)


def cards_of(
    parties: Iterable[Party], known: Sequence[KnownCard], country: str
) -> tuple[KnownCard, ...]:
    """The contacts who took part, by e-mail or number."""
    present = list(parties)
    numbers = {e164(one.phone, country) for one in present if one.phone} - {None}
    return tuple(
        card
        for card in known
        if any(same_email(one.email, card.email) for one in present)
        or (card.phone and e164(card.phone, country) in numbers)
    )


def deals_of(
    cards: Sequence[KnownCard], deals: Sequence[KnownDeal], at: datetime
) -> tuple[KnownDeal, ...]:
    """The deals of these contacts that were open then; where they have none, of their accounts."""
    mine = {card.id for card in cards}
    firms = {card.account_id for card in cards if card.account_id}
    then = [deal for deal in deals if deal.open_at(at)]
    direct = tuple(deal for deal in then if deal.card_id in mine)
    return direct or tuple(deal for deal in then if deal.account_id in firms)


def fit(
    people: Sequence[str],
    cards: Sequence[KnownCard],
    deals: Sequence[KnownDeal],
    *,
    without_deal: bool,
) -> Fit:
    """One rep and one deal, or why not.

    Several colleagues are narrowed to those who own one of the deals, several deals to the rep's
    own; with no colleague known, the deals say whose call it is. Two that still fit are two.
    `without_deal`: a call of one rep is kept though no deal fits.
    """
    owners = tuple(dict.fromkeys(deal.owner_id for deal in deals if deal.owner_id))
    reps = tuple(dict.fromkeys(people))
    if not reps:
        reps = owners
    elif len(reps) > 1:
        reps = tuple(one for one in reps if one in owners) or reps
    own = [deal for deal in deals if deal.owner_id in reps]
    chosen = tuple(dict.fromkeys(deal.id for deal in own or deals))
    found = Fit(reps, tuple(card.id for card in cards), chosen)
    return Fit(reps, found.card_ids, chosen, _why(found, without_deal=without_deal))


def _why(found: Fit, *, without_deal: bool) -> str:
    if len(found.rep_ids) != 1:
        return "several_reps" if found.rep_ids else "no_rep"
    if len(found.deal_ids) > 1:
        return "several_deals"
    if found.deal_ids or without_deal:
        return ""
    return "no_deal" if found.card_ids else "no_contact"


def _called(parties: Sequence[Party], known: Sequence[KnownPerson]) -> tuple[str, ...]:
    fits = (one.id for one in known if any(same_email(party.email, one.email) for party in parties))
    return tuple(dict.fromkeys(fits))


def _plain(email: str | None) -> str:
    return (email or "").strip().casefold()
