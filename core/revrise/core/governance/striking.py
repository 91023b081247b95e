"""Striking names out of whatever holds them: texts, lists, mappings, whole records."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

T = TypeVar("T")
ERASED = "[erased]"
_SHORTEST = 2
# Letters of Latin words; a Chinese sign beside a name does not make it part of a word.
_LATIN = "A-Za-z0-9_\u00c0-\u024f"
_NOT_AFTER, _NOT_BEFORE = f"(?<![{_LATIN}])", f"(?![{_LATIN}])"


@attrs.frozen
class Strike:
    """What names somebody. A word counts only as a whole word; letter case does not matter."""

    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    mark: str = ERASED

    def out_of(self, value: T) -> T:
        """The same without them; the very same thing where there were none."""
        found: Any = self._struck(value)
        return found  # type: ignore[no-any-return]

    def finds(self, value: object) -> bool:
        """Whether it holds one of them."""
        return self.out_of(value) is not value

    def _struck(self, value: Any) -> Any:
        if isinstance(value, str):
            text = self.pattern.sub(self.mark, value)
            return value if text == value else text
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, tuple | list):
            items = [self._struck(one) for one in value]
            return value if _same(items, value) else type(value)(items)
        if attrs.has(type(value)):
            return self._record(value)
        return value

    def _mapping(self, value: Mapping[Any, Any]) -> Any:
        items = {self._struck(key): self._struck(one) for key, one in value.items()}
        pairs = zip(items.items(), value.items(), strict=False)
        same = len(items) == len(value) and all(a is c and b is d for (a, b), (c, d) in pairs)
        return value if same else items

    def _record(self, value: Any) -> Any:
        changed = {}
        for field in attrs.fields(type(value)):
            if not field.init:
                continue
            before = getattr(value, field.name)
            after = self._struck(before)
            if after is not before:
                changed[field.name] = after
        return attrs.evolve(value, **changed) if changed else value


def strike(needles: Iterable[str | None], mark: str = ERASED) -> Strike:
    """What strikes out these names, addresses and log-ins; shorter than two signs they stay."""
    named = sorted({one.strip() for one in needles if one and len(one.strip()) >= _SHORTEST})
    longest = sorted(named, key=len, reverse=True)
    parts = "|".join(_word(one) for one in longest) or r"(?!)"
    return Strike(tuple(named), re.compile(parts, re.IGNORECASE), mark)


def _word(text: str) -> str:
    """Latin words have ends; Chinese names stand among other signs."""
    before = _NOT_AFTER if text[0].isascii() and text[0].isalnum() else ""
    after = _NOT_BEFORE if text[-1].isascii() and text[-1].isalnum() else ""
    return f"{before}{re.escape(text)}{after}"


def _same(items: list[Any], before: Any) -> bool:
    return all(one is other for one, other in zip(items, before, strict=True))
