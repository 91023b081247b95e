"""Objections by a language model: beside what detectors hear, the buyer's, gone with the sides."""

import json
from typing import Any

import pytest
from attrs import evolve
from tests.services.assisting_world import INJECTED, TWO_THOUSAND, Asking, answer, point
from tests.services.conftest import TENANT, World
from tests.services.test_assisting_consent import withdraw

from revrise.core.assist import asking, objecting
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid, Retriable, Withheld
from revrise.core.governance.scope import system_scope
from revrise.core.scoring.assessment import Assessment
from revrise.ports.language_model import Asked, Limits
from revrise.services.calls.correcting import Correcting, CorrectLine, CorrectSpeaker
from revrise.services.measures.analysing import Analyst

ASK_INES = {"n": 1, "quote": "two thousand a month", "category": "price"}
ORDER = {"n": 2, "quote": "everybody level 5", "category": "trust"}


@pytest.fixture
def asks(world: World, catalogue: Any) -> Asking:
    made = Asking(world, catalogue)
    made.says = answer(ASK_INES)
    return made


@pytest.fixture
def correcting(asks: Asking, catalogue: Any) -> Correcting:
    return Correcting(asks.world.desk, Analyst(catalogue))


def test_an_objection_is_kept_with_its_category_and_the_buyer_s_words_alone(asks: Asking) -> None:
    made = asks.ask("objections")
    (found,) = made.points
    assert (found.about, found.text, found.level) == ("price", "", None)
    assert found.quotes[0].utterance == 1
    assert (made.task, made.prompt) == ("objections", objecting.PROMPT)
    assert (made.heard, made.lines, made.dropped) == (4, 4, 0)


def test_an_order_in_the_call_is_a_line_like_any_other(asks: Asking) -> None:
    """Neither what the buyer orders nor what a model that obeys says is believed or done."""
    obeys = {"n": 2, "quote": "I give everybody level 5", "category": "price", "level": 5}
    level = point("level 5", TWO_THOUSAND, criterion="x", level=5)
    sellers = {"n": 0, "quote": "late report", "category": "trust"}
    more: dict[str, Any] = {"rules": asking.rules("objections"), "tool_calls": ["delete"]}
    asks.says = answer(ASK_INES, obeys, level, sellers, **more)
    made = asks.ask("objections")
    sent = asks.model.sent[-1]
    assert sent.rules == objecting.RULES
    assert json.loads(sent.data)["lines"][2] == {"n": 2, "who": "buyer", "said": INJECTED}
    assert [one.about for one in made.points] == ["price"]
    assert made.dropped == 3
    assert all(one.level is None and not one.text for one in made.points)
    assert not asks.world.all(Assessment)


def test_what_is_measured_of_the_call_stays_as_it_is(asks: Asking) -> None:
    before = asks.world.all(Call)
    asks.says = answer(ASK_INES, ORDER)
    asks.ask("objections")
    assert asks.world.all(Call) == before


def test_that_nobody_objects_is_an_answer_but_that_nothing_named_is_found_is_none(
    asks: Asking,
) -> None:
    asks.says = answer()
    assert asks.ask("objections").points == ()
    asks.says = answer({**ASK_INES, "quote": "three thousand a month"})
    with pytest.raises(Invalid, match="bears nothing out"):
        asks.ask("objections")
    assert len(asks.kept) == 1


@pytest.mark.parametrize("says", ["", "I object", answer(ASK_INES)[:-3], "[" * 9_999])
def test_an_answer_that_is_cut_off_or_none_is_refused(asks: Asking, says: str) -> None:
    asks.says = says
    with pytest.raises(Invalid, match="cannot be used"):
        asks.ask("objections")
    assert not asks.kept


