"""Signing by Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

PREFIX = "whsec_"
SECRET_BYTES = 32
# How far the sender's clock may be off, and how long a message that was overheard is good for.
TOLERANCE = timedelta(minutes=5)
_MOST_SIGNATURES = 10
_LONGEST_ID = 200


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


def verify(
    headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime
) -> str | None:
    """What a message is known by (its id and its time); None unless one of the secrets signed it.

    Header names are in lower case. Every secret is tried on every signature, in a time that says
    nothing about which fits.
    """
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or len(message_id) > _LONGEST_ID or not _in_time(stamp, now):
        return None
    signed = f"{message_id}.{stamp}.".encode() + body
    given = [
        mark.removeprefix("v1,").encode()
        for mark in headers.get("webhook-signature", "").split(" ")[:_MOST_SIGNATURES]
        if mark.startswith("v1,")
    ]
    good = False
    for one in secrets:
        made = b64encode(hmac.digest(b64decode(one.removeprefix(PREFIX)), signed, "sha256"))
        for mark in given:
            good |= hmac.compare_digest(mark, made)
    return f"{message_id}@{stamp}" if good else None


def _in_time(stamp: str, now: datetime) -> bool:
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= len("99999999999")):
        return False
    return abs(now.timestamp() - int(stamp)) <= TOLERANCE.total_seconds()
