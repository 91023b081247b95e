"""A table of a TOML file whose every error names the file and the key."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from attrs import frozen

from revrise.core.errors import Misconfigured


@frozen
class Section:
    """One table, the dotted `key` that leads to it and the `file` it stands in."""

    file: str
    key: str
    table: Mapping[str, Any]

    def wrong(self, name: str, message: str, remedy: str = "") -> Misconfigured:
        """The error for a key of this table, to raise; an empty name means the table itself."""
        path = ".".join(part for part in (self.key, name) if part)
        return Misconfigured(message, culprit=f"{self.file}: {path}", remedy=remedy)

    def only(self, allowed: Iterable[str]) -> None:
        """Raises Misconfigured for the first key that means nothing here."""
        known = tuple(allowed)
        for name in self.table:
            if name not in known:
                raise self.wrong(name, f"unknown key{did_you_mean(name, known)}")

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        found: str = self._typed(name, str, default, "text in quotes")
        return found

    def flag(self, name: str) -> bool:
        """True or false; false when absent."""
        found: bool = self._typed(name, bool, default=False, what="true or false")
        return found

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings; one string stands for a list of one."""
        found = self.table.get(name, default)
        items = (found,) if isinstance(found, str) else found
        if not isinstance(items, list | tuple) or not all(isinstance(i, str) for i in items):
            raise self.wrong(name, "must be text or a list of texts")
        return tuple(items)

    def section(self, name: str) -> "Section":
        """The table under a key; empty when absent."""
        return self.inner(name, self._typed(name, dict, {}, "a table"))

    def inner(self, name: str, table: Mapping[str, Any]) -> "Section":
        """A table found under `name`."""
        return Section(self.file, f"{self.key}.{name}" if self.key else name, table)

    def _typed(self, name: str, kind: type[Any], default: Any, what: str) -> Any:
        found = self.table.get(name, default)
        if not isinstance(found, kind):
            raise self.wrong(name, f"must be {what}, not {found!r}")
        return found


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?`, or nothing when no known name is close."""
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
