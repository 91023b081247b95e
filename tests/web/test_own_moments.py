"""Moments of plugins' own kinds on the time line of a call page."""

from collections.abc import Sequence

import pytest

from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.calls.own_kinds import NOTHING, own_moments
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.analysis import CallAnalysis, analyse
from revrise.core.conversations.detected import Detected
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

RIVAL, STORY = Bilingual("Rival", "竞品"), Bilingual("Story", "案例")
HOUR_MS = 3_600_000
EN = Words("en")


def defined(kind: str, label: Bilingual = STORY, **more: Bilingual) -> DetectorDefinition:
    return DetectorDefinition(f"{kind}-ears".replace("_", "-"), 1, label, label, kind, labels=more)


def call(lines: int = 4, step_ms: int | None = 1_000) -> Transcript:
    said = tuple(
        Utterance("A", f"line {at}", *((None, None) if step_ms is None else
                                       (at * step_ms, (at + 1) * step_ms)))
        for at in range(lines)
    )  # fmt: skip
    return Transcript("en", (Speaker("A", "seller"),), said)


def heard(transcript: Transcript, *found: tuple[DetectorDefinition, Sequence[int]]) -> CallAnalysis:
    detected = [
        Detected(one, tuple(Moment(one.kind, Span(at, 0, 4), next(iter(one.labels), ""))
                            for at in places))
        for one, places in found
    ]  # fmt: skip
    return analyse(transcript, detected=detected)


def test_marks_stand_where_the_lines_begin_in_order_of_time() -> None:
    rival = defined("rival", RIVAL, big=Bilingual("Big", "大"))
    found = own_moments(heard(call(), (defined("story"), (3, 1)), (rival, (2,))), 4_000, EN)
    assert [(one.name, one.at_ms, one.x) for one in found.marks] == [
        ("Story", 1_000, 25.0), ("Rival: Big", 2_000, 50.0), ("Story", 3_000, 75.0)]  # fmt: skip
    assert [(one.kind, one.label, one.many) for one in found.kinds] == [
        ("rival", "Rival", 1), ("story", "Story", 2)]  # fmt: skip
    assert found.look("rival") != found.look("story")


def test_they_are_named_in_the_readers_language() -> None:
    rival = defined("rival", RIVAL, big=Bilingual("Big", "大"))
    found = own_moments(heard(call(), (rival, (2,))), 4_000, Words("zh"))
    assert (found.kinds[0].label, found.marks[0].name) == ("竞品", "竞品：大")


def test_a_long_call_full_of_them_has_no_more_marks_than_can_be_told_apart() -> None:
    full = call(20_000, 360)
    found = own_moments(heard(full, (defined("story"), range(20_000))), 2 * HOUR_MS, EN)
    assert found.kinds[0].many == 20_000
    assert 300 < len(found.marks) <= 334


@pytest.mark.parametrize(
    "analysis",
    [
        None,
        heard(call()),
        heard(call(), (defined("story"), ())),
        heard(call(step_ms=None), (defined("story"), (1,))),
        heard(call(0), (defined("story"), ())),
    ],
    ids=["no words", "no detector", "none found", "no times", "no lines"],
)
def test_where_there_are_none_nothing_is_drawn(analysis: CallAnalysis | None) -> None:
    assert own_moments(analysis, 4_000, EN) == NOTHING


def test_a_call_of_unknown_length_has_no_place_for_them() -> None:
    assert own_moments(heard(call(), (defined("story"), (1,))), 0, EN) == NOTHING


def test_as_many_kinds_as_there_are_looks_are_told_apart() -> None:
    many = [(defined(f"kind_{at:02}"), (1,)) for at in range(14)]
    found = own_moments(heard(call(), *many), 4_000, EN)
    assert len(found.kinds) == len(found.marks) == 14
    assert found.looks == list(range(12))
