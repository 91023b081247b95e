"""The watched folder: each whole file becomes a call that came in, then moves to done or failed.

Killed at any moment, the next look goes on: the same file is the same call, and a file moves only
once it is kept.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import field, frozen

from revrise.core.conversations.intake.sidecar import Sidecar, read
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.conversations.title import of_file
from revrise.core.errors import (
    Conflict,
    Fatal,
    Invalid,
    Misconfigured,
    Retriable,
    RevRiseError,
)
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.ports.blobs import Blobs
from revrise.ports.query import Query
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import file_name
from revrise.services.desk import Desk
from revrise.services.intake.arriving import Arriving
from revrise.services.intake.commands import Comes
from revrise.services.intake.folder import DONE, FAILED, DropFolder, Dropped, opened, shown
from revrise.services.intake.lawful import lawful
from revrise.services.intake.taking import Taking

_REASON = "watch a folder for calls"
_AT_ONCE = 100
# So long a sidecar waits for its file.
_ALONE = timedelta(days=1)


@frozen
class Watched:
    """What a settings file says of the folder. Times in seconds and days; empty: none is watched.

    A file counts as whole once nothing was written to it for `settled_s`.
    """

    folder: str = ""
    source: str = ""
    settled_s: float = 10.0
    keep_days: int = 7
    most: int = 512 << 20


@frozen
class Looked:
    """What a look found: file names by what became of them, and why where that went wrong.

    `stays` is what could not be read for now. `more`: it took in as
    many as it does at once; others may lie there.
    """

    done: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    stays: tuple[tuple[str, str], ...] = ()
    more: bool = False


@frozen
class _Finds:
    """What a look has found so far."""

    done: list[tuple[str, str]] = field(factory=list)
    failed: list[tuple[str, str]] = field(factory=list)
    stays: list[tuple[str, str]] = field(factory=list)

    def full(self) -> bool:
        """Whether that is enough for one look."""
        return max(len(self.done) + len(self.failed), len(self.stays)) >= _AT_ONCE


@frozen
class Watching:
    """The use case."""

    desk: Desk
    tenant_id: str
    watched: Watched
    on_behalf: Callable[[str], Actor]
    reader: Reader
    blobs: Callable[[], Blobs]
    arriving: Arriving
    taking: Taking

    def ask(self, by: Actor) -> Looked:
        """A look because somebody who runs sources asked for it. Raises Refused for others."""
        self.desk.scope(by, "intake_source", "update")
        return self.look()

    def forget(self, sha256: str, size: int | None = None) -> int:
        """Deletes the copies in `done` of a file that may not be kept any more; says how many.

        Only files of its `size` in bytes are read, all where nobody knows it. Raises Misconfigured
        where the folder is not there.
        """
        if not self.watched.folder:
            return 0
        with opened(Path(self.watched.folder)) as folder:
            return folder.drop(DONE, sha256, size)

    def look(self) -> Looked:
        """Takes in what lies there now, in the name of who answers for the source.

        A file that is no call, or that anything stumbles over, moves to `failed` with the reason.
        Raises Misconfigured for a folder or source that is not there or switched off, and Fatal
        where nothing can be kept or moved: then the files stay.
        """
        source, now = self._source(), self.desk.clock.now()
        by = self.on_behalf(source.owner_id)
        found = _Finds()
        with opened(Path(self.watched.folder)) as folder:
            for name in folder.strange():
                folder.move(name, FAILED, "a link or no plain file")
                found.failed.append((shown(name), "a link or no plain file"))
            for one in folder.files(now.timestamp() - self.watched.settled_s):
                if found.full():
                    break
                self._one(folder, one, source, by, found)
            old = now - timedelta(days=self.watched.keep_days)
            folder.clear(DONE, old.timestamp())
        more = found.full() and len(found.stays) < _AT_ONCE
        return Looked(tuple(found.done), tuple(found.failed), tuple(found.stays), more)

    def _one(
        self, folder: DropFolder, one: Dropped, source: IntakeSource, by: Actor, found: "_Finds"
    ) -> None:
        try:
            if not self._early(folder, one):
                found.done.append((one.title, self._take(folder, one, source, by)))
        except Conflict:  # taken by somebody else, or gone
            return
        except Retriable as error:
            found.stays.append((one.title, _why(error)))
        except Fatal:  # no room, no right to move: no fault of the file
            raise
        except Exception as error:  # noqa: BLE001  # no file may stop the others
            folder.move(one.name, FAILED, _why(error))
            found.failed.append((one.title, _why(error)))

    def _early(self, folder: DropFolder, one: Dropped) -> bool:
        """Whether it is a sidecar whose file is still on its way. Raises Invalid after a day."""
        raw = folder.early(one)
        try:
            read(raw or b"", one.title)
        except Invalid:
            return False
        if one.written < (self.desk.clock.now() - _ALONE).timestamp():
            raise Invalid("the file that it says more of did not come", culprit=one.title)
        return True

    def _take(self, folder: DropFolder, one: Dropped, source: IntakeSource, by: Actor) -> str:
        if one.size > self.watched.most:
            raise Invalid(f"more than {self.watched.most >> 20} MB", culprit=one.title)
        raw = folder.sidecar(one)
        said = Sidecar() if raw is None else read(raw, f"{one.title}.json")
        lawful(self.reader, one.title, folder.chunks(one), said.consent or source.consent)
        kept = self.blobs().put(by.tenant_id, folder.chunks(one))
        came = self.arriving.take_down(_told(one, said, kept.sha256), source, by)
        state = self.taking.take(came.arrival.id, by).state
        folder.move(one.name, DONE)
        return state

    def _source(self) -> IntakeSource:
        scope = system_scope(self.tenant_id, "intake_source", "read", _REASON)
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where(id=self.watched.source))
            found = work.of(IntakeSource).load_many(scope, query)
        if not found or not found[0].active:
            raise Misconfigured(
                "the watched folder has no source that is on",
                culprit="intake.source",
                remedy="set the id of one: revrise intake sources",
            )
        return found[0]


def _why(error: Exception) -> str:
    if isinstance(error, RevRiseError):
        return shown(str(error))
    return f"this file cannot be taken: {type(error).__name__}: {shown(str(error))}"


def _told(one: Dropped, said: Sidecar, sha256: str) -> Comes:
    return Comes(
        origin_id=said.id or sha256,
        started_at=said.started_at or datetime.fromtimestamp(one.written, UTC),
        title=said.title or of_file(one.title),
        parties=said.parties,
        file_name=file_name(one.title),
        sha256=sha256,
        consent=said.consent,
        jurisdiction=said.jurisdiction,
        separately=said.separately,
        language=said.language,
        seller=said.seller,
        seller_channel=said.seller_channel,
    )
