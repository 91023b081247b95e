"""The objection detector against short labelled lines of buyers, and what scope decides."""

import json
import sys
from pathlib import Path

import pytest

from revrise.core.conversations import objections
from revrise.core.conversations.words.phrase_patterns import patterns
from revrise.testing.sample_calls import call

LINES = Path(__file__).with_name("objection_lines.jsonl")


def heard(said, after=""):
    lines = [f"S: {after}"] if after else []
    return [moment.label for moment in objections.find(call("\n".join([*lines, f"B: {said}"])))]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labelled_lines_are_told_apart(language):
    """F1 of objection against none, and the share of those found in the right category."""
    every = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    lines = [one for one in every if one["language"] == language]
    found = [heard(one["text"], one.get("after", "")) for one in lines]
    pairs = [(one["label"], labels) for one, labels in zip(lines, found, strict=True)]
    right = [label in labels for label, labels in pairs if label and labels]
    false = sum(bool(labels) and not label for label, labels in pairs)
    missed = sum(bool(label) and not labels for label, labels in pairs)
    f1 = 2 * len(right) / (2 * len(right) + false + missed)
    category = sum(right) / len(right)
    sys.stdout.write(f"{language}: n {len(lines)}, F1 {f1:.3f}, category {category:.3f}\n")
    assert len(lines) >= 120
    assert f1 >= 0.86
    assert category >= 0.75


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Any more questions from your side?", "Not right now."),
        ("您还有别的问题吗？", "暂时不用了，没有。"),
    ],
)
def test_a_short_no_to_a_question_is_an_answer(asked, said):
    assert heard(said, asked) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Would you like to start with a pilot?", "Not right now."),
        ("要不要先签一年？", "暂时不签。"),
    ],
)
def test_a_short_no_to_a_proposal_puts_it_off(asked, said):
    assert "timing" in heard(said, asked)


@pytest.mark.parametrize(
    ("pain", "objection"),
    [
        ("Our current reports are too slow.", "Your reports are too slow."),
        ("Our old system is too complicated.", "The demo unit is too old."),
        ("我们现在用的软件太贵了。", "你们的软件太贵了。"),
        ("销售太忙了。", "我们太忙了。"),
    ],
)
def test_a_complaint_about_what_the_buyer_has_is_a_pain(pain, objection):
    assert heard(pain) == []
    assert len(heard(objection)) == 1


def test_what_is_settled_is_no_objection():
    assert heard("领导已经批了") == []
    assert heard("得领导批") == ["authority"]


def test_patterns_spell_out_alternatives_and_classes():
    spelled = patterns("(a|) {who} / (x|{who}) y", {"who": "b|c"})
    assert spelled == ("a b", "a c", "b", "c", "x y", "b y", "c y")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("What does a normal week look like?", "We started to look around in spring."),
        ("Any errors?", "It is slow, people wait for the report and then decide without it."),
        ("How does this affect you?", "I want to see in the morning what will be a problem."),
        ("Which step costs you the most time?", "The system freezes whenever ten people use it."),
        ("出错多不多？", "数字总是对不上，一查就是两天。"),
        ("Did you get the brochure I sent?", "No, not really."),
        ("Have you got more than 80 users?", "No."),
    ],
)
def test_what_hurts_today_and_what_was_is_held_against_nothing(asked, said):
    assert heard(said, asked) == []


@pytest.mark.parametrize(
    ("asked", "said", "category"),
    [
        ("Shall we sign this week?", "We want to look around first.", "timing"),
        ("Shall we sign this week?", "We would rather wait for the new budget.", "timing"),
        (
            "What do you think of our trial?",
            "The system freezes whenever ten people use it.",
            "product",
        ),
        ("How does this affect you?", "Your system crashes all the time.", "product"),
        ("Would you take it for 80?", "No, not really.", "contract"),
    ],
)
def test_the_same_words_against_what_is_offered_object(asked, said, category):
    assert category in heard(said, asked)
