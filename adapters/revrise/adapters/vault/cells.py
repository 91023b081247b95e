"""One sealed cell as text: which key, then nonce and ciphertext in base64."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from revrise.adapters.vault.cipher import seal, unseal

_MARK, _FIELD = "rv1:", "sealed"


def closed(value: Any, key_id: str, key: bytes, place: Sequence[str]) -> dict[str, str]:
    """A cell of JSON, sealed; itself JSON."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    text = b64encode(seal(key, plain, (*place, key_id))).decode()
    return {_FIELD: f"{_MARK}{key_id}:{text}"}


def key_of(cell: Any) -> str | None:
    """The id of the key that sealed it; None for a cell that is plain."""
    text = cell.get(_FIELD) if isinstance(cell, dict) and len(cell) == 1 else None
    if not isinstance(text, str) or not text.startswith(_MARK):
        return None
    return text.removeprefix(_MARK).partition(":")[0]


def opened(cell: dict[str, str], key_id: str, key: bytes, place: Sequence[str]) -> Any:
    """What was sealed. Raises Fatal for a cell that was changed, cut or put elsewhere."""
    text = cell[_FIELD].removeprefix(_MARK).partition(":")[2]
    try:
        sealed = b64decode(text, validate=True)
    except ValueError:
        sealed = b""
    return json.loads(unseal(key, sealed, (*place, key_id)))
