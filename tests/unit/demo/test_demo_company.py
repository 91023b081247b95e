"""The demo company is complete, consistent and the same for the same seed."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import pairwise

import pytest

from revrise.apps.demo.company import Company
from revrise.apps.demo.simulation import generate
from revrise.core.deals.standard_process import STANDARD


def test_the_same_seed_gives_the_same_company(company: Company) -> None:
    assert hash(repr(generate())) == hash(repr(company))


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_gives_the_same_company(company: Company, hash_seed: str) -> None:
    """Python's own hash seed, which orders sets of texts, plays no part."""
    program = (
        "from hashlib import sha256; from revrise.apps.demo.simulation import generate; "
        "print(sha256(repr(generate()).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == sha256(repr(company).encode()).hexdigest()


def test_another_seed_gives_another_company(company: Company, other_company: Company) -> None:
    assert repr(other_company.deals) != repr(company.deals)
    assert repr(other_company.people) != repr(company.people)


def test_the_organisation_has_the_promised_size(company: Company) -> None:
    roles = Counter(role for person in company.people for role in person.roles)
    assert roles == {"rep": 40, "manager": 5, "coach": 3, "enablement": 2, "admin": 1}
    assert set(Counter(rep.team_id for rep in company.reps).values()) == {8}
    assert len(company.team_tree("team-all")) == len(company.teams) == 8
    assert len(company.deals) == 2_400
    assert len(company.calls) == 1_200
    assert sum(call.transcribed for call in company.calls) == 300


@pytest.mark.parametrize(
    "part",
    [
        *("teams", "people", "products", "accounts", "contacts", "assets", "courses", "scenarios"),
        *("enrolments", "role_plays", "plans", "one_to_ones", "deals", "calls"),
    ],
)
def test_ids_are_unique(company: Company, part: str) -> None:
    ids = [thing.id for thing in getattr(company, part)]
    assert len(set(ids)) == len(ids) > 0


def test_a_card_is_one_phone_and_one_address(company: Company) -> None:
    assert len({card.phone for card in company.contacts}) == len(company.contacts)
    assert len({card.email for card in company.contacts}) == len(company.contacts)
    assert len({person.email for person in company.people}) == len(company.people)


def test_every_reference_resolves(company: Company) -> None:
    people, teams = {p.id for p in company.people}, {t.id for t in company.teams}
    accounts, cards = {a.id for a in company.accounts}, {c.id: c for c in company.contacts}
    products, deals = {p.id for p in company.products}, {d.id: d for d in company.deals}
    for deal in company.deals:
        assert deal.rep_id in people
        assert cards[deal.contact_id].account_id == deal.account_id in accounts
        assert deal.product_id in products
    assert {call.rep_id == deals[call.deal_id].rep_id for call in company.calls} == {True}
    assert {p.team_id for p in company.people} <= teams
    assert {p.manager_id for p in company.reps} <= people
    assert {m.person_id for m in company.one_to_ones} <= people
    assert {m.leader_id for m in company.one_to_ones} <= people


def test_every_deal_moves_as_the_standard_process_allows(company: Company) -> None:
    for deal in company.deals:
        assert deal.history[0].stage == "LeadIn"
        for before, after in pairwise(deal.history):
            assert after.stage in STANDARD.moves[before.stage]
            assert before.at < after.at
        assert (deal.loss_reason is not None) == (deal.state == "lost")


def test_every_stage_holds_deals(company: Company) -> None:
    assert {deal.stage for deal in company.deals} == set(STANDARD.moves)


def test_regions_trade_in_their_own_currency(company: Company) -> None:
    language = {person.id: person.language for person in company.people}
    currencies = {(language[deal.rep_id], deal.amount.currency) for deal in company.deals}
    assert currencies == {("zh", "CNY"), ("en", "USD")}
    assert all(deal.amount.minor > 0 for deal in company.deals)


@pytest.mark.parametrize("today", [date(2026, 6, 30), date(2024, 2, 29), date(2025, 8, 31)])
def test_nothing_happens_before_the_start_or_after_today(today: date) -> None:
    made = generate(seed=3, today=today)
    first = datetime.combine(made.start, time(), UTC)
    last = datetime.combine(today, time(23, 59, 59), UTC)
    moments = [change.at for deal in made.deals for change in deal.history]
    moments += [call.started_at for call in made.calls] + [use.at for use in made.content_uses]
    moments += [session.at for session in made.role_plays]
    moments += [meeting.at for meeting in made.one_to_ones]
    assert first <= min(moments)
    assert max(moments) <= last
    assert max(fact.at for fact in made.facts) <= last


def test_calls_and_content_fall_into_the_life_of_their_deal(company: Company) -> None:
    deals = {deal.id: deal for deal in company.deals}
    for thing in (*company.calls, *company.content_uses):
        deal = deals[thing.deal_id]
        at = getattr(thing, "started_at", None) or thing.at
        assert deal.opened_at <= at
        assert deal.closed_at is None or at <= deal.closed_at


def test_facts_repeat_what_the_records_say(company: Company) -> None:
    kinds = Counter(fact.kind for fact in company.facts)
    assert kinds == {
        "deal-won": sum(deal.state == "won" for deal in company.deals),
        "course-completed": sum(one.completed_at is not None for one in company.enrolments),
        "role-play-passed": sum(one.passed for one in company.role_plays),
        "plan-completed": sum(plan.state == "completed" for plan in company.plans),
    }
    assert [fact.at for fact in company.facts] == sorted(fact.at for fact in company.facts)


def test_content_is_used_in_a_version_that_was_out(company: Company) -> None:
    published = {
        (asset.id, version.number): version.published_at
        for asset in company.assets
        for version in asset.versions
    }
    assert all(published[use.asset_id, use.version] <= use.at for use in company.content_uses)


def test_both_languages_have_titles(company: Company) -> None:
    for title in (thing.title for thing in (*company.assets, *company.courses, *company.scenarios)):
        assert title.en.isascii()
        assert not title.zh.isascii()