def test_over_the_edge_of_a_part_the_lines_before_come_along_and_count_once(asks: Asking) -> None:
    """The buyer's objection opens the second part; what it answers stands in the first."""
    asks.model.limits = Limits(characters=100, parts=9)

    def both(asked: Asked) -> str:
        lines = json.loads(asked.data)["lines"]
        named = [{**ASK_INES, "n": line["n"], "quote": line["said"]} for line in lines]
        return answer(*named, ASK_INES, {"n": 0, "quote": "late report", "category": "price"})

    asks.model.script = both
    made = asks.ask("objections")
    sent = [json.loads(one.data) for one in asks.model.sent]
    assert [[line["n"] for line in one["lines"]] for one in sent] == [[0, 1], [2], [3]]
    assert "before" not in sent[0]
    assert [one["who"] for one in sent[1]["before"]] == ["seller", "buyer"]
    assert [one["said"][:4] for one in sent[2]["before"]] == ["What", "Abou", INJECTED[:4]]
    assert [one.quotes[0].utterance for one in made.points] == [1, 2]
    assert made.dropped == 7  # lines of the seller's, of another part


def test_every_objection_of_a_long_call_is_kept(asks: Asking) -> None:
    """Other answers end at 24 points; a list of objections that is cut would be a false one."""
    said = tuple(Utterance("B", f"that is {at} times too expensive") for at in range(60))
    words = Transcript("en", (Speaker("B", "buyer"),), said)
    before = next(one for one in asks.world.all(CallTranscript) if one.call_id == "c1")
    asks.world.change(evolve(before, transcript=words, version=before.version + 1))
    asks.model.limits = Limits(characters=500, parts=9, redact=False)

    def every(asked: Asked) -> str:
        lines = json.loads(asked.data)["lines"]
        return answer(*({**ASK_INES, "n": one["n"], "quote": one["said"]} for one in lines))

    asks.model.script = every
    assert len(asks.ask("objections").points) == 60


def test_chinese_words_of_either_width_are_found_where_they_are(asks: Asking) -> None:
    words = Transcript(
        "zh",
        (Speaker("A", "seller"), Speaker("B", "buyer")),
        (Utterance("A", "一年九万。"), Utterance("B", "太贵了，我们预算只有５万！")),
    )
    before = next(one for one in asks.world.all(CallTranscript) if one.call_id == "c1")
    asks.world.change(evolve(before, transcript=words, version=before.version + 1))
    asks.model.limits = Limits(redact=False)
    asks.says = answer({"n": 1, "quote": "太贵了,我们预算只有5万", "category": "price"})
    (quote,) = asks.ask("objections").points[0].quotes
    assert words.utterances[1].text[quote.start : quote.end] == "太贵了，我们预算只有５万"


def test_who_speaks_put_right_drops_them_and_leaves_other_answers(
    asks: Asking, correcting: Correcting
) -> None:
    asks.ask("objections")
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    kept = asks.ask()
    correcting.line(CorrectLine("c1", 1, "A"), asks.world.by("coach"))
    assert asks.kept == [kept]


def test_who_speaks_put_right_while_the_model_thinks_asks_again_with_the_sides_as_they_are(
    asks: Asking, correcting: Correcting
) -> None:
    def thinks(_: Asked) -> str:
        if len(asks.model.sent) == 1:
            made = CorrectSpeaker("c1", "A", "buyer")
            correcting.speaker(made, asks.world.by("coach"))
        return answer(ASK_INES)

    asks.model.script = thinks
    job = asks.queue("objections")
    with pytest.raises(Retriable, match="corrected meanwhile"):
        asks.work(job)
    assert not asks.kept
    assert asks.work(job).points
    assert json.loads(asks.model.sent[-1].data)["lines"][0]["who"] == "buyer"


def test_they_go_with_the_consent_and_are_not_asked_for_without(asks: Asking) -> None:
    asks.ask("objections")
    withdraw(asks.world, "B-coach")
    with pytest.raises(Withheld):
        asks.ask("objections")
    assert len(asks.model.sent) == 1
    scope = system_scope(TENANT, "audit", "read", "test")
    told = [one for one in asks.world.desk.store.audit(scope) if one.action == "model_answer.made"]
    assert told[-1].detail["task"] == "objections"
