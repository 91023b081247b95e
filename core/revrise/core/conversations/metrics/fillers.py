"""Hesitations of the seller: um, "you know", 呃, and 那个/这个 where they point at nothing."""

import re
from collections.abc import Iterator

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.metrics.turns import listens
from revrise.core.conversations.words import lexicon_en, lexicon_zh
from revrise.core.conversations.words.language import has_han
from revrise.core.conversations.words.phrases import Line, each, tokenize

_MINUTE = 60_000
_LEAST_MS = 1000
_MEANING = (
    "um, uh, er; you know, I mean and sort of where they add nothing; 呃, 额, 嗯; 那个 and 这个 "
    "that open a clause and point at nothing; utterances that only listen are left out"
)
RATE = Definition(
    "fillers",
    "minute",
    "1/min",
    "Fillers per minute",
    "每分钟口头禅",
    f"Seller's fillers ÷ minutes of the seller's own speech: {_MEANING}.",
    "1 s of the seller's speech, with times.",
    ("no_speech", "no_timing", "no_seller", "one_side", "too_short"),
)
SHARE = Definition(
    "fillers",
    "words",
    "1/1000 words",
    "Fillers per 1,000 words",
    "每千字口头禅",
    f"Seller's fillers × 1,000 ÷ the seller's words (or 字): {_MEANING}.",
    "One word of the seller.",
    ("no_speech", "no_seller", "one_side"),
    main=False,
)
DEFINITIONS = (RATE, SHARE)

# Without one of these as a word, or one of those, a text holds no English filler.
_UTTERED = frozenset(lexicon_en.HESITATIONS.split("|"))
_SAID = ("you know", "i mean", "sort of", "kind of")
# How fillers begin: found faster than the patterns that look around themselves.
_EN = re.compile(rf"(?:{lexicon_en.HESITATIONS})(?![\w'-])|{'|'.join(_SAID)}")
_ZH = re.compile("[呃额嗯唔那这](?:(?<=[呃额嗯唔])|个)")


def _not_after(words: str) -> str:
    """A pattern that holds where none of the words stands before."""
    return "".join(rf"(?<!\b{word} )" for word in words.split())


_ENGLISH = re.compile(
    rf"(?<![\w'-])(?:{lexicon_en.HESITATIONS})(?![\w'-])"
    rf"|{_not_after('do did if as let that thing what')}"
    r"\byou know\b(?! (?:what|how|why|who|when|where|which|if|whether|that|about|of)\b(?! i mean))"
    rf"|{_not_after('what that')}\bi mean\b(?! (?:it|that|by|to)(?![\w']))"
    rf"|{_not_after(lexicon_en.BEFORE_KINDS)}\b(?:sort|kind) of\b"
    r"(?! (?:you(?! know)|him|her|them)\b)"
)
# At the start of a clause, or after a word that starts it.
_OPENING = (
    r"(?:^|(?<=[\s,，。.!！?？、…;；:：—嗯呃额啊唔])"
    r"|(?<=就是)|(?<=然后)|(?<=那么)|(?<=所以)|(?<=因为)|(?<=但是))"
)
_PAUSE = r"(?=$|[\s,，。.!！?？、…;；:：—]|[嗯呃额唔])"
_CHINESE = re.compile(
    rf"{_OPENING}(?:{lexicon_zh.HESITATIONS})+(?=$|\W|[\u4e00-\u9fff])(?![头度定外])"
    rf"|{_OPENING}[那这]个{_PAUSE}"
    r"|(?:[那这]个){2,}"
    rf"|{_OPENING}[那这]个(?=(?:怎么说|什么呢|就是说|就是那个|然后))"
    rf"|{_OPENING}那个(?=[我你您咱]们?(?:想|问|跟|觉得|先|再|这边|就|看|说|听|们)|请问|对了)"
)


def count(text: str) -> int:
    """How many fillers a text holds; a repeated one (那个那个) counts once."""
    return _in(tokenize(text))


def _in(line: Line) -> int:
    text = line.folded.text
    found = 0
    if not _UTTERED.isdisjoint(line.tokens) or any(map(text.__contains__, _SAID)):
        found = _count(_EN, _ENGLISH, text)
    return found + (has_han(text) and _count(_ZH, _CHINESE, text))


def _count(begins: re.Pattern[str], whole: re.Pattern[str], text: str) -> int:
    """How often `whole` is found, which only matches where `begins` does."""
    found = at = 0
    while begun := begins.search(text, at):
        hit = whole.match(text, begun.start())
        found += hit is not None
        at = hit.end() if hit else begun.start() + 1
    return found


def measure(speech: Speech) -> Iterator[Metric]:
    """Per minute and per 1,000 words; `n` counts fillers."""
    seller = speech.by_side["seller"]
    found = each(_in, [one.line for one in seller])
    counts = {one.index: fillers for one, fillers in zip(seller, found, strict=True)}
    for one in seller:
        if counts[one.index] and listens(one.line.folded.text):
            counts[one.index] = 0
    timed = sum(counts[one.index] for one in seller if one.start is not None)
    spoken = speech.talk_ms["seller"]
    reason = speech.lack("seller") or ("too_short" if spoken < _LEAST_MS else None)
    if reason:
        yield RATE.null(reason, speech.basis)
    else:
        yield RATE.of(timed * _MINUTE / spoken, speech.basis, timed)
    if reason := speech.lack("seller", timing=False):
        yield SHARE.null(reason, "text")
    else:
        fillers = sum(counts.values())
        yield SHARE.of(fillers * 1000 / speech.words("seller"), "text", fillers)
