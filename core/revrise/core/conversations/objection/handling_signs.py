"""What single utterances show: a seller's steps, and how a buyer takes an answer."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from revrise.core.conversations.moment import Span
from revrise.core.conversations.objection.handling_phrases import (
    ACKNOWLEDGED,
    AGREED,
    CONFIRMED,
    EXPLORED,
    REFUSED,
)
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Hit, Line, Matcher

_ENOUGH = 8  # words or 字 that make an answer rather than a courtesy
_STOPS = frozenset(".?!;。")
_SYMBOLS = frozenset(".,?!;:。、…—-()\"'")
_PARTICLES = frozenset("的吧了啊呀呢嘛")
_NODS = frozenset({"mm", "hmm", "mhm", "uh", "huh", "right", "yeah", "yes", "ok", "okay", "i see"})
_NODS |= {"嗯", "嗯嗯", "对", "对对", "哦", "啊", "是", "是的"}
_SELLER = Matcher({"acknowledged": ACKNOWLEDGED, "explored": EXPLORED, "confirmed": CONFIRMED})
_BUYER = Matcher({"agreed": AGREED, "refused": REFUSED})


def steps(reading: Reading, index: int) -> dict[str, Span]:
    """The steps a seller's utterance takes, with the words that do."""
    line = reading.lines[index]
    hits = _SELLER.find(line)
    found = {hit.key: reading.span(index, hit) for hit in reversed(hits)}
    asked = reading.asked[index] is not None
    if asked and "explored" not in found and "confirmed" not in found:
        found["explored"] = reading.whole(index)
    bare_question = asked and not hits and _STOPS.isdisjoint(line.tokens)
    if not bare_question and _substance(line, hits) >= _ENOUGH:
        found["answered"] = reading.whole(index)
    return found


def signs(line: Line) -> frozenset[str]:
    """What a buyer's words show: agreed, refused, a mere nod, or nothing said."""
    words = [token for token in line.tokens if token not in _SYMBOLS]
    shown = {hit.key for hit in _BUYER.find(line) if _stands(line.tokens, hit)}
    if not words:
        shown.add("silent")
    elif _nod(words):
        shown.add("nod")
    return frozenset(shown)


def _substance(line: Line, hits: Sequence[Hit]) -> int:
    """Words outside questions and courtesies; of a sentence that asks, those before it does."""
    courtesy = {at for hit in hits for at in range(hit.first, hit.last)}
    said = [
        at for at, token in enumerate(line.tokens) if token not in _SYMBOLS and at not in courtesy
    ]
    asking = sorted(hit.first for hit in hits if hit.key != "acknowledged")
    if not asking and "?" not in line.tokens:
        return len(said)
    total = 0
    for first, last in _sentences(line.tokens):
        asks = next((at for at in asking if first <= at < last), last)
        if line.tokens[last - 1] == "?" and asks == last:
            continue
        total += bisect_left(said, asks) - bisect_left(said, first)
    return total


def _sentences(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, token in enumerate(tokens, start=1):
        if token in _STOPS:
            yield first, at
            first = at
    if first < len(tokens):
        yield first, len(tokens)


def _nod(words: Sequence[str]) -> bool:
    return len(words) <= 2 and (" ".join(words) in _NODS or all(word in _NODS for word in words))  # noqa: PLR2004


def _stands(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether a hit is no part of another word (银行) or of a question (可不可以)."""
    before = tokens[hit.first - 1] if hit.first else ""
    after = tokens[hit.last] if hit.last < len(tokens) else ""
    if hit.last - hit.first == 1 and not tokens[hit.first].isascii():
        free = (before in _SYMBOLS or not before) and (after in _SYMBOLS or not after)
        return free or (not before and after in _PARTICLES)
    if before == "不":
        return False
    return not (tokens[hit.first] == "不" and before and before == tokens[hit.first + 1])
