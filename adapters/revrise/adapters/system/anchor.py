"""Checkpoints in a file that is only ever appended to."""

import os
from collections.abc import Iterator
from pathlib import Path

from revrise.core.errors import Retriable

_NAME = "checkpoints.jsonl"


class FileAnchor:
    """Implements `ports.signing.Anchor`. A folder gets a file of its own name in it."""

    def __init__(self, path: Path) -> None:
        self._path = path / _NAME if path.is_dir() or not path.suffix else path

    @property
    def place(self) -> str:
        """See Anchor."""
        return str(self._path)

    def keep(self, line: str) -> None:
        """See Anchor. One write a line: several processes never mix theirs."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
            try:
                os.write(file, f"{line}\n".encode())
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise self._failed(error) from None

    def lines(self) -> Iterator[str]:
        """See Anchor."""
        try:
            if self._path.exists():
                with self._path.open(encoding="utf-8") as file:
                    yield from (line for line in file if line.strip())
        except (OSError, UnicodeDecodeError) as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> Retriable:
        return Retriable(
            f"checkpoints cannot be kept outside: {type(error).__name__}",
            culprit=self.place,
            remedy="see the setting audit.anchor",
        )
