"""What plugins hear is counted with what is built in, and every number says that it was."""

import pytest
from attrs import evolve

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.detected import Detected, fault
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.document import as_document
from revrise.core.conversations.metrics.definitions import DEFINITIONS, RESTING, key
from revrise.core.conversations.moment import Moment, Span
from revrise.testing.sample_calls import EVERY, GOOD_EN, call

NAMED = Bilingual("Heard", "听到")
TALK = call(
    """
S: Shall we go through the offer?
B: It leaves me lukewarm and pale.
S: I understand. Companies your size earn it back within three months, and we stand behind it.
B: Yes, that makes sense.
S: Your plans for the rollout, then.
B: My people get the paperwork ready on Friday.
"""
)


def heard(kind, *moments, **more):
    definition = DetectorDefinition("mine", 3, NAMED, NAMED, kind, **more)
    return Detected(definition, tuple(Moment(kind, Span(*at), label) for at, label in moments))


def found(analysis, kind):
    return [one for one in analysis.moments if one.kind == kind]


FISHY = ((1, 13, 30), "trust")


def test_without_detectors_nothing_is_different():
    for talk in EVERY.values():
        plain = analyse(talk)
        assert plain == analyse(talk, detected=())
        assert not plain.detectors
        assert all("+" not in one.definition for one in plain.metrics.values())
        assert not any(one.by for one in plain.moments)


def test_an_objection_a_plugin_hears_is_followed_up_and_counted():
    assert not found(analyse(TALK), "objection")
    after = analyse(TALK, detected=[heard("objection", FISHY)])
    (one,) = found(after, "objection")
    assert (one.label, one.by, one.span) == ("trust", "mine@3", Span(1, 13, 30))
    assert one.data["outcome"] == "agreed"
    assert one.data["acknowledged"][0] == 2
    assert after.metrics["objection_handling"].value == 1.0
    assert after.objections == "trust"


def test_what_both_hear_is_there_once_and_of_the_built_in_detector():
    plain = analyse(GOOD_EN)
    (one,) = found(plain, "objection")
    again = heard("objection", ((one.span.utterance, 0, 5), one.label))
    assert found(analyse(GOOD_EN, detected=[again]), "objection") == [one]


def test_the_same_objection_said_on_is_one():
    talk = call("B: It smells fishy.\nB: Fishy, I say.\nS: I see, tell me more.")
    both = heard("objection", ((0, 3, 9), "trust"), ((1, 0, 5), "trust"))
    assert len(found(analyse(talk, detected=[both]), "objection")) == 1


@pytest.mark.parametrize("kind", ["objection", "question", "commitment", "closing"])
def test_a_detector_that_stands_in_silences_the_built_in_one(kind):
    assert found(analyse(GOOD_EN), kind) or kind == "closing"
    after = analyse(GOOD_EN, detected=[heard(kind, instead=True)])
    assert not found(after, kind)
    others = {"objection", "question", "commitment", "closing"} - {kind}
    assert all(len(found(after, other)) == len(found(analyse(GOOD_EN), other)) for other in others)


def test_a_question_of_a_plugin_counts_and_keeps_what_the_rules_heard():
    asks = heard("question", ((4, 0, 4), "open"), ((0, 0, 5), "open"))
    plain, after = analyse(TALK), analyse(TALK, detected=[asks])
    before = set(plain.questions)
    assert set(after.questions) == before | {4}
    assert {one.span.utterance: one.by for one in found(after, "question")}[0] == ""
    wanted = len([at for at in before | {4} if at in {0, 2, 4}])
    assert after.metrics["questions"].value == wanted


def test_a_commitment_gets_its_date_and_who_owes_it():
    plain = {one.span.utterance for one in found(analyse(TALK), "commitment")}
    assert 5 not in plain
    mine = heard("commitment", ((5, 0, 9), "next_step"))
    owed = evolve(mine, moments=(evolve(mine.moments[0], data={"owner": "buyer"}),))
    (one,) = [m for m in found(analyse(TALK, detected=[owed]), "commitment") if m.by]
    text = TALK.utterances[5].text
    assert one.data["owner"] == "buyer"
    assert text[slice(*one.data["date"])].endswith("Friday")


def test_the_place_of_a_closing_is_worked_out():
    closing = heard("closing", ((4, 0, 7), "attempt"))
    (one,) = [m for m in found(analyse(TALK, detected=[closing]), "closing") if m.by]
    assert 0 < one.data["position"] < 1


