"""When a tracker is met: words said, how often, by whom, when, how near; silence and pace.

Conditions nest. All times are in ms.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from revrise.core.conversations.condition.bounded_regex import BoundedRegex, bounded
from revrise.core.conversations.transcript import Side


def _compiled(patterns: Iterable[str]) -> tuple[BoundedRegex, ...]:
    return tuple(map(bounded, patterns))


@frozen
class Term:
    """Phrases (see `phrases`) and regular expressions (see `bounded_regex`), heard `times` or more.

    `side` says from whom (None: anybody), `from_ms` and `until_ms` in which part of the call; below
    zero they count from its end. What is untimed lies in no part. Raises Invalid for a pattern that
    is no regular expression or costs too much.
    """

    phrases: tuple[str, ...] = ()
    regexes: tuple[BoundedRegex, ...] = field(default=(), converter=_compiled)
    side: Side | None = None
    times: int = 1
    from_ms: int | None = None
    until_ms: int | None = None


@frozen
class AtLeast:
    """`n` or more of the conditions are met; of one condition it is "any", of `n` "all"."""

    n: int
    of: tuple["Condition", ...]


@frozen
class NoneOf:
    """None of the conditions is met."""

    of: tuple["Condition", ...]


@frozen
class Near:
    """Both are heard with at most `within_ms` between them, or `within_words` words or 字.

    `ordered`: the second after the first.
    """

    first: "Condition"
    second: "Condition"
    within_ms: int | None = None
    within_words: int | None = None
    ordered: bool = False


@frozen
class Silence:
    """Nobody speaks for longer than this, between two who spoke (`after` a side spoke last)."""

    longer_ms: int
    after: Side | None = None


@frozen
class Pace:
    """A side's speech rate (`speech_rate`: words or 字 a minute) is above or below."""

    side: Side
    above: float | None = None
    below: float | None = None


Condition: TypeAlias = Term | AtLeast | NoneOf | Near | Silence | Pace


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions right below one."""
    match condition:
        case AtLeast() | NoneOf():
            return condition.of
        case Near():
            return condition.first, condition.second
    return ()


def within(condition: Condition) -> Iterator[Condition]:
    """A condition and all below it."""
    yield condition
    for part in parts(condition):
        yield from within(part)
