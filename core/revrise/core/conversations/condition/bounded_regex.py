r"""Regular expressions that a stranger may write: what one costs is bounded before it runs.

A subset of Python's: characters, classes, `.`, `^`, `$`, `\w \d \s \b` and their opposites,
groups, `|`, `? * + {m,n}`, also with `?` behind them. `*`, `+` and `{m,}` reach at most `REACH`
times. The ways in which a pattern can match from one place are counted; more than `WAYS` are
refused, so a text costs at most so many attempts a character, and how much text is looked at
follows from them. What it is made of is folded as phrases are (see `folding`): it is for folded
text.
"""

import re
import unicodedata
from collections.abc import Iterator

from attrs import Factory, define, frozen

from revrise.core.conversations.condition import folded_class
from revrise.core.conversations.words.folding import fold
from revrise.core.errors import Invalid

REACH, WAYS, LONGEST = 50, 10_000, 500
_MOST, _DEEPEST = 200, 20
# Attempts in one call, of 50 ns mostly: the costliest pattern sees half a million characters, nine
# hours of talk. And attempts of one search, which lets no other thread of the process go on.
_IN_A_CALL, _AT_ONCE = 5_000_000_000, 20_000_000
_OPEN = {"*": (0, REACH), "+": (1, REACH), "?": (0, 1)}
_REPEAT = re.compile(r"\{(?!\})([0-9]*)(,?)([0-9]*)\}")  # all that Python reads as one
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_KNOWN = frozenset("wWdDsSbB")


@frozen
class BoundedRegex:
    """A pattern that matches in so many `ways` from one place at most."""

    pattern: re.Pattern[str]
    ways: int

    @property
    def reach(self) -> int:
        """How many characters of a call it is looked for in; later ones it does not find."""
        return _IN_A_CALL // max(1, self.ways)

    def spans(self, text: str, most: int | None = None) -> Iterator[tuple[int, int]]:
        """Where it is found and is not empty, in order; it begins in the first `most` characters.

        In a long text place by place: other threads go on meanwhile.
        """
        end = len(text) if most is None else min(most, len(text))
        found = self._by_place(text, end)
        if len(text) * self.ways <= _AT_ONCE:
            found = (one.span() for one in self.pattern.finditer(text))
        return ((start, stop) for start, stop in found if start < stop and start < end)

    def _by_place(self, text: str, end: int) -> Iterator[tuple[int, int]]:
        at, match = 0, self.pattern.match
        while at < end:
            one = match(text, at)
            if one is not None:
                yield one.span()
            at = max(at + 1, one.end() if one else 0)


def bounded(pattern: str) -> BoundedRegex:
    """Compiles a pattern to be looked for in folded text, so deaf to case, width and tradition.

    Raises Invalid for one that is none, or costs too much.
    """
    if len(pattern) > LONGEST:
        raise _refused(pattern, f"longer than {LONGEST} characters")
    reader = _Reader(unicodedata.normalize("NFC", pattern))
    try:
        ways = reader.alternatives()
        if reader.at < len(reader.text):
            raise _refused(pattern, "a bracket closes that never opened")
        if ways > WAYS:
            raise _refused(
                pattern,
                "it can match in too many ways",
                "write {0,20} instead of *, or a phrase with * for words between",
            )
        return BoundedRegex(re.compile("".join(reader.written)), ways)
    except re.error as error:
        raise _refused(pattern, str(error)) from None


def _literal(character: str) -> str:
    """A character as it is found in folded text; those of ASCII keep what they mean."""
    if character.isascii():
        return character.lower()
    became = fold(character).text
    return re.escape(became) if len(became) == 1 else f"(?:{re.escape(became)})"


def _refused(pattern: str, why: str, remedy: str = "") -> Invalid:
    return Invalid(
        f"no regular expression: {why}",
        culprit=f"regexes: {pattern[:80]}",
        remedy=remedy or "escape special characters with a backslash",
    )


@define
class _Reader:
    """Reads a pattern, counts its ways, and writes it with its open repeats closed."""

    text: str
    at: int = 0
    written: list[str] = Factory(list)
    repeats: int = 0
    depth: int = 0

    def alternatives(self) -> int:
        ways = self._row()
        while self._peek() == "|":
            self._take("|")
            ways += self._row()
        return ways

    def _row(self) -> int:
        ways = 1
        while self._peek() not in {"", "|", ")"}:
            before, one = self.repeats, self._one()
            ways = min(ways * self._repeated(one, holds=self.repeats > before), WAYS + 1)
        return ways

    def _one(self) -> int:
        """One thing; in how many ways it matches."""
        if self._peek() == "(":
            return self._group()
        if self._peek() == "\\":
            return self._escaped()
        if self._peek() == "[":
            found = _CLASS.match(self.text, self.at)
            if not found:
                raise _refused(self.text, "a class [ that is not closed")
            self.written.append(folded_class.folded(found[0]))
            self.at = found.end()
            return 1
        if self._peek() in "*+?":
            raise _refused(self.text, "nothing to repeat")
        self._skip(1, _literal(self._peek()))
        return 1

    def _group(self) -> int:
        if self.text.startswith("(?", self.at) and not self.text.startswith("(?:", self.at):
            raise _refused(self.text, "only plain groups: no look-around, flags, names")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _refused(self.text, f"more than {_DEEPEST} groups inside each other")
        self._skip(3 if self.text.startswith("(?:", self.at) else 1, "(?:")
        ways = self.alternatives()
        if self._peek() != ")":
            raise _refused(self.text, "a group ( that is not closed")
        self._take(")")
        self.depth -= 1
        return ways

    def _escaped(self) -> int:
        after = self.text[self.at + 1 : self.at + 2]
        if not after or (after.isascii() and after.isalnum() and after not in _KNOWN):
            raise _refused(self.text, f"unknown escape \\{after}")
        self._skip(2, f"\\{after}" if after.isascii() else _literal(after))
        return 1

    def _repeated(self, ways: int, *, holds: bool) -> int:
        """The ways of a thing with the repeat behind it; whether it holds a repeat itself."""
        least, most = self._times()
        if most is None:
            return ways
        if holds and most > 1:
            raise _refused(
                self.text, "a repeat inside a repeat", "use a phrase with * for words between"
            )
        self.repeats += most > 1
        if self._peek() == "?":
            self._take("?")
        if self._peek() in {"*", "+", "?"}:
            raise _refused(self.text, "a repeat of a repeat")
        if ways == 1:
            return most - least + 1
        return min(sum(int(ways**times) for times in range(least, most + 1)), WAYS + 1)

    def _times(self) -> tuple[int, int | None]:
        mark = self._peek()
        if mark in _OPEN:
            least, most = _OPEN[mark]
            self._skip(1, f"{{{least},{most}}}")
            return least, most
        found = _REPEAT.match(self.text, self.at)
        if not found:
            return 1, None
        least = int(found[1] or 0)
        most = int(found[3]) if found[3] else (max(least, REACH) if found[2] else least)
        if not least <= most <= _MOST:
            raise _refused(self.text, f"a repeat {found[0]}, at most {_MOST}")
        self._skip(len(found[0]), f"{{{least},{most}}}")
        return least, most

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self, text: str) -> None:
        self._skip(len(text), text)

    def _skip(self, length: int, written: str) -> None:
        self.at += length
        self.written.append(written)
