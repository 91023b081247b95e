"""Who talks how much: three named variants that are never mixed."""

from collections.abc import Iterator

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import SIDES, Speech

_TIMED = ("no_speech", "no_timing", "no_seller", "one_side")
SPEECH = Definition(
    "talk_share",
    "B",
    "ratio",
    "Talk share",
    "说话占比",
    "Seller's speech ÷ the sum of every side's speech, each side's time as a union.",
    "Both sides speak, with times.",
    _TIMED,
)
CALL = Definition(
    "talk_share",
    "A",
    "ratio",
    "Talk share of the whole call",
    "说话占通话时长比",
    "Seller's speech ÷ length of the call, silence included.",
    "Both sides speak, with times.",
    _TIMED,
    main=False,
)
WORDS = Definition(
    "talk_share",
    "C",
    "ratio",
    "Word share",
    "字数占比",
    "Seller's words (or 字) ÷ all words.",
    "Both sides say something.",
    ("no_speech", "no_seller", "one_side"),
    main=False,
)
DEFINITIONS = (SPEECH, CALL, WORDS)


def measure(speech: Speech) -> Iterator[Metric]:
    """The three shares; `n` is the utterances behind them."""
    basis, timed = speech.basis, len(speech.timed)
    talk = speech.talk_ms
    reason = speech.lack("seller")
    if not reason and talk["seller"] == sum(talk.values()):
        reason = speech.unheard("buyer", "unknown")
    if reason:
        yield SPEECH.null(reason, basis, timed)
        yield CALL.null(reason, basis, timed)
    else:
        yield SPEECH.of(talk["seller"] / sum(talk.values()), basis, timed)
        yield CALL.of(talk["seller"] / (speech.duration or 1), basis, timed)
    words = sum(map(speech.words, SIDES))
    reason = speech.lack("seller", timing=False)
    if reason or speech.words("seller") == words:
        yield WORDS.null(reason or "one_side", "text", len(speech.said))
    else:
        yield WORDS.of(speech.words("seller") / words, "text", len(speech.said))
