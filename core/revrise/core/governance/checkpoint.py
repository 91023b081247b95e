"""A checkpoint: the head of an audit chain at a moment, signed, to be kept outside the database.

Whoever holds one can tell that the chain was cut off or written anew since; nobody can make one
without the signing key.
"""

import json
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.governance.audit import canonical

FORMAT = "revrise-audit-checkpoint-1"
_TEXTS = ("tenant_id", "hash", "at", "key_id", "public_key", "signature")


@frozen
class Checkpoint:
    """Entry `seq` of a tenant had this `hash` at `at`, says the key.

    `public_key` and `signature` (Ed25519) are hex; `key_id` is the beginning of the SHA-256 of
    the public key.
    """

    id: str
    seq: int
    hash: str
    at: datetime
    key_id: str
    public_key: str
    signature: str
    version: int = 1


def statement(tenant_id: str, seq: int, hash_: str, at: datetime) -> bytes:
    """What is signed: the canonical JSON of format, tenant, number, hash and time."""
    return canonical(
        {"format": FORMAT, "tenant_id": tenant_id, "seq": seq, "hash": hash_, "at": at}
    )


def line(tenant_id: str, one: Checkpoint) -> str:
    """The checkpoint as a line of JSON, for a file outside."""
    return canonical(
        {
            "format": FORMAT,
            "tenant_id": tenant_id,
            "seq": one.seq,
            "hash": one.hash,
            "at": one.at,
            "key_id": one.key_id,
            "public_key": one.public_key,
            "signature": one.signature,
        }
    ).decode()


def from_line(text: str) -> tuple[str, Checkpoint]:
    """The tenant and the checkpoint of a line. Raises Invalid for anything else."""
    try:
        found: Any = json.loads(text)
        if found["format"] != FORMAT or not all(isinstance(found[name], str) for name in _TEXTS):
            raise Invalid("this is no checkpoint", remedy="give a file of checkpoints")
        made = Checkpoint(
            id="",
            seq=int(found["seq"]),
            hash=found["hash"],
            at=datetime.fromisoformat(found["at"]),
            key_id=found["key_id"],
            public_key=found["public_key"],
            signature=found["signature"],
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Invalid("this is no checkpoint", remedy="give a file of checkpoints") from None
    return found["tenant_id"], made
