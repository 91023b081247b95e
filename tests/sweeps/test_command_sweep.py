"""Every command as every kind of person: what comes out is theirs to see, to the byte.

`tests/support/visibility.py` says independently of the policy who may see which cell. A command
that is in none of the tables of `swept_commands.py` fails the first test.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rich_click as click
from tests.support.aviary import Company
from tests.support.command_company import WORD, answers, company, unseen
from tests.support.in_process import place, revrise
from tests.support.swept_commands import (
    ABOUT,
    ELSEWHERE,
    LIBRARY,
    LISTS,
    NAMING,
    POINTED_AT,
    READS,
)
from tests.support.visibility import PRINCIPALS, Principal

from revrise.apps.cli.main import cli
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.person import Person
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.dispute import Dispute

__all__ = ["company"]

# One of each role; the others differ from them in whose rows they have.
FEW = [
    who for who in PRINCIPALS if who.id.split("_")[1] in ("n1", "lead", "coach", "enable", "admin")
]


def paths(group: click.Group, above: str = "") -> Iterator[str]:
    """Every command of the tree by its words."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        _, command, _ = group.resolve_command(ctx, [name])
        if isinstance(command, click.Group):
            yield from paths(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def test_every_command_is_swept_or_shows_nothing_that_is_stored() -> None:
    swept = {*READS, *ABOUT, *LIBRARY, *NAMING, *ELSEWHERE}
    assert set(paths(cli)) == swept


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_nobody_reads_a_word_or_an_amount_that_is_not_theirs(
    company: Company, who: Principal
) -> None:
    for command, ways in READS.items():
        for way in ways:
            answer = answers("--as", who.id, *command.split(), *way, "--json")
            unseen(company, who, answer, cells=POINTED_AT.get(command, ()))
        if who in FEW:
            answer = answers(*command.split(), *ways[-1], "--as", who.id)
            unseen(company, who, answer, cells=POINTED_AT.get(command, ()))


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_a_call_shows_its_words_only_to_those_who_may_see_it_and_under_consent(
    company: Company, who: Principal
) -> None:
    whose = [call for call in company.of(Call) if call.owner_id in ("per_n1", "per_s1")]
    for call in [one for n in range(0, 10, 5) for one in whose[n + 2 : n + 5]]:
        answer = revrise("calls", "show", call.id, "--json", "--as", who.id)
        unseen(company, who, answer, given=call.id)
        if not who.reaches("call", call.owner_id, call.team_id):
            assert answer.code != 0
        else:
            shown = answer.json()
            withheld = call.state == "blocked" or shown["utterances"] is None
            assert withheld is (not shown["consent"]["allowed"])
    mine = [call for call in company.of(Call) if who.reaches("call", call.owner_id, call.team_id)]
    for call in mine[2:5]:
        unseen(company, who, revrise("calls", "show", call.id, "--as", who.id), given=call.id)


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_lists_hold_all_that_is_theirs_and_nothing_else(company: Company, who: Principal) -> None:
    for command, (kind, resource, whose) in LISTS.items():
        answer = answers("--as", who.id, *command.split(), "--json")
        rows = [
            row for row in company.of(kind)
            if who.reaches(resource, getattr(row, whose), row.team_id)
            and getattr(row, "wallet", True)
        ]  # fmt: skip
        if answer.code:
            assert (answer.code, rows) == (4, []), answer
            continue
        limit = 50 if command in ("calls list", "pipeline deals") else 10**6
        found = {row["id"] for row in answer.json()}
        assert found <= {row.id for row in rows}, answer.args
        assert len(found) == min(limit, len(rows)), answer.args
        if kind is LedgerPosting:
            points = sum(row["points"] for row in answer.json())
            assert points == sum(row.points for row in rows)


@pytest.mark.parametrize("who", FEW[:-1], ids=lambda who: who.id)
def test_a_hidden_thing_answers_like_a_missing_one(company: Company, who: Principal) -> None:
    for command, (kind, around) in ABOUT.items():
        for hidden in strangers(company, who, kind):
            prefix = hidden.split("_")[0]
            alike(company, who, command, around, hidden, f"{prefix}_ZQZZZZ")
    for command, around in LIBRARY.items():
        if who.role in ("enablement", "owner"):
            continue
        draft = around[0]
        alike(company, who, command, ("{id}", *around[1:]), draft, "nothing_of_it")


@pytest.mark.parametrize("who", FEW[:-1], ids=lambda who: who.id)
def test_a_hidden_name_of_a_person_answers_like_nobody(company: Company, who: Principal) -> None:
    hidden = [
        one for one in company.of(Person) if not who.reaches("person.email", one.id, one.team_id)
    ]  # fmt: skip
    for person in hidden[-1:]:
        for command, around in NAMING.items():
            asking = tuple(part.replace("{who}", "{id}") for part in around)
            for name, nobody in (
                (person.email, "ZQZZZZ@example.org"),
                (person.external_id, "ZQZZZZ"),
            ):
                alike(company, who, command, asking, str(name), nobody)


@pytest.mark.parametrize("command", ["pipeline deals", "rewards ledger", "calls list"])
def test_as_stands_before_or_after_the_command(company: Company, command: str) -> None:
    before = revrise("--as", "per_n1", *command.split(), "--json")
    after = revrise(*command.split(), "--json", "--as", "per_n1")
    assert before.code == after.code == 0
    assert before.out == after.out != revrise(*command.split(), "--json").out
    # The nearer one counts.
    assert revrise("--as", "per_n2", *command.split(), "--json", "--as", "per_n1").out == after.out


def test_what_is_theirs_is_shown_in_both_forms(company: Company) -> None:
    """The control: the sweep would see a word if it were there."""
    shown = set()
    for command in (*LISTS, "coach gaps"):
        for form in ((), ("--json",)):
            answer = revrise(*command.split(), *form, "--as", "per_n1")
            words = {company.aviary.words[word].cell for word in WORD.findall(answer.text)}
            assert words or not form, command
            shown |= words
    expected = {"deal.name", "deal.next_step", "call.title", "call.words", "ledger_entry.reason"}
    assert expected | {"plan.action", "role_play.turns", "deal.lost_reason"} <= shown
    report = revrise("pipeline", "report", "--as", "per_n1").out
    assert "3,007,936" in report


def test_a_plan_is_for_the_person_named_and_by_the_person_acting(
    company: Company, tmp_path: Path
) -> None:
    """It names the call to listen to; enablement sees the plan and not the call."""
    shutil.copytree(Path.cwd(), tmp_path / "copy")
    title = {call.title for call in company.of(Call) if call.owner_id == "per_n2"}
    with place(tmp_path / "copy"):
        plan = revrise("coach", "plan", "n2", "--as", "per_lead", "--json").json()
        assert (plan["person_id"], plan["coach_id"]) == ("per_n2", "per_lead")
        assert revrise("coach", "plan", "s1", "--as", "per_lead").code != 0
        seen = {who: revrise("coach", "plans", "--json", "--as", who).out for who in (
            "per_n2", "per_boss", "per_enable", "per_n1", "per_coach")}  # fmt: skip
    assert {who for who, out in seen.items() if plan["id"] in out} == {
        "per_n2", "per_boss", "per_enable"
    }  # fmt: skip
    named = {who for who, out in seen.items() if any(one in out for one in title)}
    assert named == {"per_n2", "per_boss"}


def alike(
    company: Company,
    who: Principal,
    command: str,
    around: tuple[str, ...],
    hidden: str,
    missing: str,
) -> None:
    """The same bytes and the same exit code, but for the id."""

    def answer(about: str) -> tuple[int, str, str]:
        args = [part.replace("{id}", about) for part in around]
        found = revrise(*command.split(), *args, "--as", who.id)
        unseen(company, who, found, given=about)
        return found.code, found.out.replace(about, "<id>"), found.err.replace(about, "<id>")

    first, second = answer(hidden), answer(missing)
    assert first == second, (command, who.id)
    if command not in ("coach gaps", "rewards ledger"):
        assert first[0] != 0


RESOURCES = {
    Assessment: "assessment",
    Call: "call",
    CallComment: "call_comment",
    Dispute: "dispute",
    Deal: "deal",
    Clip: "clip",
    Enrolment: "enrolment",
    OneOnOne: "one_on_one",
    Plan: "plan",
}


def _cell(resource: str, shared: str) -> str:
    return f"{resource}.{shared}" if shared in ("team", "coaches") else resource


def strangers(company: Company, who: Principal, kind: type[Any]) -> list[str]:
    """Ids of two rows they may not see: the first and the last of them."""
    resource = RESOURCES[kind]
    hidden = [
        one.id for one in company.of(kind)
        if not who.reaches(_cell(resource, getattr(one, "shared", "")),
                           getattr(one, "owner_id", None) or one.person_id, one.team_id,
                           getattr(one, "coach_id", None) or getattr(one, "author_id", None))
    ]  # fmt: skip
    return [*hidden[:1], *hidden[1:][-1:]]
