"""A tenant's trackers: versions that are never changed, listened for in what one may read."""

from datetime import timedelta
from typing import Any

import pytest
from tests.services.conftest import NOW, World
from tests.services.test_call_pages_service import agreed, call

from revrise.core.conversations.tracker_text import TrackerText, tracker_text_id
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.services.calls.page import CallPages
from revrise.services.trackers.hearing import TrackerHearing
from revrise.services.trackers.service import SetTrackers, Trackers

PRICE = """[[trackers]]
id = "price"
title.en = "Price"
title.zh = "价格"
when = {phrases = ["expensive", "cost"]}
"""
SILENT = '\n[[trackers]]\nid = "no-step"\ntitle.en = "No next step"\n'
SILENT += 'when = {none = [{phrases = ["next step"]}]}\n'


@pytest.fixture
def trackers(world: World) -> Trackers:
    return Trackers(world.desk)


@pytest.fixture
def hearing(world: World) -> TrackerHearing:
    world.put(*call(1), *call(2), *call(1, "s1"))
    world.put(*agreed("call-n1-01", "n1", "A", "B"), *agreed("call-n1-02", "n1", "A"))
    world.put(*agreed("call-s1-01", "s1", "A", "B"))
    return TrackerHearing(world.desk)


def test_a_set_counts_from_when_it_is_saved_and_every_version_is_kept(
    world: World, trackers: Trackers
) -> None:
    eve, rep = world.by("enb"), world.by("n1")
    assert trackers.show(rep).number == 0
    assert trackers.set(SetTrackers(PRICE, 0), eve) == 1
    assert trackers.set(SetTrackers(PRICE + SILENT, 1), eve) == 2
    assert [one.id for one in trackers.show(rep).trackers] == ["price", "no-step"]
    assert [(one.number, one.set_by) for one in trackers.history(rep)] == [(2, "enb"), (1, "enb")]
    diff = trackers.diff(PRICE, PRICE + SILENT, rep)
    assert (diff.added, diff.removed, diff.changed) == (["no-step"], [], [])
    assert trackers.restore(1, 2, world.by("admin")) == 3
    assert trackers.show(rep).text == PRICE
    assert trackers.set(SetTrackers("", 3), eve) == 4
    assert trackers.show(rep).trackers == ()
    assert world.audited[-4:] == ["tracker.set"] * 4


def test_of_two_who_save_the_same_version_one_is_told(world: World, trackers: Trackers) -> None:
    eve = world.by("enb")
    trackers.set(SetTrackers(PRICE, 0), eve)
    with pytest.raises(Stale):
        trackers.set(SetTrackers(SILENT, 0), eve)
    with pytest.raises(Conflict):
        trackers.set(SetTrackers(PRICE, 1), eve)
    number_two = tracker_text_id("acme", 2)
    world.put(TrackerText(number_two, 2, SILENT, "admin", NOW))
    with pytest.raises(Conflict):  # the same id: the store itself lets only one in
        world.put(TrackerText(number_two, 2, PRICE, "enb", NOW))


def test_a_wrong_text_changes_nothing_and_its_line_is_named(
    world: World, trackers: Trackers
) -> None:
    wrong = PRICE + '\n[[trackers]]\nid = "x"\ntitle.en = "X"\nwhen = {regexes = ["(a"]}\n'
    with pytest.raises(Invalid) as told:
        trackers.set(SetTrackers(wrong, 0), world.by("enb"))
    assert told.value.culprit == "line 10: trackers[1].when.regexes: (a"
    with pytest.raises(Invalid) as told:
        trackers.diff("", "[[trackers", world.by("n1"))
    assert told.value.culprit == "line 1"
    assert trackers.show(world.by("n1")).number == 0
    with pytest.raises(NotFound):
        trackers.version(1, world.by("n1"))


@pytest.mark.parametrize("who", ["n1", "coach", "manager"])
def test_who_answers_for_no_content_sets_nothing(
    world: World, trackers: Trackers, who: str
) -> None:
    with pytest.raises(Refused):
        trackers.set(SetTrackers(PRICE, 0), world.by(who))


