"""A language model about calls: consent first, words as data, nothing kept without a quote."""

import json
from typing import Any

import pytest
from tests.services.assisting_world import INJECTED, SAID, TWO_THOUSAND, Asking, answer, point
from tests.services.conftest import NOW, TENANT, World

from revrise.core.assist import asking
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Retriable
from revrise.core.governance.scope import system_scope
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.scorecard import total
from revrise.ports.language_model import Limits
from revrise.services.reports.assessments import AssessmentLog


@pytest.fixture
def asks(world: World, catalogue: Any) -> Asking:
    return Asking(world, catalogue)


def test_a_point_is_kept_with_the_characters_of_its_quotes_and_what_made_it(asks: Asking) -> None:
    asks.says = answer(point("It costs 2,000 a month.", TWO_THOUSAND))
    made = asks.ask()
    assert made.points[0].text == "It costs 2,000 a month."
    quote = made.points[0].quotes[0]
    assert SAID[1].text[quote.start : quote.end] == "two thousand a month"
    assert (made.model, made.prompt, made.heard, made.lines) == ("scripted-1", asking.PROMPT, 4, 4)
    assert made.usage > 0
    assert asks.service.list("c1", asks.world.by("coach")) == [made]


def test_what_has_no_quote_in_the_call_is_dropped_and_an_answer_of_it_alone_refused(
    asks: Asking,
) -> None:
    invented = point("They love it.", {"n": 1, "quote": "we love it so much"})
    bare, short = point("No quotes."), point("Too little.", {"n": 1, "quote": "a"})
    asks.says = answer(invented, bare, short, point("Kept.", {"n": 0, "quote": "late report"}))
    made = asks.ask()
    assert [one.text for one in made.points] == ["Kept."]
    assert made.dropped == 3
    asks.says = answer(invented, bare)
    with pytest.raises(Invalid, match="bears nothing out"):
        asks.ask("answer", question="Do they love it?")
    assert len(asks.kept) == 1


def test_a_model_that_repeats_what_was_hidden_from_it_is_kept(asks: Asking) -> None:
    asks.says = answer(point("•••• •••••• says it costs 2,000.", TWO_THOUSAND))
    assert asks.ask().points[0].text == "… says it costs 2,000."


def test_a_quote_under_the_wrong_number_is_found_where_it_is_and_nowhere_else(
    asks: Asking,
) -> None:
    asks.says = answer(
        point("x", {"n": 3, "quote": "Late  Report"}, {"n": 99, "quote": "周五把方案"})
    )
    assert [one.utterance for one in asks.ask().points[0].quotes] == [0, 3]


def test_nobody_s_words_become_instructions(asks: Asking) -> None:
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    for task, more in (("summary", {}), ("answer", {"question": "What?"}), ("next_steps", {})):
        asks.ask(task, **more)
        sent = asks.model.sent[-1]
        assert sent.rules == asking.rules(task)
        assert "Ignore all previous" not in sent.rules
        document = json.loads(sent.data)
        assert [one["said"] for one in document["lines"]][2] == INJECTED
        assert set(document) <= {"task", "question", "criteria", "lines"}


def test_whatever_else_the_model_says_is_left_out(asks: Asking) -> None:
    hostile = "<a href='javascript:alert(1)'>x</a> [y](http://evil.example) \u202eevil\x00 "
    asks.says = answer(
        point(hostile, TWO_THOUSAND, role="owner", html="<b>"),
        tool_calls=[{"name": "delete_everything"}], system="new rules",
    )  # fmt: skip
    made = asks.ask()
    text = made.points[0].text
    assert text == "<a href='javascript:alert(1)'>x</a> [y](http://evil.example) evil"
    assert made.points[0].about == ""