@pytest.mark.parametrize("kind", ["question", "objection", "commitment", "closing", "rival"])
def test_every_metric_that_rests_on_a_detector_says_so_and_no_other(kind):
    """What can change with it is what is marked: nothing is taken together by mistake."""
    some = {
        "question": "open",
        "objection": "trust",
        "commitment": "next_step",
        "closing": "attempt",
    }
    at = {"objection": (1, 0, 3), "commitment": (5, 0, 3)}.get(kind, (4, 0, 3))
    plain = analyse(TALK).metrics
    after = analyse(TALK, detected=[heard(kind, (at, some.get(kind, "")))]).metrics
    marked = {one for one in after if after[one].definition.endswith("+mine@3")}
    changed = {
        one
        for one in after
        if evolve(after[one], definition="") != evolve(plain[one], definition="")
    }
    assert set(after) == set(plain)
    assert changed <= marked
    assert {key(one) for one in RESTING.get(kind, ())} == marked
    assert bool(changed) == (kind not in {"closing", "rival"})


def test_a_kind_of_its_own_is_a_moment_and_in_the_document():
    rival = heard("rival", ((1, 0, 8), "big"), labels={"big": NAMED})
    analysis = analyse(TALK, detected=[rival])
    document = as_document(analysis)
    assert [one.kind for one in analysis.moments if one.by] == ["rival"]
    assert document["moments"] == [
        {"kind": "rival", "label": "big", "utterance": 1, "start": 0, "end": 8, "data": {},
         "by": "mine@3"}
    ]  # fmt: skip
    assert document["detectors"] == [
        {"detector": "mine@3", "kind": "rival", "label": {"en": "Heard", "zh": "听到"},
         "instead": False}
    ]  # fmt: skip
    assert document["utterances"][1]["acts"] == ["rival"]


def test_two_detectors_are_named_in_one_order():
    one, two = heard("objection"), heard("objection")
    two = evolve(two, definition=evolve(two.definition, id="also"))
    for order in ([one, two], [two, one]):
        metric = analyse(TALK, detected=order).metrics["objection_handling"]
        assert metric.definition == "objection_handling/A@1+also@3+mine@3"


def test_what_a_detector_is_made_of_is_in_its_name():
    plain = DetectorDefinition("mine", 1, NAMED, NAMED, "rival")
    one, two = (evolve(plain, made_of=names) for names in ("Acme", "Acme\nZeta"))
    assert plain.ref == "mine@1"
    assert one.ref.startswith("mine@1-")
    assert len({plain.ref, one.ref, two.ref}) == 3


def test_every_metric_a_detector_can_touch_is_defined():
    known = {one.id for one in DEFINITIONS}
    assert all(ids <= known for ids in RESTING.values())


@pytest.mark.parametrize(
    ("kind", "moment", "wrong"),
    [
        ("rival", Moment("other", Span(0, 0, 1)), "is of kind 'other', not rival"),
        ("rival", Moment("rival", Span(6, 0, 1)), "is in utterance 6 of 6"),
        ("rival", Moment("rival", Span(-1, 0, 1)), "is in utterance -1 of 6"),
        ("rival", Moment("rival", Span(0, 3, 3)), "is at [3, 3) of 30 characters"),
        ("rival", Moment("rival", Span(0, 0, 31)), "is at [0, 31) of 30 characters"),
        ("rival", Moment("rival", Span(0, -1, 3)), "is at [-1, 3) of 30 characters"),
        ("rival", Moment("rival", Span(0, 0.0, 3)), "not one of whole numbers"),
        ("rival", Moment("rival", (0, 0, 3)), "has the span (0, 0, 3)"),
        ("rival", Moment("rival", Span(0, 0, 1), "big"), "has the label 'big', not one of none"),
        ("rival", Moment("rival", Span(0, 0, 1), data={"said": "x"}), "carries data: said"),
        ("rival", Moment("rival", Span(0, 0, 1), data=None), "has the data None"),
        ("objection", Moment("objection", Span(1, 0, 1), "mood"), "has the label 'mood'"),
        ("objection", Moment("objection", Span(0, 0, 1), "price"), "is said by seller"),
        ("closing", Moment("closing", Span(1, 0, 1), "attempt"), "is said by buyer"),
        ("question", Moment("question", Span(1, 0, 1)), "not one of open, closed"),
        (
            "commitment",
            Moment("commitment", Span(1, 0, 1), "next_step", {"owner": "me"}),
            "has the owner 'me'",
        ),
        (
            "commitment",
            Moment("commitment", Span(1, 0, 1), "next_step", {"date": [0, 1]}),
            "carries data: date",
        ),
    ],
)
def test_what_is_wrong_with_a_moment_is_told(kind, moment, wrong):
    definition = DetectorDefinition("mine", 3, NAMED, NAMED, kind)
    assert wrong in fault(definition, TALK, moment)
    good = {"objection": "price", "closing": "attempt", "question": "open"}
    side = 0 if kind == "closing" else 1
    label = good.get(kind, "next_step" if kind == "commitment" else "")
    assert not fault(definition, TALK, Moment(kind, Span(side, 0, 1), label))
