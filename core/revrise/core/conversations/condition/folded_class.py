r"""Classes `[…]` of regular expressions, as what they say of folded text.

In folded text no full-width, upper-case or traditional character is left: a class finds what its
members became. A member that became several characters ("…" is three) is found whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from revrise.core.conversations.words.folding import BLOCK, folds

_MEMBER = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\}|[0-7]{1,3}|.)|.", re.DOTALL
)
# What Python may read as sets within sets one day, and warns of: `[` and doubled operators.
_RESERVED = re.compile(r"(\\.)|(?<=.)\[|(?<=([-&~|]))\2", re.DOTALL)
_KINDS = frozenset({r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"})
_CONTROLS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_Range = tuple[int, int]


def folded(written: str) -> str:
    """A class that finds in folded text what `written`, in brackets, finds in any.

    Raises re.error for what is no class.
    """
    written = _RESERVED.sub(lambda found: found[1] or f"\\{found[0]}", written)
    re.compile(written)
    negated = written.startswith("[^")
    kinds, became, ranges = _read(_MEMBER.findall(written[1 + negated : -1]))
    ranges += [(ord(one), ord(one)) for one in became if len(one) == 1]
    single = "".join([*sorted(kinds), *map(_spelled, _joined(ranges))])
    longer = sorted((one for one in became if len(one) > 1), key=lambda one: (-len(one), one))
    spelled = "|".join(map(re.escape, longer))
    if negated:
        other = f"[^{single}]" if single else r"[\s\S]"
        return f"(?:(?!{spelled}){other})" if spelled else other
    # The longest of them is taken and no other tried, so that a class has one way to match.
    return f"(?>{spelled}{f'|[{single}]' if single else ''})" if spelled else f"[{single}]"


def _read(members: Sequence[str]) -> tuple[set[str], set[str], list[_Range]]:
    """Its kinds, as "digits", what its characters became, and its ranges that are wide."""
    kinds: set[str] = set()
    became: set[str] = set()
    wide: list[_Range] = []
    at = 0
    while at < len(members):
        first, at = members[at], at + 1
        if first in _KINDS:
            kinds.add(first)
            continue
        last = first
        if at + 1 < len(members) and members[at] == "-":
            last, at = members[at + 1], at + 2
        reach = _code(first), _code(last)
        became |= folds(*reach)
        if reach[1] - reach[0] >= BLOCK:
            wide.append(reach)
    return kinds, became, wide


def _code(member: str) -> int:
    """What a member stands for, read as Python reads it."""
    if len(member) == 1:
        return ord(member)
    kind, code = member[1], member[2:]
    if code and kind == "N":
        return ord(unicodedata.lookup(code[1:-1]))
    if kind.isdigit() and kind.isascii():
        return int(member[1:], 8)
    return int(code, 16) if code else ord(_CONTROLS.get(kind, kind))


def _joined(ranges: Iterable[_Range]) -> list[_Range]:
    """Ranges in order, those that touch as one."""
    joined: list[_Range] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _spelled(reach: _Range) -> str:
    first, last = (re.escape(chr(code)) for code in reach)
    return first if first == last else f"{first}-{last}"
