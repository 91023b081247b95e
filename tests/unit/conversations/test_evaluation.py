"""Detectors counted against people's labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations import labels
from revrise.core.conversations.evaluation import evaluate
from revrise.core.conversations.tally import Tally
from revrise.core.errors import Invalid


def labelled(*said, language="en", **more):
    """One transcript: (text, labels) of a buyer."""
    utterances = [{"speaker": "B", "text": text, "labels": one, **more} for text, one in said]
    speakers = [{"ref": "B", "side": "buyer"}]
    document = {"schema": "revrise.transcript/1", "language": language, "speakers": speakers}
    return labels.parse({**document, "utterances": utterances}, "set:1")


def test_questions_are_counted_over_all_and_by_language():
    """en: one found, one false alarm; zh: one found. Precision 2/3, recall 1, F1 4/5."""
    english = labelled(
        ("what does it cost", {"question": True}),
        ("is it ready", {"question": False}),
        ("we start on monday", {"question": False}),
        ("how are you", {}),
    )
    found = evaluate(
        "questions", [english, labelled(("多少钱", {"question": True}), language="zh")]
    )
    low, high = found.pop("ci95")
    chinese = found.pop("language")["zh"]
    assert found == {
        "task": "questions",
        "n": 4,
        "positives": 2,
        "precision": 0.6667,
        "recall": 1.0,
        "f1": 0.8,
    }
    assert low < 0.8 < high
    assert (chinese["n"], chinese["f1"], chinese["ci95"][1]) == (1, 1.0, 1.0)


def test_open_is_the_positive_of_open_questions():
    said = labelled(
        ("how does your team work today", {"open": True}), ("is it ready", {"open": False})
    )
    found = evaluate("open-questions", [said])
    assert (found["n"], found["positives"], found["f1"]) == (2, 1, 1.0)


def test_an_objection_counts_in_every_line_that_makes_it():
    """A call shows the first of a run; labels are by line."""
    said = labelled(
        ("the price is too high", {"objection": "price"}),
        ("it is too expensive", {"objection": "price"}),
        ("good morning", {"objection": None}),
    )
    found = evaluate("objections", [said])
    assert (found["n"], found["positives"], found["recall"]) == (3, 2, 1.0)


def test_an_objection_may_be_labelled_without_its_category():
    said = labelled(
        ("the price is too high", {"objection": True}), ("good morning", {"objection": False})
    )
    found = evaluate("objections", [said])
    assert (found["n"], found["positives"], found["f1"]) == (2, 1, 1.0)


def test_a_language_that_is_not_given_is_told_as_missing():
    document = {"schema": "revrise.transcript/1", "speakers": [], "utterances": []}
    with pytest.raises(Invalid, match="is missing") as refused:
        labels.parse(document, "set:1")
    assert refused.value.culprit == "set:1:language"


def test_every_act_is_a_decision_and_others_are_none():
    said = labelled(
        ("what does it cost", {"act": "question"}),
        ("good morning", {"act": "greeting"}),
        ("the price is too high", {"act": ["objection", "closing"]}),
    )
    found = evaluate("acts", [said])
    assert (found["n"], found["positives"]) == (3, 3)
    assert found["recall"] == 0.6667
    by_act = {act: (one["n"], one["positives"], one["f1"]) for act, one in found["act"].items()}
    assert by_act["question"] == (3, 1, 1.0)
    assert by_act["objection"] == (3, 1, 1.0)
    assert by_act["commitment"] == (3, 0, None)
    assert by_act["closing"] == (3, 1, 0.0)


def test_only_acts_have_figures_by_act():
    assert "act" not in evaluate("questions", [labelled(("hello", {"question": False}))])


def test_labels_go_with_their_words_when_times_are_out_of_order():
    document = {
        "schema": "revrise.transcript/1",
        "language": "en",
        "speakers": [{"ref": "A"}],
        "utterances": [
            {"speaker": "A", "text": "we do", "start_ms": 900, "end_ms": 990},
            {"speaker": "A", "text": "do you", "start_ms": 0, "end_ms": 9, "labels": {"act": "x"}},
        ],
    }
    assert labels.parse(document, "set:1").labels == ({"act": "x"}, {})


def test_nothing_labelled_has_no_figures():
    found = evaluate("acts", [labelled(("hello", {}))])
    assert (found["n"], found["f1"], found["ci95"], found["precision"]) == (0, None, None, None)
    assert evaluate("questions", [])["language"] == {}


@pytest.mark.parametrize(
    ("wrong", "culprit"),
    [
        ({"question": "yes"}, "labels.question"),
        ({"open": 1}, "labels.open"),
        ({"objection": "weather"}, "labels.objection"),
        ({"objection": ["price"]}, "labels.objection"),
        ({"act": 3}, "labels.act"),
        (["question"], "labels"),
    ],
)
def test_a_wrong_label_is_named(wrong, culprit):
    with pytest.raises(Invalid) as refused:
        labelled(("hello", {}), ("hello", wrong))
    assert refused.value.culprit == f"set:1:utterances[1].{culprit}"


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_the_interval_holds_f1_and_stays_between_0_and_1(pairs):
    tally = Tally.of(pairs)
    figures = tally.figures()
    if tally.f1 is None:
        assert figures["ci95"] is None
        assert not any(wanted or found for wanted, found in pairs)
    else:
        low, high = figures["ci95"]
        assert 0 <= low <= figures["f1"] <= high <= 1
