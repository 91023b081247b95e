"""Uploads in parts: what came in stays when the line breaks, and the last part makes the call.

Each part is a file of its own in the store, under a name nobody can guess or share: so it can go
without taking anything else along. The last part is never kept alone: as long as there is no
call, the upload says it lacks it, and who sends it again after a crash loses nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from secrets import token_bytes
from typing import Any

from attrs import asdict, evolve, frozen

from revrise.core.conversations.intake.partial_upload import PATIENCE, PartialUpload
from revrise.core.errors import (
    Clash,
    Conflict,
    Invalid,
    NotFound,
    Refused,
    RevRiseError,
    Stale,
)
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import Column, Compare, Const
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.blobs import BlobRef, Blobs
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.commands import Added
from revrise.services.calls.receiving import ReceiveCall, Receiving
from revrise.services.desk import Desk

PART = 4 << 20  # bytes of a part as they are kept; so many are lost at most
_SALT = 32
_AT_ONCE = 200
_REASON = "go on with one's own upload"


@frozen
class UploadParts:
    """The use case."""

    desk: Desk
    receiving: Receiving
    blobs: Callable[[], Blobs]

    def begin(self, size: int, told: ReceiveCall, by: Actor, metadata: str = "") -> PartialUpload:
        """Room for a file of `size` bytes that is to be the call of `told`, whose hash is unknown.

        `metadata` is how that was said, to be said back. Raises NotFound for a hidden rep or
        deal, Refused where they may not add the call or it does not fit in a day, Invalid for an
        empty file.
        """
        if size < 1:
            raise Invalid("the file is empty", culprit="size")
        now = self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            self.receiving.check(work, told, by)
            self.receiving.quotas.admit(work, by, size)
            made = PartialUpload(
                self.desk.ids.new("pup"),
                by.person_id,
                now,
                now + PATIENCE,
                size,
                _kept(told),
                metadata,
            )
            work.of(PartialUpload).add(made, self._scope(by.tenant_id, "create"))
            work.record("partial_upload.begun", made.id, {"size": size})
        return made

    def show(self, upload_id: str, by: Actor) -> PartialUpload:
        """An upload of one's own. Raises NotFound for any other, and for one that is over."""
        self.desk.scope(by, "call", "create")
        with self.desk.store.read(by) as work:
            return self._load(work, upload_id, by)

    def go_on(self, upload_id: str, offset: int, part: bytes, by: Actor) -> PartialUpload:
        """Keeps `part`, which begins at byte `offset`; the last one makes the call.

        Raises NotFound as `show`, Conflict where the upload is at another byte, Invalid for more
        than was announced, and what `Receiving.receive` raises once the file is whole.
        """
        before = self.show(upload_id, by)
        before.takes(offset, len(part))
        if before.ends(len(part)):
            return self._finish(before, part, by)
        return self._grow(before, part, by) if part else before

    def end(self, upload_id: str, by: Actor) -> None:
        """Forgets an upload and what came of it; a call it was made into stays."""
        upload = self.show(upload_id, by)
        self._drop(upload, by, "partial_upload.ended")

    def tidy(self, tenant_id: str) -> int:
        """What nobody went on with in time goes; says how many."""
        by, gone = system_actor(tenant_id), 0
        while over := self.over(tenant_id, _AT_ONCE):
            for upload in over:
                self._drop(upload, by, "partial_upload.expired")
            gone += len(over)
        return gone

    def over(self, tenant_id: str, most: int | None = None) -> Sequence[PartialUpload]:
        """What `tidy` takes away next: those whose time is over, `most` of them."""
        old = Compare("<", Column("ends_at"), Const(self.desk.clock.now()))
        with self.desk.store.read(system_actor(tenant_id)) as work:
            scope = self._scope(tenant_id, "read")
            return work.of(PartialUpload).load_many(scope, Query(old, limit=most))

    def _grow(self, before: PartialUpload, part: bytes, by: Actor) -> PartialUpload:
        blobs = self.blobs()
        name = blobs.put(by.tenant_id, (token_bytes(_SALT), part)).sha256
        try:
            after = before.grown(name, len(part), self.desk.clock.now())
            self._save(after, by, "partial_upload.continued", {"bytes": len(part)})
        except RevRiseError:
            blobs.delete(by.tenant_id, name)
            raise
        return after

    def _finish(self, before: PartialUpload, last: bytes, by: Actor) -> PartialUpload:
        added = self._received(before, last, by)
        after = before.finished(added.call.id)
        self._save(after, by, "partial_upload.finished", {"parts": len(before.parts)})
        self._forget(after, by.tenant_id)
        return after

    def _received(self, upload: PartialUpload, last: bytes, by: Actor) -> Added:
        """By the same way as a file that came at once. What is never taken goes now."""
        whole = self._put(upload, last, by)
        try:
            return self.receiving.receive(_told(upload, whole.sha256), by)
        except (Stale, Clash):  # sent again it may be taken
            raise
        except (Invalid, Refused, NotFound, Conflict) as error:
            if error.culprit != "quota":
                self._drop(upload, by, "partial_upload.ended")
            raise

    def _put(self, upload: PartialUpload, last: bytes, by: Actor) -> BlobRef:
        try:
            return self.blobs().put(by.tenant_id, self._whole(upload, last, by.tenant_id))
        except NotFound:
            # Somebody who sent the same was faster: its parts went when it became a call.
            self.show(upload.id, by).takes(upload.offset, len(last))
            raise

    def _whole(self, upload: PartialUpload, last: bytes, tenant_id: str) -> Iterator[bytes]:
        for name in upload.parts:
            yield from self.blobs().open(tenant_id, name, _SALT)
        yield last

    def _save(
        self, after: PartialUpload, by: Actor, action: str, detail: Mapping[str, Any]
    ) -> None:
        with self.desk.store.begin(by) as work:
            scope = self._scope(by.tenant_id, "update")
            work.of(PartialUpload).save(after, scope, expected=after.version - 1)
            work.record(action, after.id, detail)

    def _drop(self, upload: PartialUpload, by: Actor, action: str) -> None:
        """First the files, then what names them: one that is killed between goes on later."""
        self._forget(upload, by.tenant_id)
        with self.desk.store.begin(by) as work:
            work.of(PartialUpload).remove(upload.id, self._scope(by.tenant_id, "delete"))
            work.record(action, upload.id)

    def _forget(self, upload: PartialUpload, tenant_id: str) -> None:
        for name in upload.parts:
            self.blobs().delete(tenant_id, name)

    def _load(self, work: UnitOfWork, upload_id: str, by: Actor) -> PartialUpload:
        found = work.of(PartialUpload).load(upload_id, self._scope(by.tenant_id, "read"))
        if found.person_id != by.person_id or found.ends_at < self.desk.clock.now():
            # load() says the one sentence there is for hidden and missing alike.
            raise NotFound(f"no partial_upload {upload_id}")
        return found

    def _scope(self, tenant_id: str, action: str) -> Scope:
        return system_scope(tenant_id, "partial_upload", action, _REASON)


def _kept(told: ReceiveCall) -> Mapping[str, Any]:
    """What can stand in a row; the hash comes when the file is whole."""
    found = {name: value for name, value in asdict(told).items() if value is not None}
    if told.at is not None:
        found["at"] = told.at.isoformat()
    return {name: value for name, value in found.items() if name != "sha256"}


def _told(upload: PartialUpload, sha256: str) -> ReceiveCall:
    command = ReceiveCall(sha256, **{n: v for n, v in upload.told.items() if n != "at"})
    at = upload.told.get("at")
    return evolve(command, at=datetime.fromisoformat(at)) if at else command
