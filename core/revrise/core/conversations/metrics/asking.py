"""Who asks how many questions, how open, and when in the call."""

from collections.abc import Iterator, Sequence

from revrise.core.conversations.metrics.definition import SUFFIXES, THIRDS, Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Said, Speech
from revrise.core.conversations.transcript import Side

_HOUR = 3_600_000
_LEAST_MS = 10_000


def _define(key: str, unit: str, titles: tuple[str, str], formula: str, *more: str) -> Definition:
    """`more` is the least data and the reasons beyond a side that says nothing."""
    minimum = more[0] if more else "That side says something."
    absent = "no_buyer" if key.endswith("_buyer") else "no_seller"
    reasons = ("no_speech", absent, "one_side", *more[1:])
    return Definition(key, "A", unit, *titles, formula, minimum, reasons)


def _of(side: Side) -> tuple[str, str]:
    return (" by the buyer", "客户") if side == "buyer" else ("", "")


_COUNT = {
    side: _define(
        f"questions{suffix}",
        "count",
        (f"Questions{_of(side)[0]}", f"{_of(side)[1]}提问数"),
        f"Utterances in which the {side} asks something, with or without a question mark.",
    )
    for side, suffix in SUFFIXES
}
_RATE = {
    side: _define(
        f"questions_per_hour{suffix}",
        "1/h",
        (f"Questions per hour{_of(side)[0]}", f"{_of(side)[1]}每小时提问数"),
        f"Utterances in which the {side} asks something ÷ hours of call.",
        "A call of 10 s.",
        "no_timing",
        "too_short",
    )
    for side, suffix in SUFFIXES
}
_OPEN = {
    side: _define(
        f"questions_open_share{suffix}",
        "ratio",
        (f"Open questions{_of(side)[0]}", f"{_of(side)[1]}开放式问题占比"),
        f"The {side}'s open questions ÷ the {side}'s questions.",
        "One question.",
        "no_questions",
    )
    for side, suffix in SUFFIXES
}
_SPREAD = tuple(
    _define(
        f"questions_{third}_third",
        "ratio",
        (f"Questions in the {third} third", f"{chinese}三分之一提问占比"),
        f"The seller's questions that start in the {third} third of the call (by time, else by "
        "position) ÷ the seller's questions.",
        "One question.",
        "no_questions",
    )
    for third, chinese in THIRDS
)
DEFINITIONS = (*_COUNT.values(), *_RATE.values(), *_OPEN.values(), *_SPREAD)


def measure(speech: Speech) -> Iterator[Metric]:
    """Counts, rates and open shares of both sides, and the seller's spread over thirds.

    `n` is that side's utterances for a count, else its questions.
    """
    for side, _ in SUFFIXES:
        asked = [one for one in speech.by_side[side] if one.question]
        reason = speech.lack(side, timing=False)
        yield _count(len(speech.by_side[side]), _COUNT[side], asked, reason)
        yield _rate(speech, _RATE[side], asked, reason)
        yield _open(_OPEN[side], asked, reason)
    yield from _spread(speech)


def _count(said: int, definition: Definition, asked: Sequence[Said], reason: str | None) -> Metric:
    if reason:
        return definition.null(reason, "text")
    return definition.of(len(asked), "text", said)


def _rate(
    speech: Speech, definition: Definition, asked: Sequence[Said], reason: str | None
) -> Metric:
    duration = speech.duration or 0
    if not reason and duration < _LEAST_MS:
        reason = "too_short" if duration else "no_timing"
    if reason:
        return definition.null(reason, "text")
    return definition.of(len(asked) * _HOUR / duration, "text", len(asked))


def _open(definition: Definition, asked: Sequence[Said], reason: str | None) -> Metric:
    if reason or not asked:
        return definition.null(reason or "no_questions", "text")
    return definition.of(
        sum(one.question == "open" for one in asked) / len(asked), "text", len(asked)
    )


def _spread(speech: Speech) -> Iterator[Metric]:
    thirds = [speech.third(one) for one in speech.by_side["seller"] if one.question]
    reason = speech.lack("seller", timing=False) or (None if thirds else "no_questions")
    for third, definition in enumerate(_SPREAD):
        if reason:
            yield definition.null(reason, "text")
        else:
            yield definition.of(thirds.count(third) / len(thirds), "text", len(thirds))
