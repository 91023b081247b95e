"""The keys of what is kept encrypted: how they stand, wrapping them anew, destroying one."""

from collections.abc import Callable, Iterator

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query
from revrise.ports.vault import KINDS, KeyStatus
from revrise.services.desk import Desk

_REASON = "find the files of calls, to encrypt those kept before there was a vault"
_BITE = 200


@frozen
class Encrypted:
    """What was sealed now: cells of rows, and files."""

    cells: int
    files: int


@frozen
class Vault:
    """Use cases around keys. `seal_file` seals one of a tenant's files; says if it was plain."""

    desk: Desk
    seal_file: Callable[[str, str], bool]

    def status(self, by: Actor) -> KeyStatus:
        """How the keys stand."""
        self.desk.scope(by, "vault")
        with self.desk.store.read(by) as work:
            return work.keys.status()

    def rotate(self, by: Actor) -> int:
        """A new tenant key under the master key of now; how many data keys it wraps.

        Nothing that is sealed is written again; a key of before opens until nothing needs it.
        """
        self.desk.scope(by, "vault", "manage")
        with self.desk.store.begin(by) as work:
            wrapped = work.keys.rotate()
            work.record("vault.rotated", by.tenant_id, {"keys": wrapped})
        return wrapped

    def encrypt(self, by: Actor) -> Encrypted:
        """Seals what was kept plain, in bites; may be stopped and begun again."""
        self.desk.scope(by, "vault", "manage")
        cells = 0
        while done := self._bite(by):
            cells += done
        return Encrypted(cells, sum(self._sealed(by.tenant_id, one) for one in self._files(by)))

    def shred(self, kind: str, subject_id: str, by: Actor) -> int:
        """Destroys the keys of a call's words or of a file for good; how many there were.

        Done again it is 0. Raises Invalid for what has no key of its own.
        """
        if kind not in KINDS[:2]:
            raise Invalid(f"no kind {kind!r}", culprit="kind", remedy=f"one of {KINDS[:2]}")
        self.desk.scope(by, "vault", "manage")
        with self.desk.store.begin(by) as work:
            gone = work.keys.shred(kind, subject_id)
            work.record("vault.shredded", subject_id, {"kind": kind, "keys": gone})
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
