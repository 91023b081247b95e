"""The audit chain: append-only entries of a tenant, each bound to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, evolve, frozen

from revrise.core.errors import Invalid
from revrise.core.period import utc

GENESIS = "0" * 64


@frozen
class AuditEntry:
    """One operation: who, what, on which subject, when. Ids and hashes only, no personal data.

    `changes` is the SHA-256 over the rows the operation wrote; `hash` is that of the canonical
    JSON of everything else, `previous` included.
    """

    tenant_id: str
    seq: int
    at: datetime
    actor_id: str
    action: str
    subject: str
    detail: Mapping[str, Any] = Factory(dict)
    changes: str = ""
    previous: str = GENESIS
    hash: str = ""


@frozen
class Breach:
    """Where a chain stops being true, and why."""

    seq: int
    reason: str


def canonical(value: object) -> bytes:
    """Canonical JSON (version 1): sorted keys, no spaces, UTF-8, UTC times in ISO 8601.

    Raises Invalid for what has none: NaN, infinities, times without a zone, objects.
    """
    try:
        return json.dumps(
            value,
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
            allow_nan=False,
            default=_plain,
        ).encode()
    except (TypeError, ValueError) as error:
        raise Invalid(f"no canonical JSON: {error}") from None


def seal(entry: AuditEntry, previous: AuditEntry | None) -> AuditEntry:
    """The entry placed behind `previous` (None: first of its tenant) with its hash."""
    linked = evolve(
        entry,
        seq=previous.seq + 1 if previous else 1,
        previous=previous.hash if previous else GENESIS,
        hash="",
    )
    return evolve(linked, hash=digest(linked))


def digest(entry: AuditEntry) -> str:
    """The SHA-256 (hex) an untouched entry carries as its hash."""
    body = {
        name: getattr(entry, name)
        for name in ("tenant_id", "seq", "at", "actor_id", "action", "subject", "changes")
    }
    return hashlib.sha256(
        canonical({**body, "detail": dict(entry.detail), "previous": entry.previous})
    ).hexdigest()


def verify(chain: Iterable[AuditEntry], head: tuple[int, str] | None = None) -> Breach | None:
    """The first breach of a tenant's chain in order, or None.

    Finds edits, deletions, insertions and reordering; with `head` = (seq, hash) kept elsewhere
    also truncation and a rewrite of the whole chain.
    """
    last_seq, last_hash, seen_head = 0, GENESIS, head is None or head[0] == 0
    for entry in chain:
        if entry.seq != last_seq + 1:
            return Breach(last_seq + 1, f"expected entry {last_seq + 1}, found {entry.seq}")
        if entry.previous != last_hash:
            return Breach(entry.seq, "does not follow the entry before it")
        if not _untouched(entry):
            return Breach(entry.seq, "was changed after it was written")
        if head is not None and entry.seq == head[0]:
            if entry.hash != head[1]:
                return Breach(entry.seq, "differs from the checkpoint: the chain was rewritten")
            seen_head = True
        last_seq, last_hash = entry.seq, entry.hash
    return None if seen_head else Breach(last_seq + 1, "the chain ends before the checkpoint")


def _untouched(entry: AuditEntry) -> bool:
    try:
        return digest(entry) == entry.hash
    except Invalid:  # what was never sealed, such as NaN
        return False


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return utc(value).isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise Invalid(f"{type(value).__name__} has no canonical JSON")
