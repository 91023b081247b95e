"""The list of calls and the call page: what is in reach, words under consent, like with like."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import NOW, PEOPLE, World

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.consent import Consent
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.services.calls.listing import PAGE, CallFilter, CallLists
from revrise.services.calls.narrowing import MEASURED, measured
from revrise.services.calls.page import CallPages
from revrise.services.reviews.service import Reviews, ScoreCall

TEAM = {person.id: person.team_id for person in PEOPLE}
WORDS = Transcript(
    "en",
    (Speaker("A", "seller", "Nora"), Speaker("B", "buyer", "Bo")),
    (
        Utterance("A", "What would that cost you?", 0, 2_000),
        Utterance("B", "It is too expensive for us.", 2_000, 4_000),
    ),
    4_000,
)


def call(number: int, rep: str = "n1", score: float = 3, share: float = 0.5) -> list[Any]:
    """A scored call with its words."""
    name, at = f"call-{rep}-{number:02}", NOW - timedelta(days=number)
    level = round(score)
    card = total("r@1", "plugin:r", [CriterionScore("c", "discovery", 1, level, "so")])
    metrics = {"talk_share": Metric("talk_share/B@1", "ratio", share, "words", 2)}
    return [
        Call(name, name, rep, TEAM[rep], at, "en", name, state="analysed",
             participants=("A", "B"), metrics=metrics, duration_ms=4_000,
             objections="price timing" if name == "call-n1-01" else ""),
        CallTranscript(f"w-{name}", name, rep, TEAM[rep], WORDS),
        Assessment(assessment_id(name, "r@1"), name, rep, TEAM[rep], at, "r@1", card.score, card),
    ]  # fmt: skip


def agreed(name: str, rep: str, *who: str) -> list[Consent]:
    return [
        Consent(f"{name}-{one}", name, one, "coach", "consent", "EU", NOW - timedelta(days=99),
                rep, TEAM[rep])
        for one in who
    ]  # fmt: skip


@pytest.fixture
def pages(world: World, catalogue: Any) -> CallPages:
    world.put(*[thing for n in range(1, 8) for thing in call(n, share=n / 10)])
    world.put(*call(1, "n2"), *call(1, "s1", 1))
    world.put(*agreed("call-n1-01", "n1", "A", "B"), *agreed("call-n1-02", "n1", "A"))
    return CallPages(world.desk, catalogue)


@pytest.fixture
def lists(world: World, pages: CallPages) -> CallLists:
    return CallLists(world.desk)


def test_a_page_has_words_and_moments_where_everybody_agreed(
    world: World, pages: CallPages
) -> None:
    page = pages.show("call-n1-01", world.by("coach"))
    assert page.consent.words
    assert page.analysis is not None
    assert {moment.kind for moment in page.analysis.moments} >= {"question", "objection"}
    assert page.names["n1"] == "Nora 1"
    assert [card.rubric for card in page.cards] == ["r@1"]


@pytest.mark.parametrize("who", ["coach", "n1"])
def test_without_consent_of_all_the_words_stay_hidden_and_the_missing_are_named(
    world: World, pages: CallPages, who: str
) -> None:
    page = pages.show("call-n1-02", world.by(who))
    assert (page.transcript, page.analysis, page.topics) == (None, None, ())
    assert page.consent.missing == ("B",)
    assert page.cards
    assert "too expensive" not in repr(page)


def test_a_call_is_compared_with_others_in_reach_only(world: World, pages: CallPages) -> None:
    """Seven calls of n1 and one of n2 in the team; a rep sees nothing of a colleague's."""
    coach = pages.show("call-n1-01", world.by("coach")).compared
    assert (coach.calls, coach.people) == (7, 2)
    own = pages.show("call-n1-01", world.by("n1")).compared
    assert (own.calls, own.people) == (6, 1)
    half = own.halves["talk_share"]
    assert (half.n, half.lowest, half.highest) == (6, 0.2, 0.7)
    assert half.low < half.median < half.high


def test_fewer_than_five_calls_give_no_middle_half(world: World, pages: CallPages) -> None:
    found = pages.show("call-s1-01", world.by("coach")).compared
    assert (found.calls, dict(found.halves)) == (0, {})


def test_what_may_be_done_follows_the_policy(world: World, pages: CallPages) -> None:
    shown = {who: pages.show("call-n1-01", world.by(who)).allowed for who in ("coach", "n1")}
    assert shown == {
        "coach": {"clip", "comment", "note", "score", "decide", "plan", "correct"},
        "n1": {"clip", "comment", "consent", "correct", "dispute", "rename"},
    }


def test_a_hidden_call_looks_like_none(world: World, pages: CallPages) -> None:
    for who, name in (("n2", "call-n1-01"), ("n1", "nothing"), ("manager", "call-s1-01")):
        with pytest.raises(NotFound):
            pages.show(name, world.by(who))
    with pytest.raises(Refused):
        pages.show("call-n1-01", world.by("enb"))


def test_the_list_reaches_as_far_as_the_policy(world: World, lists: CallLists) -> None:
    totals = {who: lists.page(CallFilter(), world.by(who)).total for who in ("n1", "n2", "coach")}
    assert totals == {"n1": 7, "n2": 1, "coach": 9}
    with pytest.raises(Refused):
        lists.page(CallFilter(), world.by("enb"))
    assert [name for _, name in lists.reps(world.by("coach"))] == ["Nora 1", "Nora 2", "Sam 1"]
    assert [team for team, _ in lists.teams(world.by("coach"))] == ["north", "south"]
    assert [team for team, _ in lists.teams(world.by("n1"))] == ["north"]


