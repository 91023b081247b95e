"""Which calls were made on which deals, how the rep behaved, and who consented to what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Final

from attrs import frozen

from revrise.apps.demo.call import Call, Consent
from revrise.apps.demo.chance import WORKDAY_HOURS, clip, dice
from revrise.apps.demo.company import Account, Contact, Person, Product
from revrise.apps.demo.deal import Deal
from revrise.apps.demo.script import Behaviour, Setting
from revrise.apps.demo.skills import Skills
from revrise.core.governance.consent import PURPOSES
from revrise.core.governance.jurisdiction import built_in

CALLS, TRANSCRIBED = 1_200, 300
_NEVER_ASKED, _NO_ANALYSIS, _MAY_TRAIN = 0.05, 0.06, 0.6
_LAW: Final = {"CN": "CN", "US": "US", "CA": "CA", "GB": "UK", "DE": "EU", "NL": "EU", "FR": "EU"}


@frozen
class Names:
    """The people and things that calls are about, by id."""

    people: Mapping[str, Person]
    contacts: Mapping[str, Contact]
    accounts: Mapping[str, Account]
    products: Mapping[str, Product]


def calls(
    seed: int, deals: Sequence[Deal], names: Names, skills: Skills, now: datetime
) -> tuple[Call, ...]:
    """The calls in order of time."""
    roll = dice(seed, "calls")
    drawn = sorted(
        ((_moment(roll, deal, now), deal) for deal in roll.choices(deals, k=CALLS)),
        key=lambda pair: (pair[0], pair[1].id),
    )
    kept = set(roll.sample(range(1, CALLS + 1), TRANSCRIBED))
    return tuple(
        _call(
            roll,
            f"call-{number:05}",
            deal,
            at,
            names,
            skills=skills,
            seed=seed,
            kept=number in kept,
        )
        for number, (at, deal) in enumerate(drawn, 1)
    )


def _moment(roll: Random, deal: Deal, now: datetime) -> datetime:
    """A moment within the deal's life, in working hours of its day where that is possible."""
    end = deal.closed_at or now
    at = deal.opened_at + (end - deal.opened_at) * roll.random()
    worked = at.replace(hour=roll.randrange(*WORKDAY_HOURS), microsecond=0)
    return worked if deal.opened_at <= worked <= end else at.replace(microsecond=0)


def _call(
    roll: Random,
    id_: str,
    deal: Deal,
    at: datetime,
    names: Names,
    *,
    skills: Skills,
    seed: int,
    kept: bool,
) -> Call:
    rep, card = names.people[deal.rep_id], names.contacts[deal.contact_id]
    consents = _consents(roll, rep, card, names.accounts[deal.account_id], at)
    asked = len(consents) > 1
    setting = Setting(
        rep.language,
        rep.name,
        card.name,
        names.products[deal.product_id].name,
        at.date(),
        roll.choice((3, 4, 4, 5, 6)) if kept else roll.choice((5, 10, 15, 25, 40)),
        behaviour(skills, rep.id, at, gives_notice=asked),
    )
    stage = [change.stage for change in deal.history if change.at <= at][-1]
    return Call(
        id=id_,
        deal_id=deal.id,
        rep_id=rep.id,
        contact_id=card.id,
        stage=stage,
        started_at=at,
        transcribed=kept,
        setting=setting,
        consents=consents,
        seed=seed,
    )


def behaviour(skills: Skills, rep_id: str, at: datetime, *, gives_notice: bool = True) -> Behaviour:
    """How a rep talks at the level of that day."""

    def rising(competency: str, at_level_1: float, per_level: float) -> float:
        level = skills.level(rep_id, competency, at)
        return round(clip(at_level_1 + per_level * (level - 1), 0.02, 0.95), 4)

    return Behaviour(
        rising("discovery", 0.08, 0.20),
        round(skills.talk_share(rep_id, at), 4),
        rising("objection-handling", 0.05, 0.21),
        rising("closing", 0.15, 0.19),
        rising("product-knowledge", 0.34, -0.06),
        rising("active-listening", 0.18, -0.04),
        gives_notice,
    )


def _consents(
    roll: Random, rep: Person, card: Contact, account: Account, at: datetime
) -> tuple[Consent, ...]:
    law = _LAW[account.country]
    # Where a contract is no ground to analyse on, the company asked its own people too.
    apart = bool(built_in().separate_purposes.get(built_in().of(law)))
    own = Consent(rep.id, PURPOSES, (), "consent" if apart else "contract", law, at, apart)
    fate, may_train = roll.random(), roll.random() < _MAY_TRAIN
    strict = rep.language == "zh"
    if strict and fate < _NEVER_ASKED:
        return (own,)
    refuses = strict and fate < _NEVER_ASKED + _NO_ANALYSIS
    first_no = "analyse" if refuses else "" if may_train else "train"
    cut = PURPOSES.index(first_no) if first_no else len(PURPOSES)
    said = Consent(card.id, PURPOSES[:cut], PURPOSES[cut:], "consent", law, at, apart)
    return own, said
