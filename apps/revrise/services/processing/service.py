"""Taking a received call on, step by step: words, metrics, scorecards.

Each step asks for consent when it begins and again in the transaction that keeps its result: a
consent withdrawn meanwhile blocks the call, and nothing of it is kept. Every step may run twice.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import FOR_ADMINS, Call
from revrise.core.conversations.intake.arrival import OPEN, Arrival
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, Fatal, Retriable, RevRiseError
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import AnyOf, where
from revrise.ports.blobs import Blobs
from revrise.ports.jobs import Cancelled, JobContext
from revrise.ports.query import Query
from revrise.services.calls.files import Files
from revrise.services.calls.reading import Hearing, ReadCall, Reader
from revrise.services.calls.receiving import file_name
from revrise.services.calls.scratch import scratch
from revrise.services.held import is_held
from revrise.services.measures.analysing import Analyst
from revrise.services.processing.failing import CallFailing
from revrise.services.processing.heard_parts import CallParts
from revrise.services.processing.in_step import in_step
from revrise.services.processing.keeping import CallKeeping
from revrise.services.processing.vocabulary import Vocabulary

_LOOK = "look at the job and the log of the worker"
_WHOLE = 300  # steps that progress is told in: begun, heard, kept


def _none(_sha256: str, _size: int | None) -> int:
    """No copies are kept anywhere."""
    return 0


@frozen
class Processing:
    """The tasks of the call pipeline.

    `copies` takes away what lies beside the store of files, by digest and size in bytes (None
    where nobody knows it any more); it says how many there were.
    """

    calls: CallKeeping
    failing: CallFailing
    analyst: Analyst
    reader: Reader
    blobs: Callable[[], Blobs]
    expected: Vocabulary
    copies: Callable[[str, int | None], int] = _none

    def transcribe(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """A recording to words; what follows is a job of its own."""
        call = self.calls.begin(args["call"], "transcribe", "transcribing")
        if call is None:
            return self.calls.state(args["call"])
        context.progress(1, 3, "transcribing")
        with self._failing(call):
            transcript = self.calls.words(call.id) or self._read(
                call, context.actor, self._hearing(context, call)
            )
            context.progress(2, 3, "words")
            self.calls.keep_words(call.id, transcript, then=context.actor.person_id)
        return self.calls.state(call.id)

    def process(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Words to metrics and scorecards; a transcript that was uploaded is read first.

        Raises NotHere where this worker has former detectors.
        """
        self._in_step()
        call = self.calls.begin(args["call"], "analyse", "analysing")
        if call is None:
            return self.calls.state(args["call"])
        context.progress(1, 3, "analysing")
        with self._failing(call):
            transcript = self.calls.words(call.id)
            if transcript is None:
                transcript = self._read(call, context.actor)
                if not self.calls.keep_words(call.id, transcript):
                    return self.calls.state(call.id)
            context.progress(2, 3, "scoring")
            analysed, heard = self.analyst.analyse(transcript), self.calls.heard(call.id)
            measured = self.calls.measured(call.id, analysed)
            self._in_step()
            self.calls.keep_analysis(call.id, transcript, analysed, heard, measured)
        return self.calls.state(call.id)

    def forget_file(self, _: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Takes the file of a blocked call away, unless another has the same or a hold keeps it.

        What arrived and waits for somebody keeps its file too. Where the file waits sealed, plain
        copies of it go.
        """
        sha256 = args["sha256"]
        files, size = Files(self.calls.desk, self.blobs), self._size(sha256)
        with files.taking_away(system_actor(self.calls.tenant_id)) as work:
            same = AnyOf((where(fingerprint=sha256), where(media_sha256=sha256)))
            calls = work.of(Call).load_many(self.calls.way.scope("call"), Query(where=same))
            waits = Query(where=where(sha256=sha256, state=OPEN))
            stays = any(is_held(work, _named(one)) for one in calls) or work.of(Arrival).count(
                self.calls.way.scope("call_arrival"), waits
            )
            alone = not stays and all(
                one.state == "blocked" and one.sealed_until is None for one in calls
            )
            if alone:
                self.blobs().delete(self.calls.tenant_id, sha256)
        withheld = not stays and all(one.state == "blocked" for one in calls)
        return {"deleted": alone, "copies": self.copies(sha256, size) if withheld else 0}

    def _in_step(self) -> None:
        in_step(self.calls.desk, self.calls.tenant_id, self.analyst)

    def _size(self, sha256: str) -> int | None:
        try:
            return self.blobs().size(self.calls.tenant_id, sha256)
        except RevRiseError:  # it went before, or cannot be read; it goes all the same
            return None

    def _hearing(self, context: JobContext, call: Call) -> Hearing:
        """Tells how far it is; stops where the job is cancelled or the call is open no more."""
        parts = CallParts(self.calls.way, call.id)

        def told(share: float) -> None:
            parts.still()
            context.progress(round(_WHOLE * (1 + share) / 3), _WHOLE, "transcribing")

        return Hearing(told, parts)

    def _read(
        self,
        call: Call,
        by: Actor,
        hearing: Hearing = Hearing(),
    ) -> Transcript:
        """The transcript of the file, read from a copy that is gone afterwards."""
        words = self.expected.of(call.owner_id, call.account_id, by) if call.media_sha256 else ()
        with scratch(self.blobs().open(self.calls.tenant_id, call.fingerprint)) as path:
            wanted = _command(path, call, words, self.calls.rep_name(call.owner_id))
            return self.reader.read(wanted, hearing)

    @contextmanager
    def _failing(self, call: Call) -> Iterator[None]:
        """What goes wrong for good is shown on the call; what may yet go well is tried again."""
        try:
            yield
        except (Retriable, Cancelled):
            raise
        except Conflict as error:
            raise Retriable(error.message, remedy=error.remedy) from None
        except Fatal as error:  # settings, a disk, an endpoint: nothing the uploader can mend
            remedy = f"{FOR_ADMINS}{error.remedy or _LOOK}"
            self.failing.fail(call.id, _said(error, call), remedy, _fault(error, call))
        except RevRiseError as error:
            self.failing.fail(call.id, _said(error, call), error.remedy)


def _said(error: RevRiseError, call: Call) -> str:
    """With line or field of the file, whose copy has another name."""
    place = error.culprit or ""
    if not place or place.startswith("/"):
        return error.message
    return f"{place.replace(file_name(call.source), call.source, 1)}: {error.message}"


def _fault(error: RevRiseError, call: Call) -> str:
    """What is at fault, where that is not the file: a setting, a service."""
    place = error.culprit or ""
    ours = place.startswith("/") or file_name(call.source) in place
    return error.message if ours or not place else f"{place}: {error.message}"


def _command(path: Path, call: Call, vocabulary: tuple[str, ...], rep: str) -> ReadCall:
    """What its uploader said of the file."""
    hints = call.hints or {}
    seller, language = hints.get("seller"), hints.get("language")
    channel = hints.get("seller_channel")
    return ReadCall(
        path,
        str(seller) if seller is not None else None,
        int(channel) if channel is not None else None,
        str(language) if language is not None else None,
        int(hints.get("channel_delay_ms") or 0),
        vocabulary,
        rep,
        file_name(call.source),
    )


def _named(call: Call) -> Mapping[str, str | None]:
    return {"id": call.id, "owner_id": call.owner_id, "deal_id": call.deal_id}
