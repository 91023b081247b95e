"""A small company in which every row that belongs to somebody carries words found nowhere else.

Three teams (the first above the others), eight reps, two managers, a coach, enablement, admin.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.aviary import Company

from revrise.adapters.rows.kinds import resource
from revrise.core.bilingual import Bilingual
from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.coaching.plan import Action, Plan
from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.governance.consent import PURPOSES, Consent
from revrise.core.governance.scope import system_scope
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.money import Money
from revrise.core.people.competency import Observation
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.core.rewards.entry import LedgerEntry, Posting, issue, wallet
from revrise.core.rewards.posting import postings
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay, Turn
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.ports.storage import Store

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOP, NORTH, SOUTH = "team_top", "team_north", "team_south"
REPS = {
    **{f"per_n{n}": NORTH for n in range(1, 6)},
    **{f"per_s{n}": SOUTH for n in range(1, 3)},
    "per_alone": None,  # in no team at all
}
# Everybody else: team and role. A manager of one team, one of all, a coach who also sells.
OTHERS = {
    "per_boss": (TOP, "manager"),
    "per_lead": (NORTH, "manager"),
    "per_coach": (SOUTH, "coach"),
    "per_enable": (None, "enablement"),
    "per_admin": (None, "admin"),
    "per_guest": (None, "rep"),  # sold nothing yet
}
STAGES = (("Proposal", None), ("ClosedWon", "won"), ("ClosedLost", "lost"))


def make() -> Company:
    """The company, in memory."""
    company = Company()
    company.keep(Team(TOP, "Everything"), Team(NORTH, "North", TOP), Team(SOUTH, "South", TOP))
    for person, team in REPS.items():
        company.keep(_person(company, person, team, "rep"))
    for person, (team, role) in OTHERS.items():
        company.keep(_person(company, person, team, role))
    _library(company)
    for number, (person, team) in enumerate(REPS.items()):
        _selling(company, person, team, number)
        for n, kind in enumerate(("agreed", "agreed", "agreed", "withheld", "blocked")):
            _call(company, person, team, kind, DAY + timedelta(days=n + 10 * number))
        _growing(company, person, team)
        _points(company, person, team, number)
    return company


def store(company: Company, into: Store, tenant: str, actor: Any) -> None:
    """Writes it in one unit of work."""
    with into.begin(actor) as work:
        for kind, things in company.rows.items():
            scope = system_scope(tenant, resource(kind), "create", "test")
            work.of(kind).add_many(things, scope)
        work.record("test.stored", "company")


def _person(company: Company, person: str, team: str | None, role: str) -> Person:
    word = company.aviary.word
    return Person(
        person,
        person.removeprefix("per_"),
        f"{word('person.email', person, team)}@example.org",
        team,
        (role,),
        source="crm",
        external_id=word("person.external_id", person, team),
    )


def _library(company: Company) -> None:
    word = company.aviary.word
    lesson = (Lesson("l1", "First lesson"),)
    written = (Lesson("l1", "First lesson", body="Ask, then listen."),)
    company.keep(
        Course("course_open", "Open course", ("discovery",), lesson),
        Course("course_draft", word("course.draft", None, None), ("discovery",), lesson,
               state="draft", authors=("per_n1",), approved_by=("per_lead",)),
        Course("course_asked", word("course.asked", None, None), ("discovery",), lesson,
               state="draft", authors=("per_n1",), asked_at=DAY),
        Course("course_ready", word("course.ready", None, None), ("discovery",), written,
               state="draft", authors=("per_n1",)),
        _scenario("scenario_open", "Open scenario", "published"),
        _scenario("scenario_draft", word("scenario.draft", None, None), "draft"),
        Asset("asset_open", "playbook", "Open playbook", "per_enable", state="published"),
        Asset("asset_draft", "playbook", word("asset.draft", None, None), "per_enable"),
    )  # fmt: skip
    for asset, state in (("asset_open", "published"), ("asset_draft", "draft")):
        body = word(f"asset.{state}_body", None, None)
        company.keep(
            AssetVersion(f"e_{asset}", asset, "1.0.0", body, "per_enable", DAY, state=state)
        )


def _scenario(scenario_id: str, title: str, state: str) -> Scenario:
    return Scenario(
        scenario_id, title, "Buyer", "Brief", ("Too expensive.", "Not now."), "objection-handling",
        "objection-handling", state=state,
    )  # fmt: skip


def _selling(company: Company, person: str, team: str | None, number: int) -> None:
    def word(cell: str) -> str:
        return company.aviary.word(cell, person, team)

    account, card = word("account.id"), word("card.id")
    company.keep(
        Account(account, word("account.name"), revenue=word("account.revenue"), owner_id=person,
                team_id=team),
        Card(card, word("card.name"), word("card.phone"), f"{word('card.email')}@example.org",
             account, person, team),
    )  # fmt: skip
    for n, (stage, outcome) in enumerate(STAGES * 2):
        opened = DAY + timedelta(days=5 * n + number)
        currency = "CNY" if n == 4 else "USD"
        amount = company.aviary.amount("deal.value", person, team)
        deal = Deal(
            f"deal_{word('deal.id')}",
            word("deal.name"),
            stage,
            person,
            team,
            account_id=account,
            card_id=card,
            product=word("deal.product"),
            value=Money.of(amount, currency),
            opened_at=opened,
            closed_at=opened + timedelta(days=40) if outcome else None,
            outcome=outcome,
            lost_reason=word("deal.lost_reason") if outcome == "lost" else None,
            next_step=word("deal.next_step"),
            evidence=(word("deal.evidence"),),
            history=(StageChange(stage, opened, person),),
            source="crm",
            external_id=word("deal.external_id"),
        )
        company.keep(
            deal,
            AssetUse(f"use_{word('asset_use.id')}", "asset_open", person, team, "shared",
                     opened + timedelta(days=1), deal.id),
        )  # fmt: skip


def _call(company: Company, person: str, team: str | None, kind: str, at: datetime) -> None:
    def word(cell: str) -> str:
        return company.aviary.word(cell, person, team)

    deal = next(one for one in company.of(Deal) if one.owner_id == person)
    call_id = f"call_{word('call.id')}"
    said = "call.words" if kind == "agreed" else "call.withheld"
    speakers = (Speaker("A", "seller"), Speaker("B", "buyer", word(said)))
    turns = (("A", f"What about {word(said)}?"), ("B", f"Our budget {word(said)} is tight."))
    transcript = Transcript("en", speakers, tuple(Utterance(who, text) for who, text in turns))
    purposes = {"agreed": PURPOSES, "withheld": ("record", "transcribe", "analyse"), "blocked": ()}
    company.keep(
        Call(
            call_id,
            word("call.title"),
            person,
            team,
            at,
            "en",
            word("call.fingerprint"),
            deal.id,
            source=word("call.source"),
            state="blocked" if kind == "blocked" else "analysed",
            blocked_reason=word("call.blocked_reason") if kind == "blocked" else None,
            participants=("A", "B"),
        ),
        CallTranscript(f"words_{call_id}", call_id, person, team, transcript),
        *(
            Consent(f"con_{call_id}_{who}_{purpose}", call_id, who, purpose, "consent", "EU",
                    DAY - timedelta(days=9), person, team, word("consent.evidence"))
            for who in "AB"
            for purpose in purposes[kind]
        ),
    )  # fmt: skip
    if kind != "blocked":
        _scores(company, person, team, call_id, at)


def _scores(company: Company, person: str, team: str | None, call_id: str, at: datetime) -> None:
    because = company.aviary.word("assessment.because", person, team)
    scored = CriterionScore("open-questions", "discovery", 1, 2, because)
    card = total("discovery@1", "rules", [scored])
    assessment = Assessment(
        f"score_{call_id}", call_id, person, team, at, card.rubric, card.score, card
    )
    company.keep(
        assessment,
        Observation(f"obs_{call_id}", person, team, "discovery", 2.0, at, call_id, assessment.id,
                    "open-questions", company.aviary.word("observation.because", person, team), 1),
    )  # fmt: skip


def _growing(company: Company, person: str, team: str | None) -> None:
    def word(cell: str, beside: str | None = None) -> str:
        return company.aviary.word(cell, person, team, beside)

    coach = "per_coach" if team == SOUTH else "per_boss"
    action = Action("listening", word("plan.action"), word("plan.action"), DAY, DAY)
    company.keep(
        Plan(f"plan_{word('plan.id')}", person, team, coach, "discovery", 2.0, 3.5, (action,), DAY,
             DAY + timedelta(days=50), "closed", word("plan.closed_reason")),
        OneOnOne(f"oo_{word('one_on_one.id', coach)}", person, team, coach, DAY,
                 (word("one_on_one.agenda", coach),),
                 (Promise(word("one_on_one.promise", coach), person),),
                 word("one_on_one.shared_notes", coach),
                 word("one_on_one.private_notes", coach), state="held"),
        Enrolment(f"enr_{word('enrolment.id')}", "course_open", person, team, DAY, done=("l1",),
                  score=0.9, completed_at=DAY - timedelta(days=1), state="completed"),
        RolePlay(f"rp_{word('role_play.id')}", "scenario_open", person, team, DAY,
                 turns=(Turn("buyer", "Hello."), Turn("seller", word("role_play.turns"))),
                 finished_at=DAY, score=3.5, passed=True, state="scored"),
    )  # fmt: skip


def _points(company: Company, person: str, team: str | None, number: int) -> None:
    for n in range(3):
        points = company.aviary.amount("ledger_entry.points", person, team)
        reason = company.aviary.word("ledger_entry.reason", person, team)
        entry = LedgerEntry(
            f"points_{company.aviary.word('ledger_entry.id', person, team)}",
            DAY + timedelta(days=7 * n, hours=number),
            person,
            (Posting(issue("test"), -points), Posting(wallet(person), points)),
            Bilingual(f"for {reason}", f"因 {reason}"),
            "test@1",
            company.aviary.word("ledger_entry.source_id", person, team),
        )
        company.keep(*postings(entry, team))


def by_id(rows: Iterable[Any]) -> Mapping[str, Any]:
    """Rows by their ids."""
    return {row.id: row for row in rows}
