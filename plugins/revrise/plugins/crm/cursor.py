"""How far a pull has come: the files already read, and the row inside the current entity."""

import json
from collections.abc import Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from revrise.core.errors import Invalid
from revrise.plugins.crm.encoding import FileState

# Files of one entity by name: all of them are read again when one changes, because ids are
# unique across them.
Files = Mapping[str, FileState]
_VERSION = 1


@frozen
class Cursor:
    """The state after a page, for one mapping; entities are named by their key in it."""

    mapping: str
    done: Mapping[str, Files] = field(factory=dict)
    entity: str = ""
    files: Files = field(factory=dict)
    rows: int = 0

    def at(self, entity: str, files: Files, rows: int) -> Self:
        """In the middle of an entity, after `rows` of its rows."""
        return evolve(self, entity=entity, files=files, rows=rows)

    def finished(self, entity: str, files: Files) -> Self:
        """After the last row of an entity."""
        done = {**self.done, entity: files}
        return evolve(self, done=done, entity="", files={}, rows=0)

    def skipped(self, entity: str, files: Files) -> int:
        """How many rows of an entity were sent before; 0 when its files changed since."""
        return self.rows if entity == self.entity and _same(files, self.files) else 0

    def knows(self, entity: str, files: Files) -> bool:
        """Whether exactly these contents of an entity were read to the end."""
        return entity in self.done and _same(files, self.done[entity])

    def dump(self) -> str:
        """As text."""
        return json.dumps(
            {
                "v": _VERSION,
                "mapping": self.mapping,
                "done": {key: _plain(files) for key, files in self.done.items()},
                "at": [self.entity, _plain(self.files), self.rows],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )


def load(text: str | None, mapping: str) -> Cursor:
    """The cursor in a text; a fresh one for None or a cursor of another mapping.

    Raises Invalid on a text that is no cursor.
    """
    if text is None:
        return Cursor(mapping)
    try:
        found = json.loads(text)
        entity, files, rows = found["at"]
        done = {key: _files(value) for key, value in found["done"].items()}
        read = Cursor(str(found["mapping"]), done, str(entity), _files(files), int(rows))
        known = found["v"] == _VERSION and read.rows >= 0
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known = False
    if not known:
        raise Invalid("is no cursor of the csv connector", culprit="cursor", remedy="pull afresh")
    return read if read.mapping == mapping else Cursor(mapping)


def _same(new: Files, old: Files) -> bool:
    return {name: state.sha256 for name, state in new.items()} == {
        name: state.sha256 for name, state in old.items()
    }


def _plain(files: Files) -> dict[str, list[Any]]:
    return {name: [state.size, state.mtime, state.sha256] for name, state in files.items()}


def _files(plain: Mapping[str, Any]) -> Files:
    return {
        name: FileState(int(size), int(mtime), str(sha))
        for name, (size, mtime, sha) in plain.items()
    }
