"""A transcriber that hangs or crashes at certain recordings, and a service that listens by it.

What it does with a recording is in its length: it is given copies without a name.
"""

import os
import time
from functools import cached_property, partial
from multiprocessing import current_process
from pathlib import Path
from typing import Any

from attrs import frozen
from tests.support.service_site import ServiceSite, settings

from revrise.adapters.apart.transcriber import ApartTranscriber
from revrise.adapters.system.logging import set_up
from revrise.apps.worker import process
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.ports.jobs import QUEUES
from revrise.ports.readiness import Readiness
from revrise.ports.speech import Keep, Progress, SpeechOptions
from revrise.testing.scripted_transcriber import ScriptedTranscriber

HANGS_MS, CRASHES_MS, CRASHES_LATE_MS = 1_100, 1_200, 1_300
SILENCE_S = 1.0


@frozen
class MoodyTranscriber:
    """The scripted one but for the recordings of these lengths; says so in `log`, line by line."""

    inner: ScriptedTranscriber
    log: Path

    @property
    def id(self) -> str:
        return self.inner.id

    def check(self) -> Readiness:
        return self.inner.check()

    def transcribe(
        self,
        audio: Path,
        options: SpeechOptions = SpeechOptions(),
        progress: Progress | None = None,
        keep: Keep | None = None,
    ) -> Transcript:
        heard = self.inner.transcribe(audio, options, progress=None)
        with self.log.open("a") as log:
            log.write(f"{heard.duration_ms} {os.getpid()}\n")
        if heard.duration_ms == HANGS_MS:
            time.sleep(3_600)
        if heard.duration_ms == CRASHES_MS:
            os.abort()
        if heard.duration_ms == CRASHES_LATE_MS and keep:
            keep("first", lambda: _half(heard))
            os.abort()
        return self.inner.transcribe(audio, options, progress, keep)


def dies_at_birth() -> ScriptedTranscriber:
    """Makes one, but in a process of its own: that ends."""
    if current_process().name == "revrise-hears":
        os._exit(3)
    return ScriptedTranscriber({})


def _half(heard: Transcript) -> Transcript:
    said = (Utterance("A", "half of it", 0, 500, 0),)
    return Transcript("en", (Speaker("A", "unknown"),), said, heard.duration_ms)


def moody(log: Path) -> ApartTranscriber:
    """In a process of its own, as RevRise runs those it brings."""
    return ApartTranscriber(partial(MoodyTranscriber, ScriptedTranscriber({}), log), SILENCE_S)


class MoodySite(ServiceSite):
    """RevRise that listens by it; every process of the site writes to the same log."""

    @cached_property
    def _moody(self) -> Any:
        return moody(self.settings.folder / "moods")

    def transcriber(self) -> Any:
        return self._moody


def work(url: str, folder: str, name: str) -> None:
    """A worker."""
    set_up("warning")
    app = MoodySite(settings(url, folder))
    process.work(app.worker(process.limits(app.settings, QUEUES), name))
    os._exit(0)