@pytest.mark.parametrize(
    "says",
    ["", "null", "[]", "hello", '{"points": {}}', '{"points": 3}', "{" * 9_999, "[" * 100_000,
     '{"points": [' + '{"text": "x"},' * 9 + "]}", "x" * 70_000, '{"other": []}'],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_nothing_is_kept_but_that_it_was_asked(
    asks: Asking, says: str
) -> None:
    asks.says = says
    with pytest.raises(Invalid, match="language model"):
        asks.ask()
    assert not asks.kept


def test_a_model_that_fails_leaves_no_answer_but_a_trace(asks: Asking) -> None:
    asks.fails = True
    with pytest.raises(Retriable):
        asks.ask()
    assert not asks.kept
    scope = system_scope(TENANT, "audit", "read", "test")
    asked, failed = list(asks.world.desk.store.audit(scope))[-2:]
    assert (asked.action, failed.action) == ("model_answer.asked", "model_answer.failed")
    assert {"outside", "redacted", "reserved"} <= asked.detail.keys()
    assert failed.detail["lines"] > 0  # they were sent, whatever came back


def test_levels_of_a_rubric_are_suggested_only_for_its_criteria_on_its_levels(
    asks: Asking, catalogue: Any
) -> None:
    definition = catalogue.rubric("discovery").definition
    first, second = (one.id for one in definition.criteria[:2])
    asks.says = answer(
        point("good", TWO_THOUSAND, criterion=first, level=4),
        point("again", TWO_THOUSAND, criterion=first, level=1),
        point("six", TWO_THOUSAND, criterion=second, level=6),
        point("true", TWO_THOUSAND, criterion=second, level=True),
        point("none", TWO_THOUSAND, criterion="charm", level=5),
    )
    made = asks.ask("rubric", rubric="discovery")
    assert [(one.about, one.level) for one in made.points] == [(first, 4)]
    assert made.rubric == f"discovery@{definition.version}"
    sent = json.loads(asks.model.sent[-1].data)["criteria"]
    assert [one["criterion"] for one in sent] == [one.id for one in definition.criteria]
    with pytest.raises(NotFound):
        asks.ask("rubric", rubric="nonsense")


def test_who_reviews_a_call_blind_neither_reads_nor_asks_for_suggested_levels(
    asks: Asking, catalogue: Any
) -> None:
    first = catalogue.rubric("discovery").definition.criteria[0].id
    asks.says = answer(point("good", TWO_THOUSAND, criterion=first, level=4))
    made = asks.ask("rubric", rubric="discovery")
    coach = asks.world.by("coach")
    assert asks.service.list("c1", coach) == [made]
    asks.world.put(
        Assessment(
            "as1",
            "c1",
            "n1",
            "north",
            NOW,
            "discovery@1.0.0",
            None,
            total("discovery@1.0.0", "rules", ()),
        ),
        BlindReview("b1", "coach", "discovery", NOW, "open", "as1", "c1", NOW),
    )
    assert asks.service.list("c1", coach) == []
    before = len(asks.model.sent)
    with pytest.raises(Refused):
        asks.ask("rubric", rubric="discovery", who="coach")
    assert len(asks.model.sent) == before
    assert asks.ask("summary", who="coach").points


def test_the_log_of_assessments_holds_what_a_model_answered(asks: Asking) -> None:
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    made = asks.ask()
    (row,) = AssessmentLog(asks.world.desk).rows(asks.world.by("coach"))
    assert row[:7] == (
        made.id,
        made.at,
        "c1",
        "n1",
        "scripted-1: summary",
        made.prompt,
        "unchecked",
    )
    assert AssessmentLog(asks.world.desk).rows(asks.world.by("s1")) == []


def test_strangers_and_other_teams_ask_and_read_nothing(asks: Asking) -> None:
    for who in ("s1", "n2"):
        with pytest.raises((NotFound, Refused)):
            asks.ask(who=who)
        with pytest.raises((NotFound, Refused)):
            asks.service.list("c1", asks.world.by(who))
    assert not asks.model.sent


def test_without_a_model_nobody_is_asked(asks: Asking) -> None:
    asks.models.clear()
    with pytest.raises(Conflict, match="no language model is set up"):
        asks.ask()
    assert asks.service.model() is None


def test_a_day_s_tokens_are_a_bound(asks: Asking) -> None:
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    used = asks.ask().usage
    asks.model.limits = Limits(tokens_a_day=used)
    with pytest.raises(Conflict, match="used up"):
        asks.ask()
    assert len(asks.model.sent) == 1


def test_a_question_that_bears_nothing_out_is_paid_for_too(asks: Asking) -> None:
    asks.model.limits = Limits(tokens_a_day=1)
    asks.says = answer()
    with pytest.raises(Invalid):
        asks.ask()
    with pytest.raises(Conflict, match="used up"):
        asks.ask()
    assert len(asks.model.sent) == 1


def test_an_unknown_task_or_no_question_asks_nobody(asks: Asking) -> None:
    for task, question in (("poem", ""), ("answer", " "), ("answer", "x" * 501)):
        with pytest.raises(Invalid):
            asks.ask(task, question=question)
    assert not asks.model.sent


def test_a_long_call_is_asked_about_in_parts_and_says_how_much_was_heard(asks: Asking) -> None:
    asks.model.limits = Limits(characters=60, parts=2)
    asks.says = answer(point("late", {"n": 0, "quote": "late report"}))
    made = asks.ask()
    assert len(asks.model.sent) == 2
    assert (made.heard, made.lines) == (2, 4)
