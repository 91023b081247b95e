"""Who opens a call first waits for no measuring: the worker kept its numbers, and no words."""

from itertools import pairwise
from typing import Any

import pytest
from attrs import define, evolve
from tests.support.flow_site import TENANT
from tests.support.talking import VTT, Talking, receive, withdraw

from revrise.adapters.plugins import load
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.call import CallTranscript
from revrise.core.conversations.call_measure import CallMeasure, Numbers
from revrise.core.governance.consent import Consent
from revrise.services.calls.correcting import CorrectSpeaker
from revrise.services.calls.page import CallPage, CallPages
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measured import Measured, nothing
from revrise.services.measures.measuring import Measuring
from revrise.services.trackers.service import SetTrackers

PRICE = (
    '[[trackers]]\nid = "price"\ntitle.en = "Price"\nwhen = {phrases = ["expensive", "budget"]}\n'
)
NAMED = b"\n00:00:11.000 --> 00:00:13.000\n<v Bob>I am Karl Brown, budget.\n"
READERS = ("n1", "coach")


@define
class Opening:
    """A process that nobody asked for a call before; counts what it has to measure itself."""

    site: Talking
    measured: int = 0

    def page(self, call_id: str, by: str) -> CallPage:
        pages = CallPages(
            self.site.desk,
            self.site.catalogue,
            Measured(Analyst(self.site.catalogue), known=self._known),
        )
        return pages.show(call_id, self.site.actor(by))

    def _known(self, call_id: str, mark: str) -> Numbers | None:
        found = Measuring(self.site.desk, TENANT, Analyst(self.site.catalogue)).known(call_id, mark)
        self.measured += found is None
        return found


def listen(site: Talking, text: str = PRICE) -> None:
    number = site.trackers.show(site.actor("admin")).number
    site.trackers.set(SetTrackers(text, number), site.actor("admin"))


def same(site: Talking, page: CallPage, by: str) -> bool:
    """Whether a page says what measuring in the request would."""
    plain = CallPages(site.desk, site.catalogue, Measured(Analyst(site.catalogue), known=nothing))
    fresh = plain.show(page.call.id, site.actor(by))
    return (page.analysis, page.topics) == (fresh.analysis, fresh.topics)


def test_nobody_who_opens_a_scored_call_measures_it(site: Talking) -> None:
    listen(site)
    call = receive(
        site, VTT + b"\n00:00:11.000 --> 00:00:13.000\n<v Bob>I am Karl Brown, budget.\n"
    )
    site.work_off()
    opened = Opening(site)
    for by in READERS:
        page = opened.page(call.id, by)
        assert page.analysis is not None
        assert page.analysis.trackers[0].moments
        assert same(site, page, by)
    assert opened.measured == 0


def test_the_speaker_put_right_is_measured_again_by_the_worker(site: Talking) -> None:
    call = receive(site)
    site.work_off()
    before = Opening(site).page(call.id, "n1")
    site.correcting.speaker(CorrectSpeaker(call.id, "Bob", "seller"), site.actor("n1"))
    early = Opening(site)
    assert same(site, early.page(call.id, "n1"), "n1")
    assert early.measured == 1  # who is quicker than the worker measures, and is told no old number
    site.work_off()
    opened = Opening(site)
    after = opened.page(call.id, "n1")
    assert opened.measured == 0
    assert same(site, after, "n1")
    assert after.analysis != before.analysis


def test_other_trackers_make_it_stale(site: Talking) -> None:
    call = receive(site)
    site.work_off()
    listen(site)
    opened = Opening(site)
    page = opened.page(call.id, "n1")
    assert opened.measured == 1
    assert page.analysis is not None
    assert page.analysis.trackers


def test_words_changed_behind_its_back_make_it_stale(site: Talking) -> None:
    """Struck out for somebody's right, for instance: the same version of words, not the same."""
    call = receive(site)
    site.work_off()
    (words,) = site.all(CallTranscript)
    shorter = evolve(words.transcript, utterances=words.transcript.utterances[:2])
    site.change(evolve(words, transcript=shorter, version=words.version + 1))
    opened = Opening(site)
    page = opened.page(call.id, "n1")
    assert (opened.measured, same(site, page, "n1")) == (1, True)


def test_a_withdrawn_consent_takes_the_numbers_away(site: Talking) -> None:
    receive(site)
    site.work_off()
    assert site.all(CallMeasure)
    for consent in site.all(Consent):
        if consent.purpose == "analyse":
            site.consents.withdraw(consent.id, site.actor("n1"))
    site.work_off()
    assert site.all(CallMeasure) == []


def test_without_consent_to_coach_nothing_is_kept(site: Talking) -> None:
    call = receive(site)
    site.work_off()
    withdraw(site)
    (row, *_) = site.all(CallMeasure)
    measuring = Measuring(site.desk, TENANT, Analyst(site.catalogue))
    assert measuring.made(call.id, analyse(site.all(CallTranscript)[0].transcript)) == ()
    with site.store.begin(site.actor("n1")) as work:
        assert not measuring.keep(work, call, [row])


def test_no_word_is_kept(site: Talking) -> None:
    listen(site)
    receive(site)
    site.work_off()
    kept = repr(site.all(CallMeasure)).lower()
    for line in site.all(CallTranscript)[0].transcript.utterances:
        words = line.text.lower().split()
        for two in pairwise(words):
            assert " ".join(two) not in kept
    for word in ("biggest", "orders", "year", "type", "three", "tight", "nora", "bob"):
        assert word not in kept


STORY = b"\n00:00:11.000 --> 00:00:13.000\n<v Nora>One of our customers had that too.\n"


def with_stories(site: Talking, *, on: bool) -> None:
    site.catalogue = load({"customer-stories": {"on": on}}, environ={})


@pytest.mark.parametrize("worker", [True, False])
def test_a_detector_that_comes_or_goes_makes_it_stale(site: Talking, worker: bool) -> None:
    """Kept with the detector, it is no answer without it, and the other way round."""
    with_stories(site, on=worker)
    site.processing = evolve(
        site.processing,
        analyst=Analyst(site.catalogue),
        calls=evolve(site.processing.calls, analyst=Analyst(site.catalogue)),
    )
    call = receive(site, VTT + STORY)
    site.work_off()
    opened = Opening(site)
    page = opened.page(call.id, "n1")
    assert opened.measured == 0
    assert same(site, page, "n1")
    assert [one.kind for one in found(page)] == ["customer_story"] * worker
    with_stories(site, on=not worker)
    page = opened.page(call.id, "n1")
    assert opened.measured == 1
    assert [one.kind for one in found(page)] == ["customer_story"] * (not worker)


def found(page: CallPage) -> list[Any]:
    """The moments of plugins."""
    assert page.analysis is not None
    return [one for one in page.analysis.moments if one.by]
