"""Signed checkpoints of the chain: in the database, and outside where nobody can take them back."""

import logging
from collections.abc import Callable
from datetime import timedelta

from attrs import frozen

from revrise.core.errors import Conflict, Fatal, Invalid, RevRiseError
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.audit import GENESIS, verify
from revrise.core.governance.checkpoint import Checkpoint, line, statement
from revrise.core.governance.rule import Column, Compare, Const
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.signing import Anchor, PublicKey, Signer
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

SIGNED = "audit.checkpoint_signed"
_REASON = "sign the head of the audit chain"
_log = logging.getLogger("revrise.audit")


@frozen
class Pace:
    """How far the chain may grow, and how long it may wait, before it is signed."""

    minutes: int = 60
    entries: int = 1_000


@frozen
class Checkpoints:
    """The use cases. Signer and anchor are asked for late: most commands need neither."""

    desk: Desk
    tenant_id: str
    signer: Callable[[], Signer]
    anchor: Callable[[], Anchor]
    pace: Pace = Pace()

    def take(self, by: Actor) -> Checkpoint:
        """Signs the newest entry; where none came since the last checkpoint, that one.

        Raises Refused for who may not, Invalid for an empty chain, Fatal where the chain does not
        continue from the last checkpoint, Retriable where it cannot be kept outside.
        """
        write = self.desk.scope(by, "audit_checkpoint", "create")
        read = self.desk.scope(by, "audit_checkpoint")
        last, head = self._last(by, read), self.desk.store.audit_head(by.tenant_id)
        if head is None:
            raise Invalid("there is no entry to sign yet", culprit="audit")
        if last is not None and self._new(last, head[0]) == 0:
            return last
        return self._sign(head, last, by, write)

    def newest(self, by: Actor) -> Checkpoint | None:
        """The last one. Raises Refused for who may not read them."""
        return self._last(by, self.desk.scope(by, "audit_checkpoint"))

    def waiting(self, by: Actor) -> int:
        """How many entries no checkpoint covers yet."""
        self.desk.scope(by, "audit")
        head = self.desk.store.audit_head(by.tenant_id)
        return self._new(self.newest(by), head[0]) if head else 0

    def due(self) -> Checkpoint | None:
        """A worker's look: signs when it is time. What goes wrong is logged, and tried again."""
        try:
            return self._due()
        except Conflict:  # another worker was quicker
            return None
        except RevRiseError as error:
            _log.error("no checkpoint: %s", error)
            return None

    def rotate(self, by: Actor) -> PublicKey:
        """A new key signs from now on. Raises Refused, and Misconfigured as the signer does."""
        self.desk.scope(by, "audit_checkpoint", "create")
        key = self.signer().rotate()
        with self.desk.store.begin(by) as work:
            work.record("audit.key_rotated", key.id)
        return key

    def _due(self) -> Checkpoint | None:
        head = self.desk.store.audit_head(self.tenant_id)
        if head is None:
            return None
        by = system_actor(self.tenant_id)
        last = self._last(by, system_scope(self.tenant_id, "audit_checkpoint", "read", _REASON))
        new = self._new(last, head[0])
        late = last is None or self.desk.clock.now() - last.at >= timedelta(
            minutes=self.pace.minutes
        )
        if new == 0 or not (late or new >= self.pace.entries):
            return None
        write = system_scope(self.tenant_id, "audit_checkpoint", "create", _REASON)
        return self._sign(head, last, by, write)

    def _sign(
        self, head: tuple[int, str], last: Checkpoint | None, by: Actor, scope: Scope
    ) -> Checkpoint:
        """First outside, then in the database: what is known here can be proved there."""
        self._continues(head, last)
        now, (seq, hash_) = self.desk.clock.now(), head
        signed = self.signer().sign(statement(by.tenant_id, seq, hash_, now))
        key = signed.key
        made = Checkpoint(
            derived("chk", str(seq), key.id), seq, hash_, now, key.id, key.hex, signed.signature
        )
        self.anchor().keep(line(by.tenant_id, made))
        with self.desk.store.begin(by) as work:
            work.of(Checkpoint).add(made, scope)
            work.record(SIGNED, made.id, {"seq": seq, "key": key.id})
        return made

    def _continues(self, head: tuple[int, str], last: Checkpoint | None) -> None:
        """Nothing broken is signed: what came since the last checkpoint follows from it."""
        since = (last.seq, last.hash) if last else (0, GENESIS)
        read = system_scope(self.tenant_id, "audit", "read", _REASON)
        newer = Query(Compare(">", Column("seq"), Const(since[0])))
        breach = verify(self.desk.store.audit_stream(read, newer), head, since=since)
        if breach is not None:
            raise Fatal(
                f"the chain is broken at entry {breach.seq}: {breach.reason}",
                culprit="audit",
                remedy="see what `revrise audit verify` finds",
            )

    def _last(self, by: Actor, scope: Scope) -> Checkpoint | None:
        with self.desk.store.read(by) as work:
            return last(work, scope)

    def _new(self, one: Checkpoint | None, head: int) -> int:
        """Entries since, the one that tells of the checkpoint itself not counted."""
        return max(0, head - one.seq - 1) if one else head


def last(work: UnitOfWork, scope: Scope) -> Checkpoint | None:
    """The newest checkpoint."""
    query = Query(order=(("seq", True),), limit=1)
    found = work.of(Checkpoint).load_many(scope, query)
    return found[0] if found else None
