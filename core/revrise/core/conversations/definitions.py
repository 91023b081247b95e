"""Every metric there is, with its definition: for the command line, the API and the screens."""

from collections.abc import Mapping

from revrise.core.conversations import (
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
from revrise.core.conversations.definition import Definition

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
DEFINITIONS: tuple[Definition, ...] = (
    *talk.DEFINITIONS,
    *floor.DEFINITIONS,
    *overlap.DEFINITIONS,
    *silence.DEFINITIONS,
    *pace.DEFINITIONS,
    *asking.DEFINITIONS,
    *fillers.DEFINITIONS,
    *sentiment.DEFINITIONS,
    *engagement.DEFINITIONS,
    OBJECTION_HANDLING,
    COMMITMENTS,
    TOPIC_COVERAGE,
)
BY_ID: Mapping[str, Definition] = {definition.id: definition for definition in DEFINITIONS}


def key(definition_id: str) -> str:
    """The key under which an analysis holds the metric; a stranger's is its id without version."""
    known = BY_ID.get(definition_id)
    return known.key if known else definition_id.partition("@")[0]
