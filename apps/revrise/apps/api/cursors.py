"""Cursors: opaque, signed, good only for the person, list, order and filter they came from."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from attrs import frozen

from revrise.apps.api.problems import Problem, Wrong
from revrise.core.bilingual import Bilingual

_SIZE = 12
_WRONG = Bilingual(
    "this cursor is not of this list; start from the first page",
    "该游标不属于此列表，请从第一页开始",
)


@frozen
class Cursors:
    """Writes and reads them with a key that all processes of an installation share."""

    key: bytes

    def write(self, place: Sequence[Any], about: str) -> str:
        """The place behind a row with these values; `about` names list, person, order, filter."""
        payload = msgspec.json.encode([_plain(value) for value in place])
        return urlsafe_b64encode(self._seal(payload, about) + payload).rstrip(b"=").decode()

    def read(self, text: str, about: str) -> tuple[Any, ...]:
        """The values again. Raises Problem for a cursor made up, changed or of another list."""
        try:
            raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            seal, payload = raw[:_SIZE], raw[_SIZE:]
            if not hmac.compare_digest(seal, self._seal(payload, about)):
                raise _refused()
            return tuple(_typed(value) for value in msgspec.json.decode(payload))
        except ValueError:
            raise _refused() from None

    def _seal(self, payload: bytes, about: str) -> bytes:
        return hmac.digest(self.key, about.encode() + b"\0" + payload, hashlib.sha256)[:_SIZE]


def _plain(value: Any) -> Any:
    return {"t": value.isoformat()} if isinstance(value, datetime) else value


def _typed(value: Any) -> Any:
    return datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value


def _refused() -> Problem:
    return Problem("invalid", _WRONG, errors=[Wrong("cursor", _WRONG, parameter="cursor")])
