"""What followed an objection: the seller's steps and how the buyer took them.

Steps, after the usual acknowledge–explore–answer–confirm sequence of sales training:
acknowledged (says it was heard), explored (asks about it), answered (says something of
substance), confirmed (checks back).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from revrise.core.conversations.handling_phrases import (
    ACKNOWLEDGED,
    AGREED,
    CONFIRMED,
    EXPLORED,
    REFUSED,
)
from revrise.core.conversations.moment import Span
from revrise.core.conversations.phrases import Hit, Line, Matcher
from revrise.core.conversations.questions import kind
from revrise.core.conversations.reading import Reading

STEPS = ("acknowledged", "explored", "answered", "confirmed")
WINDOW = 12
_ENOUGH = 8  # words or 字 that make an answer rather than a courtesy
_STOPS = frozenset(".?!;。")
_SYMBOLS = frozenset(".,?!;:。、…—-()\"'")
_PARTICLES = frozenset("的吧了啊呀呢嘛")
_NODS = frozenset({"mm", "hmm", "mhm", "uh", "huh", "right", "yeah", "yes", "ok", "okay", "i see"})
_NODS |= {"嗯", "嗯嗯", "对", "对对", "哦", "啊", "是", "是的"}
_SELLER = Matcher({"acknowledged": ACKNOWLEDGED, "explored": EXPLORED, "confirmed": CONFIRMED})
_BUYER = Matcher({"agreed": AGREED, "refused": REFUSED})


@define
class _Handling:
    """The course of one objection so far; `waiting` while the buyer answers a question."""

    steps: dict[str, Span] = Factory(dict)
    spoken: bool = False
    waiting: bool = False


def handle(
    reading: Reading, objection: int, category: str, found: Mapping[int, Iterable[str]]
) -> Mapping[str, Any]:
    """The data of the objection in utterance `objection`.

    `found` holds the categories of objections by utterance. Returns each step as
    `[utterance, start, end]` or None; `outcome` agreed | moved_on | repeated | another | refused
    | no_reply; `success` True, False, or None without a reply; `reply`, the deciding words.
    The window is the next `WINDOW` utterances.
    """
    state, outcome, reply = _Handling(), "no_reply", None
    last = min(objection + WINDOW + 1, len(reading.lines))
    for index in range(objection + 1, last):
        if reading.sides[index] == "seller":
            _seller(reading, index, state)
        elif reading.sides[index] == "buyer" and state.spoken:
            verdict = _buyer(reading.lines[index], state, category, found.get(index, ()))
            if verdict:
                outcome, reply = verdict, reading.whole(index)
                break
    success = None if outcome == "no_reply" else outcome in {"agreed", "moved_on"}
    steps = {step: _plain(state.steps.get(step)) for step in STEPS}
    return {**steps, "outcome": outcome, "success": success, "reply": _plain(reply)}


def _seller(reading: Reading, index: int, state: _Handling) -> None:
    line = reading.lines[index]
    state.spoken = True
    hits = _SELLER.find(line)
    found = {hit.key: reading.span(index, hit) for hit in reversed(hits)}
    asked = kind(line.text) is not None
    if asked and "explored" not in found and "confirmed" not in found:
        found["explored"] = reading.whole(index)
    bare_question = asked and not hits and _STOPS.isdisjoint(line.tokens)
    if not bare_question and _substance(line, hits) >= _ENOUGH:
        found["answered"] = reading.whole(index)
    for step, span in found.items():
        state.steps.setdefault(step, span)
    if "confirmed" in found or "answered" in found:
        state.waiting = False
    elif "explored" in found:
        state.waiting = True


def _substance(line: Line, hits: Sequence[Hit]) -> int:
    """Words outside questions and courtesies; of a sentence that asks, those before it does."""
    courtesy = {at for hit in hits for at in range(hit.first, hit.last)}
    asking = sorted(hit.first for hit in hits if hit.key != "acknowledged")
    total = 0
    for first, last in _sentences(line.tokens):
        asks = next((at for at in asking if first <= at < last), last)
        if line.tokens[last - 1] == "?" and asks == last:
            continue
        total += sum(
            at not in courtesy and line.tokens[at] not in _SYMBOLS for at in range(first, asks)
        )
    return total


def _sentences(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, token in enumerate(tokens, start=1):
        if token in _STOPS:
            yield first, at
            first = at
    if first < len(tokens):
        yield first, len(tokens)


def _buyer(line: Line, state: _Handling, category: str, objections: Iterable[str]) -> str | None:
    """The verdict of what the buyer says, or None where it decides nothing yet."""
    if category in objections:
        return None if state.waiting else "repeated"
    words = [token for token in line.tokens if token not in _SYMBOLS]
    if not words or (_nod(words) and "confirmed" not in state.steps):
        return None
    signs = {hit.key for hit in _BUYER.find(line) if _stands(line.tokens, hit)}
    if state.waiting:
        state.waiting = False
        return None
    if "refused" in signs:
        return "refused"
    if any(True for _ in objections):
        return "another"
    return "agreed" if "agreed" in signs else "moved_on"


def _nod(words: Sequence[str]) -> bool:
    return len(words) <= 2 and (" ".join(words) in _NODS or all(word in _NODS for word in words))  # noqa: PLR2004


def _stands(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether a hit is no part of another word (银行) or of a question (可不可以)."""
    before = tokens[hit.first - 1] if hit.first else ""
    after = tokens[hit.last] if hit.last < len(tokens) else ""
    if hit.last - hit.first == 1 and not tokens[hit.first].isascii():
        free = (before in _SYMBOLS or not before) and (after in _SYMBOLS or not after)
        return free or (not before and after in _PARTICLES)
    return not (tokens[hit.first] == "不" and before and before == tokens[hit.first + 1])


def _plain(span: Span | None) -> list[int] | None:
    return None if span is None else [span.utterance, span.start, span.end]
