"""The audit chain: append-only entries of a tenant, each bound to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from json.encoder import encode_basestring as _text
from types import MappingProxyType
from typing import Any

from attrs import Factory, evolve, frozen

from revrise.core.errors import Invalid
from revrise.core.period import utc

GENESIS = "0" * 64
NOTHING_KEPT: Mapping[int, str] = MappingProxyType({})


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
        return _encoded(value).encode()
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
    """The SHA-256 (hex) an untouched entry carries as its hash.

    Raises Invalid for an entry without canonical JSON.
    """
    return hashlib.sha256(body(entry)).hexdigest()


def body(entry: AuditEntry) -> bytes:
    """The canonical JSON of all of an entry but its hash: put together here, millions are read."""
    try:
        return (
            f'{{"action":{_text(entry.action)},"actor_id":{_text(entry.actor_id)}'
            f',"at":"{utc(entry.at).isoformat()}","changes":{_text(entry.changes)}'
            f',"detail":{_encoded(dict(entry.detail)) if entry.detail else "{}"}'
            f',"previous":{_text(entry.previous)},"seq":{int(entry.seq)}'
            f',"subject":{_text(entry.subject)},"tenant_id":{_text(entry.tenant_id)}}}'
        ).encode()
    except (TypeError, ValueError) as error:
        raise Invalid(f"no canonical JSON: {error}") from None


def verify(
    chain: Iterable[AuditEntry],
    head: tuple[int, str] | None = None,
    kept: Mapping[int, str] = NOTHING_KEPT,
    since: tuple[int, str] = (0, GENESIS),
) -> Breach | None:
    """The first breach of a tenant's chain in order, or None. Reads one entry at a time.

    Finds edits, deletions, insertions and reordering; with `head` = (seq, hash), or any number of
    such pairs in `kept`, that are kept elsewhere also truncation and a rewrite of the whole chain.
    `since` is the entry before the first one of a part of a chain.
    """
    last_seq, last_hash = since
    known: dict[int, set[str]] = {}
    for seq, hash_ in (*kept.items(), *((head,) if head else ())):
        known.setdefault(seq, set()).add(hash_)
    for entry in chain:
        if (reason := _wrong(entry, last_seq, last_hash)) is not None:
            return Breach(last_seq + 1, reason)
        if (said := known.get(entry.seq)) is not None and said != {entry.hash}:
            return Breach(entry.seq, "differs from the checkpoint: the chain was rewritten")
        last_seq, last_hash = entry.seq, entry.hash
    if max(known, default=0) > last_seq:
        return Breach(last_seq + 1, "the chain ends before the checkpoint")
    return None


def _wrong(entry: AuditEntry, last_seq: int, last_hash: str) -> str | None:
    """Why an entry cannot stand behind the one before."""
    if entry.seq != last_seq + 1:
        return f"expected entry {last_seq + 1}, found {entry.seq}"
    if entry.previous != last_hash:
        return "does not follow the entry before it"
    return None if _untouched(entry) else "was changed after it was written"


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


# One encoder for all: to make one costs more than what it encodes.
_encoded = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
).encode
