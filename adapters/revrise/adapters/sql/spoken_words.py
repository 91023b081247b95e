"""How words are written into the index of what was said, and how it is asked for them."""

from collections.abc import Iterator

from revrise.adapters.sql.blinding import blind
from revrise.core.conversations.spoken_search import Phrase
from revrise.ports.spoken import SpokenLine, Wanted

_MARK = "\0"
# What a tsvector holds: a place up to this, so many of a word. What is behind is found as a word.
_FARTHEST, _MOST = 16_383, 255


def written(line: SpokenLine, key: bytes) -> str:
    """The words of a line in order, then its marks, as FTS5 takes them."""
    return " ".join(_blind(line, key))


def vector(line: SpokenLine, key: bytes) -> str:
    """The same as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(_blind(line, key), 1):
        places.setdefault(word, []).append(str(min(at, _FARTHEST)))
    return " ".join(f"{word}:{','.join(at[:_MOST])}" for word, at in places.items())


def _blind(line: SpokenLine, key: bytes) -> list[str]:
    return [blind(word, key) for word in (*line.words, *(_MARK + mark for mark in line.marks))]


def _phrases(wanted: Wanted) -> Iterator[Phrase]:
    yield from wanted.asked.phrases
    for mark in wanted.marks:
        yield (_MARK + mark,)


def fts_query(wanted: Wanted, key: bytes) -> str:
    """As FTS5 is asked; blind words are letters, so nothing of it is syntax."""

    def written(phrase: Phrase) -> str:
        return f'"{" ".join(blind(word, key) for word in phrase)}"'

    sought = " AND ".join(written(one) for one in _phrases(wanted))
    for one in wanted.asked.without:
        sought = f"({sought}) NOT {written(one)}"
    return sought


def ts_query(wanted: Wanted, key: bytes) -> str:
    """The same for PostgreSQL."""

    def written(phrase: Phrase) -> str:
        return f"({' <-> '.join(blind(word, key) for word in phrase)})"

    parts = [written(one) for one in _phrases(wanted)]
    return " & ".join((*parts, *(f"!{written(one)}" for one in wanted.asked.without)))