def test_a_set_is_tried_on_the_newest_calls_in_reach_that_may_be_coached_on(
    world: World, hearing: TrackerHearing
) -> None:
    """n1 has two calls, one without consent; the coach has those and one of s1."""
    found = hearing.preview(PRICE + SILENT, 10, world.by("n1"))
    assert (found.calls, found.silent) == (1, 1)
    price, step = found.heard
    assert (price.calls, price.times, step.calls, step.times) == (1, 2, 1, 0)
    heard = [line.text[start:end] for line in price.lines for start, end in line.spans]
    assert heard == ["cost", "expensive"]
    assert [line.utterance for line in price.lines] == [0, 1]
    assert hearing.preview(PRICE, 10, world.by("coach")).calls == 2
    assert hearing.preview(PRICE, 1, world.by("s1")).calls == 1
    with pytest.raises(Refused):
        hearing.preview(PRICE, 10, world.by("enb"))
    with pytest.raises(Invalid):
        hearing.preview(PRICE, 51, world.by("n1"))


def test_words_shown_by_a_trial_are_written_down(world: World, hearing: TrackerHearing) -> None:
    before = world.audited.count("transcript.accessed")
    hearing.preview(PRICE, 10, world.by("coach"))
    hearing.preview(PRICE, 10, world.by("coach"))
    assert world.audited.count("transcript.accessed") == before + 2


def test_a_call_page_shows_what_is_listened_for_in_the_words_one_may_read(
    world: World, trackers: Trackers, hearing: TrackerHearing, catalogue: Any
) -> None:
    pages = CallPages(world.desk, catalogue)
    trackers.set(SetTrackers(PRICE + SILENT, 0), world.by("enb"))
    page = pages.show("call-n1-01", world.by("coach"))
    assert page.analysis is not None
    assert [(one.tracker_id, one.met) for one in page.analysis.trackers] == [
        ("price", True), ("no-step", True),
    ]  # fmt: skip
    assert page.listened.title("price", "zh") == "价格"
    assert page.listened.title("no-step", "zh") == "No next step"
    hidden = pages.show("call-n1-02", world.by("coach"))
    assert (hidden.analysis, hidden.listened.by_id) == (None, {})
    heard = hearing.of_call("call-n1-01", world.by("n1"))
    assert [one.tracker.id for one in heard.heard if one.calls] == ["price", "no-step"]
    assert hearing.of_call("call-n1-02", world.by("n1")).heard[0].calls == 0
    with pytest.raises(NotFound):
        hearing.of_call("call-n1-01", world.by("s1"))


def test_a_tracker_does_not_hear_what_its_reader_may_not_read(
    world: World, trackers: Trackers, hearing: TrackerHearing, catalogue: Any
) -> None:
    """Coaches read no names: a tracker for one says nothing to them, and all to the rep."""
    from attrs import evolve

    from revrise.core.conversations.call import CallTranscript
    from revrise.core.conversations.transcript import Utterance

    (words,) = [one for one in world.all(CallTranscript) if one.call_id == "call-n1-01"]
    said = Utterance("B", "Write to bo.chen@example.org please.", 4_000, 6_000)
    told = evolve(words.transcript, utterances=(*words.transcript.utterances, said))
    world.change(evolve(words, transcript=told, version=words.version + 1))
    secret = PRICE.replace('phrases = ["expensive", "cost"]', 'regexes = ["bo.chen@example"]')
    for who, times in (("n1", 1), ("coach", 0)):
        (found,) = hearing.preview(secret, 5, world.by(who)).heard
        assert found.times == times
    trackers.set(SetTrackers(secret, 0), world.by("enb"))
    pages = CallPages(world.desk, catalogue)
    for who, met in (("n1", True), ("coach", False)):
        page = pages.show("call-n1-01", world.by(who))
        assert page.analysis is not None
        assert page.analysis.trackers[0].met is met


def test_a_text_of_an_older_version_that_is_none_any_more_breaks_no_call_page(
    world: World, trackers: Trackers, hearing: TrackerHearing, catalogue: Any
) -> None:
    old = TrackerText(tracker_text_id("acme", 1), 1, "none", "enb", NOW - timedelta(days=1))
    world.put(old)
    page = CallPages(world.desk, catalogue).show("call-n1-01", world.by("n1"))
    assert page.listened.by_id == {}
    found = trackers.show(world.by("n1"))
    assert found.fault is not None
    assert trackers.set(SetTrackers(PRICE, 1), world.by("enb")) == 2
