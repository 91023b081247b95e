"""The kinds of things plugins register, and what their methods must answer."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs
from attrs import Factory, frozen

from revrise.adapters.plugins.pieces import Timed, in_pieces
from revrise.core.attribution.credit import Credit
from revrise.core.attribution.models import Model
from revrise.core.conversations.detected import MOST_IN_ONE, fault
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.transcript import Transcript
from revrise.core.conversations.unkept import unkept
from revrise.core.rewards.rule import RewardDecision
from revrise.core.scoring.fault import fault as misjudged
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.call_sources import CallPage, CallSource
from revrise.ports.crm import CrmConnector, CrmConnectorKind, CrmPage
from revrise.ports.deals import CriterionKind
from revrise.ports.detectors import Detector
from revrise.ports.language_model import Answered, LanguageModel
from revrise.ports.readiness import Readiness
from revrise.ports.rewards import RewardRule
from revrise.ports.rubrics import Rubric
from revrise.ports.speech import Transcriber
from revrise.ports.transcripts import TranscriptFormat

# Words come from anywhere: a pattern that explodes on some must not hold a call for ever.
_HEARD_S = 10.0
# A rubric reads the whole call, of up to a quarter of a million lines; a rule years of a person.
_JUDGED_S = 120.0
# A page of calls or records may take fifty requests of a slow system; its `check` asks nobody.
_PAGE_S, _CHECKED_S = 900.0, 10.0
# A format is shown the first 8 KB of a file before it reads the whole.
_SNIFFED_S = 10.0


@frozen
class Answer:
    """What a method answers: one `of` a type, `many`, or a thing that is guarded itself.

    `check` says what is wrong with one of them, given the thing and what it was asked; empty where
    nothing is. `most` is how many there may be. With `seconds` it must come back whole in time, or
    `paced`: each of them, since all together are more than memory holds. `finish` is what the host
    puts between; it is handed what limits the time of a call.
    `deep`: the fields must be as declared; without, `check` looks at all that matters.
    `spares`: its faults cost what it was asked alone, for that came from a stranger.
    """

    of: type[Any] | tuple[type[Any], ...] = object
    many: bool = False
    becomes: "Kind | None" = None
    check: Callable[[Any, Sequence[Any], Any], str] | None = None
    most: Callable[[Sequence[Any]], int] | None = None
    seconds: float | None = None
    deep: bool = True
    spares: bool = False
    paced: bool = False
    finish: Callable[[Any, Timed], Any] | None = None

    @property
    def name(self) -> str:
        """The type's name for messages."""
        types = self.of if isinstance(self.of, tuple) else (self.of,)
        return " or ".join(one.__name__ for one in types)


@frozen
class Kind:
    """`promise` is the class or Protocol of the thing, `key` the field that names it.

    `answers_errors`: it may raise RevRise errors as ordinary answers, as doors do. `defined` is
    the class of its `definition`, where the host lives by that.
    """

    name: str
    hook: str
    promise: Any
    answers_errors: bool = False
    answers: Mapping[str, Answer] = Factory(dict)
    key: str = "id"
    defined: type[Any] | None = None

    def id(self, thing: Any) -> Any:
        """The name of a thing among those of its kind."""
        return attrgetter(self.key)(thing)

    def missing(self, thing: Any) -> list[str]:
        """Members of the promise that the thing lacks, in order."""
        return [name for name in sorted(members(self.promise)) if not hasattr(thing, name)]


def members(promise: Any) -> set[str]:
    """The public names a Protocol, or an attrs class, asks for."""
    if attrs.has(promise):
        return {one.name for one in attrs.fields(promise)}
    return {
        name
        for base in promise.__mro__
        if getattr(base, "_is_protocol", False)
        for name in (*vars(base), *getattr(base, "__annotations__", ()))
        if not name.startswith("_")
    }


def _misheard(detector: Any, asked: Sequence[Any], moment: Any) -> str:
    return fault(detector.definition, asked[0], moment)


def _misjudged(rubric: Any, asked: Sequence[Any], card: Any) -> str:
    return misjudged(rubric.definition, asked[0].transcript, card)


def _misdecided(rule: Any, asked: Sequence[Any], decision: Any) -> str:
    if decision.rule.ref != rule.definition.ref:
        return f"is of rule {decision.rule.ref:.60}, not {rule.definition.ref}"
    if decision.person_id != asked[0].person_id:
        return "is of somebody else"
    return ""


def _unkept(_: Any, __: Sequence[Any], transcript: Any) -> str:
    return unkept(transcript)


def _most_heard(asked: Sequence[Any]) -> int:
    return MOST_IN_ONE * len(asked[0].utterances)


_CONNECTOR = Kind(
    "CRM connector",
    "",
    CrmConnector,
    answers_errors=True,
    answers={
        "check": Answer(Readiness, seconds=_CHECKED_S),
        "pull": Answer(CrmPage, many=True, seconds=_PAGE_S, paced=True),
    },
)

KINDS: tuple[Kind, ...] = (
    Kind(
        "rubric",
        "register_rubrics",
        Rubric,
        answers={"score": Answer(Scorecard, check=_misjudged, seconds=_JUDGED_S)},
        key="definition.id",
    ),
    Kind(
        "detector",
        "register_detectors",
        Detector,
        answers={
            "find": Answer(
                Moment,
                many=True,
                check=_misheard,
                most=_most_heard,
                seconds=_HEARD_S,
                deep=False,
            )
        },
        key="definition.id",
        defined=DetectorDefinition,
    ),
    Kind(
        "reward-rule",
        "register_reward_rules",
        RewardRule,
        answers={"decide": Answer(RewardDecision, many=True, check=_misdecided, seconds=_JUDGED_S)},
        key="definition.id",
    ),
    Kind(
        "call-source",
        "register_call_sources",
        CallSource,
        answers_errors=True,
        answers={
            "check": Answer(Readiness, seconds=_CHECKED_S),
            "pull": Answer(CallPage, many=True, seconds=_PAGE_S, paced=True, finish=in_pieces),
        },
    ),
    Kind(
        "transcript-format",
        "register_transcript_formats",
        TranscriptFormat,
        answers_errors=True,
        answers={
            "sniff": Answer(bool, spares=True, seconds=_SNIFFED_S),
            "read": Answer(Transcript, check=_unkept, spares=True, seconds=_JUDGED_S),
        },
    ),
    Kind(
        "transcriber",
        "register_transcribers",
        Transcriber,
        answers_errors=True,
        answers={
            "check": Answer(Readiness),
            "transcribe": Answer(Transcript, check=_unkept),
        },
    ),
    Kind(
        "language-model",
        "register_language_models",
        LanguageModel,
        answers_errors=True,
        answers={"check": Answer(Readiness), "answer": Answer(Answered)},
    ),
    Kind(
        "crm-connector",
        "register_crm_connectors",
        CrmConnectorKind,
        answers_errors=True,
        answers={"connect": Answer(becomes=_CONNECTOR), "propose": Answer(str)},
    ),
    Kind(
        "attribution-model",
        "register_attribution_models",
        Model,
        answers={"share": Answer(Credit, many=True)},
        key="name",
    ),
    Kind(
        "criterion",
        "register_criteria",
        CriterionKind,
        answers={"met": Answer(bool)},
    ),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
