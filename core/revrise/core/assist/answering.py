"""Reading what a language model answered: strictly, and no further than the call bears it out."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.assist.answer import Point, Quote
from revrise.core.conversations.words.folding import fold
from revrise.core.conversations.words.language import count
from revrise.core.errors import Invalid
from revrise.core.governance.redaction.found import HIDDEN

LONGEST, POINTS, TEXT, QUOTES = 64_000, 24, 1_000, 6
"""The longest answer, and the most points, characters of a point and quotes under it."""
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
_LEVELS = range(1, 6)
_LEAST = 2
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_BLANK = re.compile(r"\s+")
_HIDDEN = re.compile(rf"{HIDDEN}+(?:\s+{HIDDEN}+)*")


@frozen
class Read:
    """The points the call bears out, and how many more there were."""

    points: tuple[Point, ...]
    dropped: int


def read(text: str, lines: Mapping[int, str], criteria: Collection[str] = ()) -> Read:
    """What an answer says of these lines (utterance → words as they were sent).

    Fields nobody asked for are left out. A quote that is not in the line it names, nor in exactly
    one other, is dropped, and so is a point without any quote left. Where `criteria` are given a
    point is of one of them, with a level of 1 to 5, and each has one point. Raises Invalid for
    what is no answer of the form asked for.
    """
    points, dropped, seen = [], 0, set[str]()
    for item in items(text):
        point = _point(item, lines, criteria)
        if point is None or (criteria and point.about in seen):
            dropped += 1
            continue
        seen.add(point.about)
        points.append(point)
    return Read(tuple(points), dropped)


def items(text: str) -> Sequence[Any]:
    """The points of an answer, nothing of them looked at. Raises Invalid where there is no list."""
    if len(text) > LONGEST:
        raise _no("it is too long")
    fenced = _FENCE.fullmatch(text)
    try:
        document = json.loads(fenced[1] if fenced else text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise _no("it is no JSON") from None
    found = document.get("points") if isinstance(document, dict) else None
    if not isinstance(found, list):
        raise _no("it holds no list of points")
    return found[:POINTS]


def _point(item: Any, lines: Mapping[int, str], criteria: Collection[str]) -> Point | None:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return None
    text = plain(item["text"])
    quotes = tuple(dict.fromkeys(_quotes(item.get("quotes"), lines)))[:QUOTES]
    if not text or not quotes:
        return None
    if not criteria:
        return Point(text, quotes)
    about, level = item.get("criterion"), item.get("level")
    if not isinstance(about, str) or about not in criteria or type(level) is not int:
        return None
    return Point(text, quotes, about, level) if level in _LEVELS else None


def plain(text: str) -> str:
    """One line of text: no control or direction marks, single blanks, at most `TEXT` characters.

    What was hidden in the words that were sent is left out: no text is kept with such marks in it.
    """
    shown = _HIDDEN.sub("…", _UNSEEN.sub(" ", text))
    return _BLANK.sub(" ", shown).strip()[:TEXT]


def _quotes(items: Any, lines: Mapping[int, str]) -> Iterator[Quote]:
    for item in items[: 4 * QUOTES] if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("quote"), str):
            found = quoted(item["quote"], item.get("n"), lines)
            if found:
                yield found


def quoted(quote: str, number: Any, lines: Mapping[int, str]) -> Quote | None:
    """Where a quote is: in the line it names, else in the only other line that has it."""
    if type(number) is int and number in lines and (span := written(quote, lines[number])):
        return Quote(number, *span)
    elsewhere = [(at, span) for at, said in lines.items() if (span := written(quote, said))]
    return Quote(elsewhere[0][0], *elsewhere[0][1]) if len(elsewhere) == 1 else None


def written(quote: str, said: str) -> tuple[int, int] | None:
    """The characters of a quote in a line, letter case, width and blanks aside; whole words.

    None where it is not there, too long, or too short to prove anything: one word proves no more
    than a line of one word.
    """
    if count(quote) < max(1, min(_LEAST, count(said))) or len(quote) > TEXT:
        return None
    folded = fold(said)
    words = [re.escape(word) for word in fold(quote).text.strip(" \t\n\"'“”‘’").split()]
    if not words:
        return None
    pattern = r"\s+".join(words)
    match = re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", folded.text)
    return folded.origin(*match.span()) if match else None


def _no(why: str) -> Invalid:
    return Invalid(
        f"the language model's answer cannot be used: {why}",
        culprit="language model",
        remedy="ask again, or set up a model that answers in JSON",
    )
