"""Every metric there is, with its definition: for the command line, the API and the screens."""

from collections.abc import Iterable, Mapping

from revrise.core.conversations.metrics import (
    asking,
    engagement,
    fillers,
    floor,
    overlap,
    pace,
    sentiment,
    silence,
    talk,
)
from revrise.core.conversations.metrics.definition import Definition

OBJECTION_HANDLING = Definition(
    "objection_handling",
    "A",
    "ratio",
    "Objections handled",
    "异议处理成功率",
    "Objections after which the buyer agrees or moves on ÷ objections with a known outcome.",
    "One objection with a known outcome.",
    ("no_objections", "no_reply"),
)
COMMITMENTS = Definition(
    "commitments",
    "A",
    "count",
    "Next steps agreed",
    "达成的下一步",
    "Utterances that agree a next step, with or without owner and date.",
    "None.",
)
TOPIC_COVERAGE = Definition(
    "topic_coverage",
    "A",
    "ratio",
    "Topic coverage",
    "话题覆盖率",
    "Required topics touched ÷ topics required.",
    "One required topic.",
    ("no_topics",),
)
# Each measures what was said, and needs nothing else.
MEASURING = (talk, floor, overlap, silence, pace, asking, fillers, sentiment)
DEFINITIONS: tuple[Definition, ...] = (
    *(definition for one in MEASURING for definition in one.DEFINITIONS),
    *engagement.DEFINITIONS,
    OBJECTION_HANDLING,
    COMMITMENTS,
    TOPIC_COVERAGE,
)
BY_ID: Mapping[str, Definition] = {definition.id: definition for definition in DEFINITIONS}


# The metrics that rest on what is heard of a kind of moment.
RESTING: Mapping[str, frozenset[str]] = {
    "question": frozenset(
        one.id for one in (*asking.DEFINITIONS, *engagement.DEFINITIONS, OBJECTION_HANDLING)
    ),
    "objection": frozenset({OBJECTION_HANDLING.id}),
    "commitment": frozenset({COMMITMENTS.id, *(one.id for one in engagement.DEFINITIONS)}),
}


def variant(definition_id: str, detectors: Iterable[str]) -> str:
    """The definition of a number that rests on detectors of plugins too: `…@1+detector@2`."""
    return "+".join((definition_id, *detectors))


def base(definition_id: str) -> str:
    """The definition without the detectors its number rests on."""
    return definition_id.partition("+")[0]


def detectors(definition_id: str) -> tuple[str, ...]:
    """The detectors of plugins that a number of this definition rests on, as `id@version`."""
    return tuple(definition_id.split("+")[1:])


def key(definition_id: str) -> str:
    """The key under which an analysis holds the metric; a stranger's is its id without version."""
    known = BY_ID.get(base(definition_id))
    return known.key if known else definition_id.partition("@")[0]
