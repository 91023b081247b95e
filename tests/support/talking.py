"""Calls in the pipeline: a site with a scripted transcriber, and what tests ask of a call."""

from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import evolve
from tests.support.flow_site import TENANT, FlowSite

from revrise.adapters.media.signature import kind
from revrise.core.conversations.call import Call, CallPart, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import NotFound
from revrise.core.governance.consent import Consent
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import ReceiveCall

VTT = b"""WEBVTT

00:00:00.000 --> 00:00:03.000
<v Nora>What is the biggest problem with orders this year?

00:00:03.500 --> 00:00:08.000
<v Bob>We type every order three times, our budget is tight, it is too expensive.

00:00:08.500 --> 00:00:10.000
<v Nora>What does that cost you?
"""
SPOKEN = Transcript(
    "en",
    (Speaker("ch0", "seller"), Speaker("ch1", "buyer")),
    (
        Utterance("ch0", "What is the biggest problem this year?", 0, 3_000),
        Utterance("ch1", "We type every order three times.", 3_500, 7_000),
    ),
)
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 64


class Speech:
    """A transcriber that does as told, and lets something happen meanwhile.

    With `parts` it hears the recording in as many, each what is said in all of it.
    """

    def __init__(self, parts: int = 0) -> None:
        self.heard, self.meanwhile, self.error = 0, lambda: None, None
        self.parts, self.asked, self.said = parts, list[Any](), SPOKEN

    def transcribe(
        self, path: Path, options: Any, progress: Any = None, keep: Any = None
    ) -> Transcript:
        self.asked.append(options)
        for number in range(self.parts):
            keep(f"scripted/{number}", self._hear)
            progress((number + 1) / self.parts)
        return self.said if self.parts else self._hear()

    def _hear(self) -> Transcript:
        self.heard += 1
        self.meanwhile()
        if self.error is not None:
            raise self.error
        return self.said


class Talking(FlowSite):
    """A site that can hear."""

    speech: Speech

    @cached_property
    def reader(self) -> Any:
        return Reader(self.catalogue, _is_audio, lambda: self.speech)


def _is_audio(path: Path) -> bool:
    with path.open("rb") as file:
        return kind(file) is not None


def receive(site: Talking, data: bytes = VTT, name: str = "talk.vtt", **changes: Any) -> Call:
    sha256 = site.blobs.put(TENANT, [data]).sha256
    command = ReceiveCall(sha256, name, "n1", "all-party", "EU", seller="Nora")
    return site.calls.receive(evolve(command, **changes), site.actor("n1")).call


def record(site: Talking, **changes: Any) -> Call:
    return receive(site, SOUND, "talk.wav", seller="ch0", **changes)


def state(site: Talking) -> str:
    (call,) = site.all(Call)
    return call.state


def withdraw(site: Talking) -> None:
    for one in site.all(Consent):
        if one.withdrawn_at is None:
            site.change(evolve(one, withdrawn_at=site.clock.now(), version=one.version + 1))


def kept(site: Talking) -> list[Any]:
    words = [*site.all(CallTranscript), *site.all(CallPart)]
    return [*words, *site.all(Assessment), *site.all(Observation)]


def has_file(site: Talking, call: Call) -> bool:
    try:
        return bool(list(site.blobs.open(TENANT, call.fingerprint)))
    except NotFound:
        return False
