"""Trackers hear what they are told to, from whom they are told to."""

import pytest

from revrise.core.conversations.topics import coverage
from revrise.core.conversations.trackers import Tracker, find
from revrise.core.conversations.trackers import words as words_said
from revrise.core.errors import Invalid
from revrise.testing.sample_calls import call

CALL = call("S: Our price is low, and our CRM is fast.\nB: Price? The price of 纷享销客 is lower.")


def result(**tracker):
    (one,) = find(CALL, [Tracker("t", {}, words_said(**tracker))])
    return one


def words(**tracker):
    spans = (moment.span for moment in result(**tracker).moments)
    return [CALL.utterances[s.utterance].text[s.start : s.end] for s in spans]


def test_a_side_limits_what_is_heard():
    assert words(phrases=("price",), side="buyer") == ["Price", "price"]


def test_phrases_and_patterns_together():
    assert words(phrases=("crm",), regexes=(r"l[a-z]w\b",)) == ["low", "CRM"]


def test_a_hit_inside_a_longer_one_counts_once():
    assert words(phrases=("纷享销客", "纷享"), regexes=("销客",)) == ["纷享销客"]


@pytest.mark.parametrize(
    ("tracker", "met"),
    [
        ({"phrases": ("price", "salesforce")}, True),
        ({"phrases": ("price", "salesforce"), "mode": "all"}, False),
        ({"phrases": ("price",), "regexes": ("CRM",), "mode": "all"}, True),
        ({"phrases": ("salesforce",), "mode": "none"}, True),
        ({"phrases": ("price",), "mode": "none"}, False),
        ({"phrases": ("price",), "mode": "at_least", "n": 3}, True),
        ({"phrases": ("price",), "mode": "at_least", "n": 4}, False),
    ],
)
def test_the_mode_decides_when_it_is_met(tracker, met):
    assert result(**tracker).met is met


def test_a_broken_pattern_is_named():
    with pytest.raises(Invalid, match=r"regexes: \("):
        words_said(regexes=("(",))


def test_topics_touched_are_counted_with_their_first_time():
    topics = [
        Tracker(one, {}, words_said((word,)))
        for one, word in (("price", "price"), ("legal", "contract"))
    ]
    found = coverage(CALL, find(CALL, topics))
    assert found.metric.value == 0.5
    assert [(one.label, one.data) for one in found.first] == [("price", {"first_ms": 0})]


def test_no_topics_is_no_coverage():
    assert coverage(CALL, []).metric.reason == "no_topics"
