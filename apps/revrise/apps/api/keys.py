"""The key that cursors are signed with: one an installation, made when first needed."""

import os
import secrets
from pathlib import Path

_SIZE = 32


def signing_key(folder: Path) -> bytes:
    """The installation's key, the same for every process that shares the data folder."""
    path = folder / "api.key"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".api.key-{secrets.token_hex(8)}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(secrets.token_bytes(_SIZE))
    try:
        os.link(part, path)  # whole or not at all; whoever comes second takes the first one's
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return path.read_bytes()
