"""What the buyer's words feel like, from a lexicon; never from the sound of a voice."""

import re
from collections.abc import Iterator, Sequence

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.words import lexicon_en, lexicon_zh
from revrise.core.conversations.words.phrases import Line, each, tokenize

_ENDS = frozenset(".,;:!?")  # of a clause
_REACH = 3  # tokens before a word in which a negation turns it round
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|[.,;:!?]")
_ENGLISH = lexicon_en.POSITIVE | lexicon_en.NEGATIVE
_CHINESE = lexicon_zh.POSITIVE | lexicon_zh.NEGATIVE
_FELT = re.compile("|".join(sorted(_CHINESE, key=len)[::-1]))
# How its words begin: told by the tokens of a line, faster than by going through its characters.
_PAIRS = frozenset(word[:2] for word in _CHINESE if len(word) > 1)
_ALONE = frozenset(word for word in _CHINESE if len(word) == 1)
_NEGATED = re.compile(rf"(?:{'|'.join(sorted(lexicon_zh.NEGATORS, key=len)[::-1])}).?$")
_LIKING = frozenset({"i", "we", "you", "they", "really", "do", "also", "people", "team", "users"})
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
    good, bad = _english(_words(line))
    if not (_PAIRS.isdisjoint(line.pairs) and _ALONE.isdisjoint(line.tokens)):
        more, worse = _chinese(line.folded.text)
        return good + more, bad + worse
    return good, bad


def _words(line: Line) -> Sequence[str]:
    """English words and what ends a clause; nothing at all where none of the lexicon can be."""
    folded = line.folded.text
    if not line.plain:
        return () if len(line.tokens) == len(folded) else _WORD.findall(folded)
    if _ENGLISH.isdisjoint(line.tokens):
        return ()
    return [one for one in line.tokens if one in _ENDS or one[0].isalpha()]


def _english(words: Sequence[str]) -> tuple[int, int]:
    good = bad = 0
    for place in [at for at, word in enumerate(words) if word in _ENGLISH]:
        word = words[place]
        positive = word in lexicon_en.POSITIVE and (
            word != "like" or (place > 0 and words[place - 1] in _LIKING)
        )
        if not positive and word not in lexicon_en.NEGATIVE:
            continue
        if positive != _turned(words[max(0, place - _REACH) : place]):
            good += 1
        else:
            bad += 1
    return good, bad


def _turned(before: Sequence[str]) -> bool:
    """Whether a negation stands in the same clause."""
    for word in reversed(before):
        if not word[0].isalpha():
            return False
        if word in lexicon_en.NEGATORS:
            return True
    return False


def _chinese(text: str) -> tuple[int, int]:
    good = bad = 0
    for felt in _FELT.finditer(text):
        before = text[max(0, felt.start() - _REACH) : felt.start()]
        if (felt.group() in lexicon_zh.POSITIVE) != bool(_NEGATED.search(before)):
            good += 1
        else:
            bad += 1
    return good, bad


def _score(definition: Definition, felt: Sequence[tuple[int, int]], reason: str | None) -> Metric:
    good, bad = sum(one for one, _ in felt), sum(one for _, one in felt)
    if reason or not good + bad:
        return definition.null(reason or "no_feeling", "text")
    return definition.of((good - bad) / (good + bad), "text", good + bad)
