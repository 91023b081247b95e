"""The keys of what is kept encrypted: how they stand, wrapping them anew, destroying one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import SYSTEM, Actor, system_actor
from revrise.core.governance.rule import AnyOf, where
from revrise.core.governance.scope import system_scope
from revrise.ports.jobs import JobContext, JobRequest, Task
from revrise.ports.query import Query
from revrise.ports.storage import Store, UnitOfWork
from revrise.ports.vault import KINDS, REASONS, KeyStatus
from revrise.services.desk import Desk
from revrise.services.held import free

REWRAP = "vault.rewrap"
_REASON = "find the files of calls, to encrypt those kept before there was a vault"
_HELD = "see whether a legal hold keeps what a key protects"
_BITE, _KEYS = 200, 500


@frozen
class Encrypted:
    """What was sealed now: cells of rows, and files."""

    cells: int
    files: int


@frozen
class Rotated:
    """A new tenant key. `keys` are to be wrapped by it, which `job` does; None for none."""

    keys: int
    job: str | None


@frozen
class Shred:
    """The keys of a call's words (`call`, its id) or of a file (`blob`, its SHA-256) to destroy.

    `reason` is one of REASONS.
    """

    kind: str
    subject_id: str
    reason: str


@frozen
class Vault:
    """Use cases around keys. `seal_file` seals one of a tenant's files; says if it was plain."""

    desk: Desk
    seal_file: Callable[[str, str], bool]

    def status(self, by: Actor) -> KeyStatus:
        """How the keys stand; ids, ages and counts, never a key."""
        self.desk.scope(by, "vault")
        with self.desk.store.read(by) as work:
            return work.keys.status()

    def rotate(self, by: Actor) -> Rotated:
        """A new tenant key under the master key of now; a job wraps the data keys by it.

        Nothing that is sealed is written again; a key of before opens until nothing needs it.
        """
        self.desk.scope(by, "vault", "manage")
        with self.desk.store.begin(by) as work:
            made = work.keys.rotate()
            job = self.desk.ids.new("job") if made.stale else None
            if job:
                args = {"keys": made.stale}
                work.enqueue(JobRequest(job, REWRAP, SYSTEM, args, key=made.tenant))
            work.record("vault.rotated", by.tenant_id, {"keys": made.stale})
        return Rotated(made.stale, job)

    def rewrap(self, by: Actor) -> int:
        """Does now what a rotation left to its job, in bites; how many keys that were."""
        self.desk.scope(by, "vault", "manage")
        done = 0
        while bite := rewrapped(self.desk.store, by):
            done += bite
        return done

    def encrypt(self, by: Actor) -> Encrypted:
        """Seals what was kept plain, in bites; may be stopped and begun again.

        The database's files are written anew then, so that nothing plain is left in them.
        """
        self.desk.scope(by, "vault", "manage")
        cells = 0
        while done := self._bite(by):
            cells += done
        if cells:
            self.desk.store.scrub()
        return Encrypted(cells, sum(self._sealed(by.tenant_id, one) for one in self._files(by)))

    def shred(self, command: Shred, by: Actor) -> int:
        """Destroys keys for good; how many there were. Done again it is 0.

        Raises Invalid for what has no key of its own or no reason, Conflict while a legal hold
        keeps it.
        """
        _known("kind", command.kind, KINDS[:2])
        _known("reason", command.reason, REASONS)
        if not command.subject_id:
            raise Invalid("says nothing", culprit="subject_id", remedy="say whose key it is")
        self.desk.scope(by, "vault", "manage")
        with self.desk.store.begin(by) as work:
            free(work, *_calls(work, command))
            gone = work.keys.shred(command.kind, command.subject_id)
            detail = {"kind": command.kind, "keys": gone, "reason": command.reason}
            work.record("vault.shredded", command.subject_id, detail)
        return gone

    def _bite(self, by: Actor) -> int:
        with self.desk.store.begin(by) as work:
            done = work.keys.encrypt(_BITE)
            if done:
                work.record("vault.encrypted", by.tenant_id, {"cells": done})
        return done

    def _sealed(self, tenant_id: str, sha256: str) -> bool:
        try:
            return self.seal_file(tenant_id, sha256)
        except NotFound:  # not kept any more
            return False

    def _files(self, by: Actor) -> Iterator[str]:
        scope = system_scope(by.tenant_id, "call", "read", _REASON)
        with self.desk.store.read(by) as work:
            query = Query(columns=("id", "media_sha256", "fingerprint"))
            rows = work.of(Call).rows(scope, query)
        yield from {row[name] for row in rows for name in ("media_sha256", "fingerprint")} - {None}


@frozen
class Rewrapping:
    """The job behind a rotation: `bite` keys at a time, and on from there when its worker died."""

    desk: Desk
    tenant_id: str
    bite: int = _KEYS

    @property
    def tasks(self) -> Sequence[Task]:
        """It may run twice."""
        return (Task(REWRAP, "analytics", self.run, "Wrap keys anew", "重新封装密钥"),)

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Until no data key is left to an older tenant key."""
        by, total, done, now = system_actor(self.tenant_id), int(args["keys"]), 0, 1
        while now:
            now = context.step(f"after {done}", lambda: rewrapped(self.desk.store, by, self.bite))
            done += now
            context.progress(done, max(done, total), "keys")
        return {"keys": done}


def rewrapped(store: Store, by: Actor, limit: int = _KEYS) -> int:
    """One bite in a transaction of its own; how many keys it wrapped."""
    with store.begin(by) as work:
        done = work.keys.rewrap(limit)
        if done:
            work.record("vault.rewrapped", by.tenant_id, {"keys": done})
    return done


def _known(culprit: str, value: str, among: Sequence[str]) -> None:
    if value not in among:
        raise Invalid(f"no {culprit} {value!r}", culprit=culprit, remedy=f"one of {among}")


def _calls(work: UnitOfWork, command: Shred) -> Sequence[str]:
    """The calls that lose something."""
    if command.kind == "call":
        return (command.subject_id,)
    rule = AnyOf((where(media_sha256=command.subject_id), where(fingerprint=command.subject_id)))
    scope = system_scope(work.actor.tenant_id, "call", "read", _HELD)
    return [row["id"] for row in work.of(Call).rows(scope, Query(where=rule, columns=("id",)))]
