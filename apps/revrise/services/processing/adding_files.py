"""Taking in a file: a transcript is read, a recording transcribed where everybody agreed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve, frozen

from revrise.core.conversations.title import of_file
from revrise.core.conversations.transcript import Transcript
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import NOT_ASKED
from revrise.ports.blobs import Blobs
from revrise.services.calls.commands import CONSENTS, AddCall, Added, Agreed, fingerprint
from revrise.services.calls.reading import ReadCall, Reader
from revrise.services.calls.service import Calls
from revrise.services.processing.vocabulary import Vocabulary

__all__ = ["CONSENTS", "AddFile", "AddingFiles"]
_CHUNK = 1 << 20


@frozen
class AddFile:
    """A file to keep as a call of a rep.

    `consent` is one of CONSENTS; `at` None takes the file's own time, `title` None its name.
    `separately`: they agreed to each purpose by itself.
    """

    reading: ReadCall
    rep_id: str
    consent: str = "none"
    jurisdiction: str = "unknown"
    deal_id: str | None = None
    title: str | None = None
    at: datetime | None = None
    separately: bool = False


@frozen
class AddingFiles:
    """The use case."""

    calls: Calls
    reader: Reader
    blobs: Callable[[], Blobs]
    expected: Vocabulary

    def add(self, command: AddFile, by: Actor) -> Added:
        """Keeps a file's call, and the recording itself where it is one.

        Raises Invalid naming file, line and way out; Refused for a recording that not everybody
        agreed to have transcribed; else as `Calls.add`.
        """
        path = command.reading.path
        recorded = self.reader.is_recording(path)
        if recorded and command.consent != "all-party":
            raise Refused(
                "a recording is not transcribed unless everybody on it agreed",
                culprit=str(path),
                remedy="--consent all-party, once they have",
            )
        transcript = self.reader.read(self._reading(command, by) if recorded else command.reading)
        media = self.blobs().put(by.tenant_id, _bytes(path)).sha256 if recorded else None
        return self.calls.add(_call(command, transcript, media), by)

    def _reading(self, command: AddFile, by: Actor) -> ReadCall:
        """With what is expected to be said."""
        account = None
        if command.deal_id is not None:
            desk = self.calls.desk
            with desk.store.read(by) as work:
                account = work.of(Deal).load(command.deal_id, desk.scope(by, "deal")).account_id
        terms = self.expected.of(command.rep_id, account, by)
        return evolve(command.reading, vocabulary=terms)


def _call(command: AddFile, transcript: Transcript, media: str | None) -> AddCall:
    path = command.reading.path
    at = command.at or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return AddCall(
        transcript=transcript,
        fingerprint=media or fingerprint(path),
        title=of_file(path.name) if command.title is None else command.title,
        rep_id=command.rep_id,
        at=at,
        deal_id=command.deal_id,
        agreed=agreed(
            command.consent,
            command.jurisdiction,
            transcript,
            separately=command.separately,
        ),
        source=path.name,
        media_sha256=media,
    )


def agreed(
    consent: str, place: str, transcript: Transcript, *, separately: bool = False
) -> tuple[Agreed, ...]:
    """Who agreed, by one of CONSENTS and the place the participants were in. Raises Invalid."""
    if consent not in CONSENTS:
        raise Invalid(f"no consent {consent!r}", remedy=f"one of {', '.join(CONSENTS)}")
    if consent == "none":
        return ()
    evidence = "said by who added the call"
    if consent == "all-party":
        return (Agreed(place, evidence=evidence, separately=separately),)
    refs = {one.ref: one.side == "seller" for one in transcript.speakers}
    sellers = tuple(ref for ref, sells in refs.items() if sells)
    others = tuple(ref for ref, sells in refs.items() if not sells)
    # One party suffices only where the others, on record as not asked, are in such a place too.
    return (
        Agreed(place, sellers, evidence=evidence, separately=separately),
        Agreed(place, others, basis=NOT_ASKED, evidence=evidence),
    )


def _bytes(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
