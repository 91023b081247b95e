"""The steps a seller's utterance takes towards an objection."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from revrise.core.conversations.moment import Span
from revrise.core.conversations.objection import handling_said_en as en
from revrise.core.conversations.objection import handling_said_zh as zh
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Hit, Line, Matcher

OPENED = "opened"
SYMBOLS = frozenset(".,?!;:。、…—-()\"'")
_ENOUGH = 5  # words or 字 that make an answer rather than a courtesy
_AHEAD = 5  # tokens that may stand before an opening
_STOPS = frozenset(".?!;。")
_BEFORE = frozenset(en.BEFORE.split()) | frozenset(zh.BEFORE)
_VOID = SYMBOLS | frozenset(zh.BEFORE)  # says nothing
_SELLER = Matcher(
    {
        "acknowledged": [*en.ACKNOWLEDGED, *zh.ACKNOWLEDGED],
        OPENED: [*en.OPENING, *zh.OPENING],
        "explored": [*en.EXPLORED, *zh.EXPLORED],
        "confirmed": [*en.CONFIRMED, *zh.CONFIRMED],
        "offered": en.OFFERED,
        "proposed": [*en.PROPOSED, *zh.PROPOSED],
    }
)
_OFFERS = frozenset({"offered", "proposed"})
_COURTESIES = frozenset({"acknowledged", OPENED})
_ASKING = frozenset({"explored", "confirmed"})


def steps(reading: Reading, index: int) -> dict[str, Span]:
    """The steps a seller's utterance takes, with the words that do.

    `OPENED` is one that acknowledges if nothing was answered before.
    """
    line, asked = reading.lines[index], reading.asked[index]
    hits = [hit for hit in _SELLER.find(line) if hit.key != OPENED or _opens(line.tokens, hit)]
    firsts = {hit.key: hit for hit in reversed(hits)}
    offered, proposed = firsts.pop("offered", None), firsts.pop("proposed", None)
    found = {key: reading.span(index, hit) for key, hit in firsts.items()}
    idle = offered or (proposed and asked == "closed")
    if asked and not idle and _ASKING.isdisjoint(found):
        found["explored"] = reading.whole(index)
    courteous = all(hit.key in _COURTESIES for hit in hits)
    bare_question = asked and courteous and _STOPS.isdisjoint(line.tokens)
    if not bare_question and _substance(line, hits) >= _ENOUGH:
        found["answered"] = reading.whole(index)
    return found


def _opens(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether nothing but an interjection or a name stands before."""
    if hit.first > _AHEAD:
        return False
    before = tokens[: hit.first]
    return not before or before[-1] in SYMBOLS or _BEFORE.issuperset(before)


def _substance(line: Line, hits: Sequence[Hit]) -> int:
    """Words outside questions and courtesies; of a sentence that asks, those before it does."""
    courtesy = {at for hit in hits if hit.key not in _OFFERS for at in range(hit.first, hit.last)}
    words = [
        at for at, token in enumerate(line.tokens) if token not in _VOID and at not in courtesy
    ]
    asking = sorted(hit.first for hit in hits if hit.key in _ASKING)
    if not asking and "?" not in line.tokens:
        return len(words)
    offers = sorted(hit.first for hit in hits if hit.key in _OFFERS)
    total = 0
    for first, last in _sentences(line.tokens):
        asks = _next(asking, first, last)
        idle = asks == last and _next(offers, first, last) == last
        if idle and line.tokens[last - 1] == "?":
            continue
        total += bisect_left(words, asks) - bisect_left(words, first)
    return total


def _next(places: Sequence[int], first: int, last: int) -> int:
    """The first of sorted places that is in [first, last), or `last`."""
    at = bisect_left(places, first)
    return min(places[at], last) if at < len(places) else last


def _sentences(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, token in enumerate(tokens, start=1):
        if token in _STOPS:
            yield first, at
            first = at
    if first < len(tokens):
        yield first, len(tokens)
