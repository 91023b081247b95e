"""How much the customer takes part: one published formula over four shares."""

from collections.abc import Iterator

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech

# What counts as full marks. Ours, to be recalibrated on one's own calls.
FULL_SHARE = 0.5
FULL_QUESTIONS_PER_HOUR = 10
FULL_STORY_MS = 120_000
FULL_COMMITMENTS = 2
_HOUR = 3_600_000

ENGAGEMENT = Definition(
    "customer_engagement",
    "A",
    "points",
    "Customer engagement",
    "客户参与度",
    "25 × (min(1, buyer's talk share ÷ 0.5) + min(1, buyer's questions per hour ÷ 10) + "
    "min(1, longest customer story ÷ 120 s) + min(1, next steps agreed ÷ 2)); 0 to 100.",
    "Both sides speak, with times.",
    ("no_speech", "no_timing", "no_seller", "no_buyer", "one_side"),
)
DEFINITIONS = (ENGAGEMENT,)


def measure(speech: Speech, commitments: int) -> Iterator[Metric]:
    """The score; `commitments` is how many next steps were agreed, `n` the buyer's turns."""
    if reason := speech.lack("seller", "buyer"):
        yield ENGAGEMENT.null(reason, speech.basis)
        return
    turns = [turn.length for turn in speech.turns_of("buyer")]
    asked = sum(one.question is not None for one in speech.by_side["buyer"])
    talk = speech.talk_ms["buyer"] / sum(speech.talk_ms.values())
    parts = (
        talk / FULL_SHARE,
        asked * _HOUR / (speech.duration or 1) / FULL_QUESTIONS_PER_HOUR,
        max(turns, default=0) / FULL_STORY_MS,
        commitments / FULL_COMMITMENTS,
    )
    score = 100 * sum(min(1.0, part) for part in parts) / len(parts)
    yield ENGAGEMENT.of(score, speech.basis, len(turns))
