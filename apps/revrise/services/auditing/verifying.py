"""Whether the audit chain still holds, told by itself, by its checkpoints and by those outside."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import Breach, verify
from revrise.core.governance.checkpoint import Checkpoint, from_line, statement
from revrise.ports.query import Query
from revrise.ports.signing import Anchor, PublicKey, Signer
from revrise.services.auditing.counted import Counted
from revrise.services.desk import Desk

REWRITTEN = "two checkpoints of this entry differ: the chain was rewritten"
FORGED = "the checkpoint of this entry is not signed by a known key"
_SHOWN = 10_000


@frozen
class Proof:
    """What was checked.

    `checkpoints` of the database and `outside` of the file `against` agreed with the chain;
    `uncovered` entries came after the last of either. `breach` is None when everything holds.
    Without checkpoints from outside a cut tail and a chain written anew stay unseen where the
    checkpoints of the database went with them.
    """

    entries: int
    head: str | None
    breach: Breach | None
    checkpoints: int
    outside: int
    against: str
    uncovered: int
    keys: tuple[str, ...]


@frozen
class Verifying:
    """The use case."""

    desk: Desk
    signer: Callable[[], Signer]
    anchor: Callable[[], Anchor]

    def verify(
        self,
        by: Actor,
        against: Iterable[str] | None = None,
        name: str = "",
        keys: Sequence[str] = (),
    ) -> Proof:
        """Reads the whole chain, an entry at a time.

        `against` are lines of checkpoints from outside, called `name`; None takes those this
        installation keeps. `keys` are the public keys to trust, in hex; none: those that signed
        here. Raises Refused for who may not, Invalid for lines without a checkpoint of the tenant.
        """
        scope = self.desk.scope(by, "audit", "verify")
        # The head first: what is appended meanwhile makes the chain longer, never shorter.
        head = self.desk.store.audit_head(by.tenant_id)
        trusted = frozenset(keys) or frozenset(key.hex for key in self.signer().known())
        kept = _Kept(by.tenant_id, self.signer(), trusted)
        stored = kept.take(self._stored(by))
        outside = kept.take(self._outside(by, against))
        if against is not None and not outside:
            raise Invalid("holds no checkpoint of this tenant", culprit=name or "checkpoints")
        chain = Counted(self.desk.store.audit_stream(scope))
        breach = verify(chain, head, kept.hashes) or kept.breach
        return Proof(
            chain.count,
            head[1] if head else None,
            breach,
            stored,
            outside,
            (name or self.anchor().place) if outside else "",
            max(0, (head[0] if head else 0) - max(kept.hashes, default=0)),
            tuple(sorted(kept.keys)),
        )

    def keys(self, by: Actor) -> Sequence[PublicKey]:
        """Every public key that signed here, the newest last. Raises Refused as `verify`."""
        self.desk.scope(by, "audit", "verify")
        return self.signer().known()

    def _stored(self, by: Actor) -> Iterator[Checkpoint]:
        after = None
        scope = self.desk.scope(by, "audit_checkpoint")
        while True:
            with self.desk.store.read(by) as work:
                found = work.of(Checkpoint).load_many(
                    scope, Query(order=(("seq", False),), limit=_SHOWN, after=after)
                )
            yield from found
            if len(found) < _SHOWN:
                return
            after = found[-1].id

    def _outside(self, by: Actor, against: Iterable[str] | None) -> Iterator[Checkpoint]:
        """A line that is no checkpoint, such as one half written at a power cut, counts nothing."""
        for text in self.anchor().lines() if against is None else against:
            try:
                tenant, one = from_line(text)
            except Invalid:
                continue
            if tenant == by.tenant_id:
                yield one


@define
class _Kept:
    """Entries and their hashes as checkpoints say, and the first that cannot be true."""

    tenant_id: str
    signer: Signer
    trusted: frozenset[str]
    hashes: dict[int, str] = field(factory=dict)
    keys: set[str] = field(factory=set)
    breach: Breach | None = None

    def take(self, checkpoints: Iterator[Checkpoint]) -> int:
        """Says how many there were."""
        count = 0
        for count, one in enumerate(checkpoints, 1):  # noqa: B007
            self._one(one)
        return count

    def _one(self, one: Checkpoint) -> None:
        message = statement(self.tenant_id, one.seq, one.hash, one.at)
        known = one.public_key in self.trusted
        if not known or not self.signer.holds(one.public_key, message, one.signature):
            self._wrong(one.seq, FORGED)
        elif self.hashes.setdefault(one.seq, one.hash) != one.hash:
            self._wrong(one.seq, REWRITTEN)
        self.keys.add(one.key_id)

    def _wrong(self, seq: int, reason: str) -> None:
        if self.breach is None or seq < self.breach.seq:
            self.breach = Breach(seq, reason)


def told(proof: Proof) -> Mapping[str, Any]:
    """The proof as plain values, for programs."""
    breach = proof.breach
    return {
        "entries": proof.entries,
        "head": proof.head,
        "breach": None if breach is None else {"seq": breach.seq, "reason": breach.reason},
        "checkpoints": proof.checkpoints,
        "outside": proof.outside,
        "against": proof.against,
        "uncovered": proof.uncovered,
        "keys": list(proof.keys),
    }