def test_rows_carry_score_share_and_consent(world: World, lists: CallLists) -> None:
    rows = {row.id: row for row in lists.page(CallFilter(), world.by("n1")).rows}
    first, second = rows["call-n1-01"], rows["call-n1-02"]
    assert (first.scores, first.talk_share, first.coaching) == ({"r@1": 3.0}, 0.1, True)
    assert second.coaching is False


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CallFilter(rep_id="n2"), ["call-n2-01"]),
        (CallFilter(team_id="south"), ["call-s1-01"]),
        (CallFilter(account_id="nobody"), []),
        (CallFilter(language="zh"), []),
        (CallFilter(state="blocked"), []),
        (CallFilter(below=2.0), ["call-s1-01"]),
        (CallFilter(below=2.0, rep_id="n1"), []),
        (CallFilter(since=NOW - timedelta(days=1), rep_id="n1"), ["call-n1-01"]),
        (CallFilter(until=NOW - timedelta(days=6, hours=1)), ["call-n1-07"]),
        (CallFilter(talk_share_from=0.6), ["call-n1-06", "call-n1-07"]),
        (CallFilter(talk_share_from=0.4, talk_share_below=0.5), ["call-n1-04"]),
        (CallFilter(objection="price"), ["call-n1-01"]),
        (CallFilter(objection="any", rep_id="n1"), ["call-n1-01"]),
        (CallFilter(objection="trust"), []),
        (CallFilter(reviewed=True), []),
    ],
)
def test_filters_keep_what_they_say(
    world: World, lists: CallLists, wanted: CallFilter, found: list[str]
) -> None:
    assert [row.id for row in lists.page(wanted, world.by("coach")).rows] == found


def test_a_call_is_reviewed_once_somebody_scored_it(world: World, lists: CallLists) -> None:
    given = ScoreCall(assessment_id("call-n1-03", "r@1"), {"c": 2})
    Reviews(world.desk).score(given, world.by("coach"))
    done, open_ = (
        lists.page(CallFilter(reviewed=wanted), world.by("manager")) for wanted in (True, False)
    )
    assert ([row.id for row in done.rows], done.total) == (["call-n1-03"], 1)
    assert ({row.id for row in open_.rows} & {"call-n1-03"}, open_.total) == (set(), 7)


@given(text=st.sampled_from(["price", "any", "0.5", "1", "true", "-1", "nan", "2", "x"]))
def test_what_no_filter_can_be_is_refused_by_its_name(text: str) -> None:
    for name in MEASURED:
        with suppress(Invalid):
            found = CallFilter(**measured({name: text}))
            assert found.rule != CallFilter().rule
    with pytest.raises(Invalid, match=r"talk_share\.gte"):
        measured({"talk_share.gte": "a lot"})


@pytest.mark.parametrize("below", [None, 5.0])
def test_pages_follow_each_other_without_gap_or_repeat(
    world: World, lists: CallLists, below: float | None
) -> None:
    world.put(*[thing for n in range(10, 10 + PAGE) for thing in call(n, "n3")])
    by, wanted, seen, after = world.by("manager"), CallFilter(below=below), [], None
    for _ in range(3):
        page = lists.page(wanted, by, after)
        seen += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert (len(seen), len(set(seen)), after) == (PAGE + 8, PAGE + 8, None)


def test_calls_are_added_for_whom_the_policy_allows(world: World, lists: CallLists) -> None:
    assert lists.owners(world.by("n1")) == [("n1", "Nora 1")]
    assert {one for one, _ in lists.owners(world.by("manager"))} >= {"n1", "n6", "manager"}
    assert "s1" not in {one for one, _ in lists.owners(world.by("manager"))}


TOLD = Transcript(
    "en",
    (Speaker("A", "seller", "Nora"), Speaker("B", "buyer", "Quirrel Baxterly")),
    (
        Utterance("A", "Quirrel, is it too expensive for you?", 0, 2_000),
        Utterance("B", "Call 415-555-0182 or q@northwind.example, it costs.", 2_000, 4_000),
    ),
    4_000,
)


@pytest.fixture
def told(world: World, catalogue: Any) -> CallPages:
    """A call in which personal data are said."""
    one, _, card = call(1)
    world.put(one, CallTranscript("w", one.id, "n1", TEAM["n1"], TOLD), card)
    world.put(*agreed(one.id, "n1", "A", "B"))
    return CallPages(world.desk, catalogue)


@pytest.mark.parametrize("who", ["n1", "manager"])
def test_the_rep_and_their_manager_read_what_was_said(
    world: World, told: CallPages, who: str
) -> None:
    page = told.show("call-n1-01", world.by(who))
    assert page.transcript is not None
    assert page.transcript.transcript == TOLD


def test_a_coach_without_clearance_reads_it_without_whom_it_is_about(
    world: World, told: CallPages
) -> None:
    page = told.show("call-n1-01", world.by("coach"))
    assert page.transcript is not None
    assert page.analysis is not None
    said = repr((page.transcript, page.analysis))
    assert "Quirrel" not in said
    assert "0182" not in said
    assert "northwind" not in said
    first = page.transcript.transcript.utterances[0]
    assert first.text == "•••••••, is it too expensive for you?"
    plain = told.show("call-n1-01", world.by("manager")).analysis
    assert plain is not None
    assert page.analysis.metrics == plain.metrics
    assert page.analysis.moments == plain.moments
