"""Leads as luck hands them out, before anybody's skill touches them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from attrs import frozen

from revrise.apps.demo import content, model
from revrise.apps.demo.chance import at_work, dice, weighted
from revrise.apps.demo.company import Account, Contact, Person, Product
from revrise.core.money import Money

DEALS = 2_400
_QUARTER_END = 3
_BUSY = 1.25


@frozen
class Lead:
    """All that a deal's fate hangs on but skill: `luck` wins when below the win probability."""

    id: str
    rep: Person
    account: Account
    contact: Contact
    product: Product
    source: str
    opened: datetime
    amount: Money
    noise: float
    luck: float
    assets: tuple[str, ...]


@frozen
class Market:
    """Who can be sold what: accounts by id, cards by language, products."""

    accounts: Mapping[str, Account]
    cards: Mapping[str, Sequence[Contact]]
    products: Sequence[Product]

    @classmethod
    def of(
        cls, accounts: Sequence[Account], cards: Sequence[Contact], products: Sequence[Product]
    ) -> "Market":
        """The market of some accounts and their cards."""
        by_id = {account.id: account for account in accounts}
        sorted_cards: dict[str, list[Contact]] = {"en": [], "zh": []}
        for card in cards:
            sorted_cards[by_id[card.account_id].language].append(card)
        return cls(by_id, sorted_cards, products)


def fits(
    seed: int, products: Sequence[Product], industries: Sequence[str]
) -> dict[tuple[str, str], float]:
    """How well each product fits each industry, in log-odds."""
    roll = dice(seed, "fit")
    return {(p.id, i): roll.gauss(0, model.FIT_SD) for p in products for i in industries}


def leads(
    seed: int,
    reps: Sequence[Person],
    ability: Mapping[str, float],
    market: Market,
    period: tuple[date, date],
) -> tuple[Lead, ...]:
    """The leads of the period in order of time; a rep gets none before the first fortnight."""
    roll = dice(seed, "leads")
    drawn = sorted(_opened(roll, period) for _ in range(DEALS))
    return tuple(
        _lead(
            roll, f"deal-{number:05}", _seller(roll, reps, at), at, ability=ability, market=market
        )
        for number, at in enumerate(drawn, 1)
    )


def _opened(roll: Random, period: tuple[date, date]) -> datetime:
    while True:
        day = period[0] + timedelta(days=roll.randrange(2, (period[1] - period[0]).days))
        if day.month % _QUARTER_END == 0 or roll.random() < 1 / _BUSY:
            return at_work(roll, day)


def _seller(roll: Random, reps: Sequence[Person], at: datetime) -> Person:
    while True:
        rep = roll.choice(reps)
        if rep.hired_on + timedelta(days=14) <= at.date():
            return rep


def _lead(
    roll: Random,
    id_: str,
    rep: Person,
    at: datetime,
    *,
    ability: Mapping[str, float],
    market: Market,
) -> Lead:
    card = roll.choice(market.cards[rep.language])
    product = roll.choice(market.products)
    return Lead(
        id=id_,
        rep=rep,
        account=market.accounts[card.account_id],
        contact=card,
        product=product,
        source=weighted(roll, model.LEAD_MIX[rep.team_id]),
        opened=at,
        amount=_amount(roll, product, "CNY" if rep.language == "zh" else "USD"),
        noise=roll.gauss(0, model.NOISE_SD),
        luck=roll.random(),
        assets=content.picks(roll, ability[rep.id]),
    )


def _amount(roll: Random, product: Product, currency: str) -> Money:
    listed = next(price for price in product.prices if price.currency == currency)
    factor = Decimal(str(round(roll.lognormvariate(0.1, 0.55), 2)))
    return Money.of((listed.amount * factor).quantize(Decimal("0.01")), currency)
