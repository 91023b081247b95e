"""Calls that a system had when it was asked, taken down as calls that came in."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve, frozen

from revrise.core.conversations.intake.pulling import Pulling
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import Fatal, Invalid, Misconfigured, NotFound, Refused, Retriable
from revrise.core.governance.actor import Actor
from revrise.core.storable import UNKEPT
from revrise.ports.blobs import Blobs
from revrise.ports.call_sources import FoundCall
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import file_name
from revrise.services.desk import Desk
from revrise.services.intake.arriving import Arriving
from revrise.services.intake.commands import Comes
from revrise.services.intake.lawful import EVERYBODY, lawful, unheard

_LONGEST = 300
_LONGEST_ID = 200


@frozen
class Brought:
    """Of a page: new calls, and those that were left out, with the last reason."""

    new: int = 0
    left_out: int = 0
    because: str = ""

    def on(self, before: Pulling) -> Pulling:
        """What the sync came to after that page."""
        return before.reach(self.new, self.left_out, self.because)


@frozen
class Bringing:
    """The use case. `most` is how many bytes a file may have."""

    desk: Desk
    arriving: Arriving
    reader: Reader
    blobs: Callable[[], Blobs]
    most: int

    def allowed(self, by: Actor) -> None:
        """Raises Refused for who may add no calls any more: else all were left out one by one."""
        self.desk.scope(by, "call", "create")
        self.desk.scope(by, "call_arrival", "create")

    def bring(self, calls: Sequence[FoundCall], source: IntakeSource, by: Actor) -> Brought:
        """Takes down what is new; what cannot be taken is left out and the others go on."""
        found = Brought()
        for one in calls:
            try:
                found = evolve(found, new=found.new + self._take(one, source, by))
            except (Invalid, Refused, NotFound) as error:
                found = evolve(found, left_out=found.left_out + 1, because=error.message)
        return found

    def _take(self, one: FoundCall, source: IntakeSource, by: Actor) -> bool:
        if not 0 < len(one.origin_id) <= _LONGEST_ID or _clean(one.origin_id) != one.origin_id:
            raise Invalid("a call has no id that can be kept")
        if self.arriving.knows(one.origin_id, source, by):
            return False
        if one.recording is None:
            lawful(self.reader, one.file_name, [one.content], source.consent)
        elif source.consent != EVERYBODY:
            raise unheard()
        kept = self.blobs().put(by.tenant_id, self._bounded(one))
        return self.arriving.take_down(_told(one, kept.sha256), source, by).created

    def _bounded(self, one: FoundCall) -> Iterator[bytes]:
        size = 0
        for chunk in [one.content] if one.recording is None else _safe(one.recording):
            size += len(chunk)
            if size > self.most:
                raise Invalid(f"a file has more than {self.most >> 20} MB")
            yield chunk


def _safe(recording: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    """A recording that is gone, or a plugin that fails at it, costs this call alone."""
    try:
        for chunk in recording():
            yield bytes(memoryview(chunk))
    except (Retriable, Misconfigured, Invalid, Refused, NotFound):
        raise
    except Fatal as error:
        raise Invalid(error.message) from error
    except (Exception, SystemExit) as error:
        raise Invalid(f"its plugin failed at a recording: {type(error).__name__}") from error


def _told(one: FoundCall, sha256: str) -> Comes:
    parties = tuple(
        evolve(who, name=_clean(who.name), email=_clean(who.email), phone=_clean(who.phone))
        for who in one.parties
    )
    return Comes(
        origin_id=one.origin_id,
        started_at=one.started_at,
        title=_clean(one.title),
        parties=parties,
        file_name=file_name(_clean(one.file_name)),
        sha256=sha256,
        language=one.language if one.language in ("en", "zh") else None,
        seller=_clean(one.seller) if one.seller else None,
        seller_channel=one.seller_channel,
    )


def _clean(text: str) -> str:
    """What a store can keep of a text."""
    return UNKEPT.sub("", text)[:_LONGEST]
