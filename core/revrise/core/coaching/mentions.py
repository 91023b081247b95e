"""Whom a text mentions: `@` and a name, in any script."""

from collections.abc import Collection, Iterator, Mapping

# The wide one is what keyboards for Chinese write.
MARKS = "@＠"


def mentioned(text: str, names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """For each mention the people it may mean, by id; more than one where they share a name.

    `names` is by id. The longest name wins; case does not matter. A first name in Latin script
    stands for who alone has it. What matches nobody is only text, and so is an address.
    """
    known = _known(names)
    longest = max(map(len, known), default=0)
    found = dict.fromkeys(
        people for rest in _after_at(text.casefold()) if (people := _named(rest, known, longest))
    )
    return tuple(found)


def _known(names: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Who is called so, by folded name; first names where one person alone has them."""
    whole: dict[str, list[str]] = {}
    first: dict[str, list[str]] = {}
    for person, name in names.items():
        words = name.casefold().split()
        if words:
            whole.setdefault(" ".join(words), []).append(person)
            first.setdefault(words[0], []).append(person)
    alone = {name: (who[0],) for name, who in first.items() if len(who) == 1 and name.isascii()}
    return alone | {name: tuple(sorted(who)) for name, who in whole.items()}


def _after_at(text: str) -> Iterator[str]:
    """What follows each `@` that does not stand inside an address."""
    for at, character in enumerate(text):
        if character in MARKS and not _letter(text[at - 1 : at]):
            yield text[at + 1 :]


def _named(rest: str, known: Mapping[str, Collection[str]], longest: int) -> tuple[str, ...]:
    for size in range(min(longest, len(rest)), 0, -1):
        inside = _letter(rest[size - 1 : size]) and _letter(rest[size : size + 1])
        if not inside and (people := known.get(rest[:size])):
            return tuple(people)
    return ()


def _letter(character: str) -> bool:
    """A letter or digit of a script that puts blanks between words."""
    return character.isascii() and character.isalnum()
