"""What the core asks of the world, and what a plugin may offer it.

Nearly all that a plugin author needs can be imported from here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.intake.arrival import Party
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.errors import (
    Busy,
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
from revrise.ports.call_sources import CallPage, CallSource, FoundCall
from revrise.ports.config import setting
from revrise.ports.crm import (
    CrmCapabilities,
    CrmConnector,
    CrmConnectorKind,
    CrmPage,
    CrmRecord,
    PreviewRow,
    RowError,
)
from revrise.ports.deals import CriterionKind
from revrise.ports.detectors import Detector
from revrise.ports.hooks import hookimpl
from revrise.ports.manifest import PluginManifest
from revrise.ports.readiness import Readiness
from revrise.ports.rewards import RewardRule
from revrise.ports.speech import SpeechOptions, Transcriber
from revrise.ports.tools import Tools
from revrise.ports.transcripts import TranscriptFormat

if TYPE_CHECKING:
    from revrise.core.attribution.models import Model
    from revrise.core.scoring.facts import CallFacts
    from revrise.core.scoring.rubric import RubricDefinition
    from revrise.core.scoring.scorecard import Scorecard
    from revrise.ports.rubrics import Rubric

# These bring the analysis of calls with them; whoever imports another port need not pay for it.
_LATER = {
    "CallFacts": "revrise.core.scoring.facts",
    "Model": "revrise.core.attribution.models",
    "Rubric": "revrise.ports.rubrics",
    "RubricDefinition": "revrise.core.scoring.rubric",
    "Scorecard": "revrise.core.scoring.scorecard",
}


def __getattr__(name: str) -> Any:
    """A name that is imported when first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


__all__ = [
    "Bilingual",
    "Busy",
    "CallFacts",
    "CallPage",
    "CallSource",
    "Conflict",
    "CriterionKind",
    "CrmCapabilities",
    "CrmConnector",
    "CrmConnectorKind",
    "CrmPage",
    "CrmRecord",
    "Detector",
    "DetectorDefinition",
    "Event",
    "Facts",
    "Fatal",
    "FoundCall",
    "Invalid",
    "Misconfigured",
    "Model",
    "Moment",
    "Money",
    "NotFound",
    "Party",
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
