"""Whom a name that is being typed after an `@` may mean."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

# The common characters of GB 2312 (its level 1) stand in the order of their pinyin: where each
# first letter begins. A character read in two ways counts under the one it stands at.
_BEGINS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_STARTS, _LAST = tuple(start for start, _ in _BEGINS), 0xD7F9


def suggested(typed: str, names: Mapping[str, str]) -> list[str]:
    """The ids of those whose name fits what was typed, the best first, by name among alike.

    A name fits by its beginning, by that of a later word, by a part in Chinese, or by the first
    letters of its characters' pinyin (`zw` for 张伟). Nothing typed fits everybody. Case and the
    number of blanks do not matter.
    """
    wanted = " ".join(typed.casefold().split())
    ranks = ((_rank(wanted, name.casefold()), name, one) for one, name in names.items())
    return [one for _, _, one in sorted(rank for rank in ranks if rank[0] is not None)]


def initials(name: str) -> str:
    """The first letter of each character's pinyin; what is no common character is left out."""
    return "".join(_letters(name))


def _rank(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    words = name.split()
    if any(" ".join(words[at:]).startswith(wanted) for at in range(1, len(words))):
        return 1
    if not wanted.isascii():
        return 2 if wanted in name else None
    return 3 if initials(name).startswith(wanted.replace(" ", "")) else None


def _letters(name: str) -> Iterator[str]:
    for character in name:
        code = character.encode("gb2312", "ignore")
        number = int.from_bytes(code, "big")
        if len(code) > 1 and _STARTS[0] <= number <= _LAST:
            yield _BEGINS[bisect_right(_STARTS, number) - 1][1]
