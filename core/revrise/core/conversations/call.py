"""A call: a recorded conversation of a rep, perhaps about a deal, with what it measured."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from attrs import Factory, evolve, field, frozen

from revrise.core.conversations.correction import Correction
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.title import typed
from revrise.core.conversations.transcript import Transcript

# How long the file of a blocked call is kept where nobody reads it.
SEALED = timedelta(days=30)
WAITS = "it goes on by itself once everybody on it agreed"
STATES = ("received", "transcribing", "analysing", "analysed", "added", "blocked", "failed")
# What stands before a remedy that is not for those on the call: settings, disks, endpoints.
FOR_ADMINS = "for an administrator: "
# What is to be done where the job of a call gave up and nobody knows more.
ONCE_MORE = "process the call again"
# The metrics that lists filter and compare by: each has a column of its own.
LISTED = ("talk_share", "longest_monologue", "questions_per_hour")
# What says by which definition, with which detectors of plugins, a listed thing was measured.
DEFINED = {"questions_by": "questions_per_hour", "objections_by": "objection_handling"}


@frozen
class Call:
    """`owner_id` is the rep. `fingerprint` is the SHA-256 of the file it came from.

    `state` is added (known, without its words) | received | transcribing | analysing | analysed |
    blocked (no consent) | failed.
    `sealed_until` is how long the file of a blocked one waits for consent; nobody reads it.
    `blocked_reason` says why it is blocked or failed, `remedy` what to do. A failed one has been so
    since `stopped_at`; `fault` is why in words that do not name it or its file, where it is none of
    its uploader's making. `hints` are what its
    uploader said of who sells in it and in which language. `metrics` by name; those of LISTED stand
    beside them once more, always as in `metrics`. `objections` are the categories heard, a space
    between, in order of the alphabet; empty for none, None where nobody looked. `questions_by` and
    `objections_by` are the definitions, of DEFINED metrics, by which questions and objections were
    heard; what other detectors heard is never compared with them. `reviewed`: somebody gave a score
    of their own.
    """

    id: str
    title: str
    owner_id: str
    team_id: str | None
    started_at: datetime
    language: str
    fingerprint: str
    deal_id: str | None = None
    account_id: str | None = None
    duration_ms: int | None = None
    media_sha256: str | None = None
    source: str = ""
    state: str = "added"
    blocked_reason: str | None = None
    remedy: str | None = None
    hints: Mapping[str, str | int | None] | None = None
    participants: tuple[str, ...] = ()
    metrics: Mapping[str, Metric] = Factory(dict)
    sealed_until: datetime | None = None
    talk_share: float | None = None
    longest_monologue: float | None = None
    questions_per_hour: float | None = None
    objections: str | None = None
    questions_by: str | None = None
    objections_by: str | None = None
    reviewed: bool = False
    stopped_at: datetime | None = None
    fault: str | None = None
    version: int = 1

    def __attrs_post_init__(self) -> None:
        """Listed metrics and definitions are those of `metrics`; what goes on is not stopped."""
        if self.state != "failed":
            object.__setattr__(self, "stopped_at", None)
            object.__setattr__(self, "fault", None)
        for name in LISTED:
            found = self.metrics.get(name)
            value = None if found is None or found.value is None else float(found.value)
            object.__setattr__(self, name, value)
        for name, metric in DEFINED.items():
            by = self.metrics.get(metric)
            object.__setattr__(self, name, None if by is None else by.definition)

    def renamed(self, title: str) -> "Call":
        """With another title. Raises Invalid as `title.typed`.

        The title it has gives the call as it is.
        """
        title = typed(title)
        return self if title == self.title else evolve(self, title=title, version=self.version + 1)

    @property
    def waits(self) -> bool:
        """Whether it is blocked, and goes on once everybody on it agreed."""
        return self.state == "blocked" and self.remedy == WAITS

    @property
    def administered(self) -> str | None:
        """What an administrator has to do before it can go on; None where others can."""
        told = self.remedy or ""
        return told.removeprefix(FOR_ADMINS) if told.startswith(FOR_ADMINS) else None


def _all(found: Sequence[Correction] | None) -> tuple[Correction, ...]:
    """Rows of before anything was corrected hold nothing."""
    return tuple(found or ())


@frozen
class CallTranscript:
    """What was said in a call; kept apart, since reading it takes a consent decision.

    `corrections` are people's, oldest first, of who speaks.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    transcript: Transcript
    corrections: tuple[Correction, ...] = field(default=(), converter=_all)
    version: int = 1


@frozen
class CallPart:
    """What was heard so far of a call that is being transcribed; goes once all of it is kept.

    `name` is the transcriber's own; the times are those of the channel it was heard on.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    name: str
    transcript: Transcript
    version: int = 1
