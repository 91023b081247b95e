"""The business that the people did: leads, deals, content used on them, and calls."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from attrs import frozen

from revrise.apps.demo import content, leads, market, model
from revrise.apps.demo.call import Call
from revrise.apps.demo.calls import Names, calls
from revrise.apps.demo.chance import dice
from revrise.apps.demo.company import Account, Contact, Person
from revrise.apps.demo.deal import Deal
from revrise.apps.demo.deals import progress
from revrise.apps.demo.enablement import Asset, ContentUse
from revrise.apps.demo.skills import Skills
from revrise.apps.demo.truth import Truth
from revrise.apps.demo.winning import Odds


@frozen
class Business:
    """Customers, deals and what happened on them, and the truth behind who won."""

    accounts: tuple[Account, ...]
    contacts: tuple[Contact, ...]
    deals: tuple[Deal, ...]
    uses: tuple[ContentUse, ...]
    calls: tuple[Call, ...]
    truth: Truth


def trade(
    seed: int,
    staff: Sequence[Person],
    skills: Skills,
    library: Sequence[Asset],
    period: tuple[date, date],
) -> Business:
    """The business of a period, done with these skills."""
    now = datetime.combine(period[1], time(23, 59), UTC)
    accounts = market.accounts(seed)
    cards = market.contacts(seed, accounts, period[0])
    reps = [person for person in staff if "rep" in person.roles]
    sold = leads.Market.of(accounts, cards, market.PRODUCTS)
    found = leads.leads(seed, reps, skills.ability, sold, period)
    odds = Odds(skills, leads.fits(seed, market.PRODUCTS, market.INDUSTRIES))
    chances = {lead.id: odds.probability(lead) for lead in found}
    deals = tuple(progress(seed, lead, skills, chances[lead.id], now) for lead in found)
    names = Names(
        {person.id: person for person in staff},
        {card.id: card for card in cards},
        sold.accounts,
        {product.id: product for product in market.PRODUCTS},
    )
    return Business(
        accounts,
        cards,
        deals,
        _uses(seed, found, deals, library, now),
        calls(seed, deals, names, skills, now),
        _truth(seed, odds, found, chances),
    )


def _uses(
    seed: int,
    found: Sequence[leads.Lead],
    deals: Sequence[Deal],
    library: Sequence[Asset],
    now: datetime,
) -> tuple[ContentUse, ...]:
    roll, shelf = dice(seed, "uses"), {asset.id: asset for asset in library}
    used = [
        content.use(roll, shelf[id_], deal.rep_id, deal.id, (deal.opened_at, deal.closed_at or now))
        for lead, deal in zip(found, deals, strict=True)
        for id_ in lead.assets
    ]
    return tuple(sorted(used, key=lambda use: (use.at, use.deal_id, use.asset_id)))


def _truth(seed: int, odds: Odds, found: Sequence[leads.Lead], chances: dict[str, float]) -> Truth:
    treatments = (*model.GAINS, *model.ASSET_EFFECTS)
    return Truth(
        seed=seed,
        intercept=model.INTERCEPT,
        weights=model.SKILL_WEIGHTS,
        territories=model.TERRITORIES,
        sources=model.SOURCES,
        fit=odds.fit,
        ability=odds.skills.ability,
        base=odds.skills.base,
        habit=odds.skills.habit,
        effects={name: odds.effect(name, found, chances) for name in treatments},
        win_probability=chances,
    )
