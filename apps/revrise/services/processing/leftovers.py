"""What a killed process or a lost line leaves behind: uploads nobody goes on with, nameless files.

A file is written before the row that names it, so a process that dies in between leaves one that
nobody finds. Such a file goes once it is older than any upload may take; files are looked at
first and rows afterwards, so that what is named meanwhile stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, islice
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.partial_upload import PATIENCE, PartialUpload
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.governance.subject_export import SubjectExport
from revrise.ports.blobs import BlobRef, Blobs
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.files import Files
from revrise.services.desk import Desk
from revrise.services.processing.upload_parts import UploadParts

# Kind → its resource and the columns that name files. `test_leftovers.py` looks for others.
NAMES: Mapping[type[Any], tuple[str, tuple[str, ...]]] = {
    Call: ("call", ("fingerprint", "media_sha256")),
    Arrival: ("call_arrival", ("sha256",)),
    SubjectExport: ("subject_export", ("sha256",)),
    PartialUpload: ("partial_upload", ("parts",)),
}
# Days more than an upload may take, so that one at its last part is not robbed of it.
AGE = PATIENCE + timedelta(days=1)
# Found one by one in the store, since they may be many; of the others there are few at a time.
_MANY = (Call, Arrival)
_AT_ONCE = 200
_REASON = "find files that nothing names any more"


@frozen
class Leftovers:
    """How many there are: `bytes` are those of the files as they are kept."""

    uploads: int
    files: int
    bytes: int


@frozen
class Clearing:
    """The use case, of one tenant."""

    desk: Desk
    tenant_id: str
    blobs: Callable[[], Blobs]
    resuming: UploadParts

    def look(self, by: Actor) -> Leftovers:
        """What `clear` would take away, for who runs the system; changes nothing."""
        self.desk.scope(by, "plugin", "manage")
        found = list(self._nameless())
        return _sum(len(self.resuming.over(self.tenant_id)), found)

    def clear(self) -> Leftovers:
        """Takes it away; may run as often as it likes."""
        uploads = self.resuming.tidy(self.tenant_id)
        gone: list[BlobRef] = []
        files, by = Files(self.desk, self.blobs), system_actor(self.tenant_id)
        for one in self._nameless():
            with files.taking_away(by) as work:
                if one.sha256 not in self._held_in(work, [one.sha256]):  # nobody named it since
                    self.blobs().delete(self.tenant_id, one.sha256)
                    gone.append(one)
        if gone:
            self._record(len(gone))
        return _sum(uploads, gone)

    def _nameless(self) -> Iterator[BlobRef]:
        before = self.desk.clock.now() - AGE
        files = iter(self.blobs().older(self.tenant_id, before))
        while some := list(islice(files, _AT_ONCE)):
            named = self._named([one.sha256 for one in some])
            yield from (one for one in some if one.sha256 not in named)

    def _named(self, names: Sequence[str]) -> set[str]:
        """Those of these names that a row holds."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return self._held_in(work, names)

    def _held_in(self, work: UnitOfWork, names: Sequence[str]) -> set[str]:
        """Those that rows hold, of these at least."""
        return {name for kind in NAMES for name in self._held(work, kind, names)}

    def _held(self, work: UnitOfWork, kind: type[Any], names: Sequence[str]) -> Iterator[str]:
        resource, columns = NAMES[kind]
        scope = system_scope(self.tenant_id, resource, "read", _REASON)
        for column in columns:
            rule = where(**{column: tuple(names)}) if kind in _MANY else None
            query = Query(rule) if rule is not None else Query()
            values = (getattr(one, column) for one in work.of(kind).load_many(scope, query))
            yield from chain.from_iterable(
                value if isinstance(value, tuple) else (value,) for value in values if value
            )

    def _record(self, many: int) -> None:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            work.record("housekeeping.pruned", "file", {"removed": many})


def _sum(uploads: int, files: Sequence[BlobRef]) -> Leftovers:
    return Leftovers(uploads, len(files), sum(one.size for one in files))
