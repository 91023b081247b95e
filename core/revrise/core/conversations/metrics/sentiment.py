"""What the buyer's words feel like, from a lexicon; never from the sound of a voice."""

from collections.abc import Iterator, Sequence

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.words import feelings_en, feelings_zh
from revrise.core.conversations.words.phrases import Hit, Line, Matcher, each, tokenize

_REACH = 3  # tokens before an English word in which a negation turns it round
_NEAR = 4  # characters before a Chinese one: a negation and a word of degree
_JUST = frozenset({"only", "just"})  # "not just slow" is slow
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
THIRDS = tuple(
    _define(
        f"sentiment_{third}_third",
        (f"Buyer sentiment, {third} third", f"客户情绪，{chinese}三分之一"),
        f"the buyer's text of the {third} third of the call",
    )
    for third, chinese in (("first", "前"), ("middle", "中"), ("last", "后"))
)
DEFINITIONS = (WHOLE, *THIRDS)


def measure(speech: Speech) -> Iterator[Metric]:
    """Over the call and per third; `n` counts words of the lexicon."""
    buyer = speech.by_side["buyer"]
    feelings = each(_felt, [one.line for one in buyer])
    felt = [(speech.third(one), *both) for one, both in zip(buyer, feelings, strict=True)]
    reason = speech.lack("buyer", timing=False)
    yield _score(WHOLE, [(good, bad) for _, good, bad in felt], reason)
    for third, definition in enumerate(THIRDS):
        part = [(good, bad) for where, good, bad in felt if where == third]
        yield _score(definition, part, reason)


def feelings(text: str) -> tuple[int, int]:
    """How many positive and negative words a text holds, negations counted the other way."""
    return _felt(tokenize(text))


def _felt(line: Line) -> tuple[int, int]:
    good = bad = 0
    for hit in _apart(_LEXICON.find(line)):
        if hit.key == "neutral":
            continue
        if (hit.key == "positive") != _turned(line.tokens, hit.first):
            good += 1
        else:
            bad += 1
    return good, bad


def _apart(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The leftmost longest of hits that overlap."""
    end = 0
    for hit in sorted(hits, key=_place) if len(hits) > 1 else hits:
        if hit.first >= end:
            yield hit
            end = hit.last


def _place(hit: Hit) -> tuple[int, int]:
    return hit.first, -hit.last


def _turned(tokens: Sequence[str], first: int) -> bool:
    """Whether a negation stands before a word, in the same clause."""
    before: list[str] = []
    english = tokens[first].isascii()
    for token in reversed(tokens[max(0, first - (_REACH if english else _NEAR)) : first]):
        if not token[0].isalpha():
            break
        if token in feelings_en.NEGATORS:
            return not (before and before[-1] in _JUST)
        before.append(token)
    return not english and _denies("".join(reversed(before)))


def _denies(text: str) -> bool:
    """Whether Chinese ends with a negation, or with one and a word of degree."""
    if text.endswith(feelings_zh.AFFIRMED):
        return False
    bare = text[:-2] if text.endswith(feelings_zh.DEGREES) else text[:-1]
    return any(
        one.endswith(feelings_zh.NEGATORS) and not one.endswith(feelings_zh.AFFIRMED)
        for one in (text, bare)
    )


def _score(definition: Definition, felt: Sequence[tuple[int, int]], reason: str | None) -> Metric:
    good, bad = sum(one for one, _ in felt), sum(one for _, one in felt)
    if reason or not good + bad:
        return definition.null(reason or "no_feeling", "text")
    return definition.of((good - bad) / (good + bad), "text", good + bad)
