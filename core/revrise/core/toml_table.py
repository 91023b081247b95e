"""Reading a table of TOML data so that every error names its key."""

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.storable import UNKEPT

T = TypeVar("T")


@frozen
class Table:
    """Values of a TOML table at `path`, e.g. `discovery.toml: criteria[2]`."""

    path: str
    values: Mapping[str, Any]

    def fail(self, key: str, problem: str, remedy: str = "") -> Invalid:
        """The error of a key."""
        joint = "" if self.path.endswith(": ") else "."
        return Invalid(problem, culprit=f"{self.path}{joint}{key}", remedy=remedy)

    def only(self, *known: str) -> None:
        """Raises Invalid for a key that means nothing."""
        for key in self.values:
            if key not in known:
                raise self.fail(key, "unknown key", f"known here: {', '.join(known)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, "must be a text")
        return value

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> Any:
        """One of a few texts."""
        value = self.values.get(key, default)
        if value not in choices:
            raise self.fail(key, f"must be one of {', '.join(choices)}")
        return value

    def whole(self, key: str, default: int | None = None, *, least: int = 1) -> int:
        """A whole number not below `least`."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail(key, "must be a whole number")
        if value < least:
            raise self.fail(key, f"must be > {least - 1}")
        return value

    def number(self, key: str, least: float = 0) -> float:
        """A number not below `least`."""
        value = self.values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not value < math.inf:
            raise self.fail(key, "must be a number")
        if value < least:
            raise self.fail(key, f"must be >= {least:g}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, "must be a list of texts")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A table within."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.fail(key, "must be a table")
        return Table(self._under(key), value)

    def tables(self, key: str, read: Callable[["Table"], T]) -> tuple[T, ...]:
        """A list of tables, each read; empty where missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(key, "must be a list of tables")
        return tuple(
            read(Table(self._under(f"{key}[{number}]"), item)) for number, item in enumerate(value)
        )

    def named(self, make: Callable[[], T]) -> T:
        """Makes a thing; puts file and path before the key that its constructor complains about."""
        try:
            return make()
        except Invalid as error:
            raise self.fail(error.culprit, error.message, error.remedy) from None

    def _under(self, key: str) -> str:
        return self.fail(key, "").culprit


def table_of(text: str, name: str) -> Table:
    """The whole of a TOML text; `name` is its file for errors. Raises Invalid with the line."""
    try:
        values = tomllib.loads(text)
        bad = next((key for key, value in values.items() if _unkept([key, value])), None)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid(f"no TOML: {error}", culprit=name) from None
    table = Table(f"{name}: ", values)
    if bad is not None:
        raise table.fail(bad, "holds a NUL character")
    return table


def _unkept(value: Any) -> bool:
    r"""Whether it holds a character that no store keeps: `\u0000` writes one."""
    if isinstance(value, dict):
        return any(_unkept(name) or _unkept(one) for name, one in value.items())
    if isinstance(value, list):
        return any(map(_unkept, value))
    return isinstance(value, str) and UNKEPT.search(value) is not None
