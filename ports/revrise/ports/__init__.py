"""What the core asks of the world, and what a plugin may offer it.

All that a plugin author needs can be imported from here.
"""

from revrise.core.attribution.models import Model
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.errors import (
    Conflict,
    Fatal,
    Invalid,
    Misconfigured,
    NotFound,
    Refused,
    Retriable,
)
from revrise.core.events import Event
from revrise.core.money import Money
from revrise.core.rewards.facts import Facts
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition, granted, refused
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.catalogue import PluginFailed
from revrise.ports.config import setting
from revrise.ports.crm import (
    CrmCapabilities,
    CrmConnector,
    CrmConnectorKind,
    CrmPage,
    CrmRecord,
    PreviewRow,
    Readiness,
    RowError,
)
from revrise.ports.deals import CriterionKind
from revrise.ports.hooks import hookimpl
from revrise.ports.manifest import PluginManifest
from revrise.ports.rewards import RewardRule
from revrise.ports.rubrics import Rubric
from revrise.ports.speech import SpeechOptions, Transcriber
from revrise.ports.tools import Tools
from revrise.ports.transcripts import TranscriptFormat

__all__ = [
    "Bilingual",
    "CallFacts",
    "Conflict",
    "CriterionKind",
    "CrmCapabilities",
    "CrmConnector",
    "CrmConnectorKind",
    "CrmPage",
    "CrmRecord",
    "Event",
    "Facts",
    "Fatal",
    "Invalid",
    "Misconfigured",
    "Model",
    "Moment",
    "Money",
    "NotFound",
    "PluginFailed",
    "PluginManifest",
    "PreviewRow",
    "Readiness",
    "Refused",
    "Retriable",
    "RewardDecision",
    "RewardRule",
    "RewardRuleDefinition",
    "RowError",
    "Rubric",
    "RubricDefinition",
    "Scorecard",
    "Span",
    "Speaker",
    "SpeechOptions",
    "Tools",
    "Transcriber",
    "Transcript",
    "TranscriptFormat",
    "Utterance",
    "Word",
    "granted",
    "hookimpl",
    "refused",
    "setting",
]
