"""What the buyer's words feel like, from a lexicon; never from the sound of a voice."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from revrise.core.conversations.metrics.definition import THIRDS, Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.words import feelings_en, feelings_zh
from revrise.core.conversations.words.phrases import Hit, Line, Matcher, each, tokenize

_REACH = 3  # tokens before an English word in which a negation turns it round
_NEAR = 4  # characters before a Chinese one: a negation and a word of degree
_JUST = frozenset({"only", "just"})
_TAIL = 2  # characters behind it that ask about it
_ASKED = re.compile(r"了?[吗么]|不(?!\w)")
_EITHER = re.compile(r"(\w)[不没]\1$|有没有$")  # 会不会
_LEXICON = Matcher(
    {
        "positive": feelings_en.POSITIVE | feelings_zh.POSITIVE,
        "negative": feelings_en.NEGATIVE | feelings_zh.NEGATIVE,
        "neutral": feelings_en.NEUTRAL | feelings_zh.NEUTRAL,
    }
)
_FORMULA = (
    "(positive − negative) ÷ (positive + negative) words of a lexicon in {what}, a negation "
    "just before turning a word round; −1 to 1."
)


def _define(name: str, titles: tuple[str, str], what: str) -> Definition:
    reasons = ("no_speech", "no_buyer", "one_side", "no_feeling")
    formula = _FORMULA.format(what=what)
    return Definition(name, "A", "score", *titles, formula, "One word of the lexicon.", reasons)


WHOLE = _define("sentiment", ("Buyer sentiment", "客户情绪"), "the buyer's text")
PARTS = tuple(
    _define(
        f"sentiment_{third}_third",
        (f"Buyer sentiment, {third} third", f"客户情绪，{chinese}三分之一"),
        f"the buyer's text of the {third} third of the call",
    )
    for third, chinese in THIRDS
)
DEFINITIONS = (WHOLE, *PARTS)


def measure(speech: Speech) -> Iterator[Metric]:
    """Over the call and per third; `n` counts words of the lexicon."""
    buyer = speech.by_side["buyer"]
    feelings = each(_felt, [one.line for one in buyer])
    felt = [(speech.third(one), *both) for one, both in zip(buyer, feelings, strict=True)]
    reason = speech.lack("buyer", timing=False)
    yield _score(WHOLE, [(good, bad) for _, good, bad in felt], reason)
    for third, definition in enumerate(PARTS):
        part = [(good, bad) for where, good, bad in felt if where == third]
        yield _score(definition, part, reason)


def feelings(text: str) -> tuple[int, int]:
    """How many positive and negative words a text holds, negations counted the other way."""
    return _felt(tokenize(text))


def _felt(line: Line) -> tuple[int, int]:
    good = bad = free = 0  # no negation before `free` turns anything round any more
    for hit in _apart(_LEXICON.find(line)):
        own = _negates(line.tokens[hit.first : hit.last])
        if hit.key != "neutral":
            feeling = _feeling(line.tokens, hit, free, own=own)
            good, bad = good + (feeling > 0), bad + (feeling < 0)
        if own:
            free = hit.last
    return good, bad


def _feeling(tokens: Sequence[str], hit: Hit, free: int, *, own: bool) -> int:
    """1 where a hit likes, −1 where it dislikes, 0 where it is asked about; `own` if it denies."""
    sign = 1 if hit.key == "positive" else -1
    english = tokens[hit.first].isascii()
    before = _clause(tokens[max(free, hit.first - (_REACH if english else _NEAR)) : hit.first])
    if english:
        return -sign if not own and _denied(before) else sign
    said = "".join(before)
    if _ASKED.match("".join(tokens[hit.last : hit.last + _TAIL])):
        return sign if "不是" in said else 0  # 管用吗 says nothing, 不是骗人吗 does
    return -sign if not own and _denies(said) else sign


def _apart(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The leftmost longest of hits that overlap."""
    end = 0
    for hit in sorted(hits, key=_place) if len(hits) > 1 else hits:
        if hit.first >= end:
            yield hit
            end = hit.last


def _place(hit: Hit) -> tuple[int, int]:
    return hit.first, -hit.last


def _negates(said: Sequence[str]) -> bool:
    """Whether words deny by themselves: "no regrets", 不贵."""
    return said[0] in feelings_zh.DENYING or not feelings_en.NEGATORS.isdisjoint(said)


def _clause(before: Sequence[str]) -> Sequence[str]:
    """The end of what stands before a word, as far as it is the same clause."""
    said = list(takewhile(_goes_on, reversed(before)))
    return said[::-1]


def _goes_on(token: str) -> bool:
    return token[0].isalpha() and token not in feelings_en.TURNS


def _denied(before: Sequence[str]) -> bool:
    """Whether an English negation stands there, but for "not just slow", "no that's good"."""
    for word, after in zip_longest(before, before[1:], fillvalue=""):
        if word in feelings_en.NEGATORS:
            return after not in _JUST and (word != "no" or after not in feelings_en.ANSWERED)
    return False


def _denies(before: str) -> bool:
    """Whether Chinese ends with a negation, or with one and a word of degree."""
    degree = next((one for one in feelings_zh.DEGREES if before.endswith(one)), "")
    return any(
        one.endswith(feelings_zh.NEGATORS)
        and not one.endswith(feelings_zh.AFFIRMED)
        and not _EITHER.search(one)
        for one in (before, before.removesuffix(degree))
    )


def _score(definition: Definition, felt: Sequence[tuple[int, int]], reason: str | None) -> Metric:
    good, bad = sum(one for one, _ in felt), sum(one for _, one in felt)
    if reason or not good + bad:
        return definition.null(reason or "no_feeling", "text")
    return definition.of((good - bad) / (good + bad), "text", good + bad)
