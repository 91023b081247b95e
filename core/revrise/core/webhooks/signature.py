"""Signing by Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def secret(random: bytes) -> str:
    """A secret of random bytes, as receivers keep it."""
    return PREFIX + b64encode(random).decode()


def sign(message_id: str, at: datetime, body: bytes, secrets: Iterable[str]) -> Mapping[str, str]:
    """The headers of a message: one signature for each secret, so that secrets can rotate."""
    stamp = str(int(at.timestamp()))
    signed = f"{message_id}.{stamp}.".encode() + body
    marks = (
        b64encode(hmac.digest(b64decode(one.removeprefix(PREFIX)), signed, "sha256")).decode()
        for one in secrets
    )
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{mark}" for mark in marks),
    }
