"""What contacts without an account are asked, what they said and heard; where which law is."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, Id, Tongue, View

Purpose = Annotated[str, Meta(pattern="^(record|transcribe|analyse|coach|train)$")]
Participant = Annotated[
    str, Meta(max_length=80, description="Who they are in the call; needed unless only one can be.")
]
Regime = Annotated[str, Meta(pattern="^(one-party|all-party|gdpr|pipl)$", examples=["gdpr"])]


class AskConsent(Command):
    """Ask a contact, about one call or about all."""

    card_id: Annotated[str, Meta(min_length=1, max_length=80, examples=["card_0195…"])]
    purposes: Annotated[
        tuple[Purpose, ...], Meta(max_length=5, description="The usual four when left out.")
    ] = ()
    call_id: Id | None = None
    participant: Participant | None = None
    jurisdiction: Annotated[str, Meta(min_length=1, max_length=20, examples=["CN"])] = "unknown"
    days: Annotated[int, Meta(ge=1, le=90, description="How long it waits for an answer.")] = 14


class ConsentLink(View):
    """A link; the path is told this once."""

    id: str
    path: Annotated[str, Meta(description="Below the address of the app.")]
    expires_at: datetime


class ContactWord(View):
    """What a contact said of one purpose."""

    purpose: str
    state: Annotated[str, Meta(description="given, withdrawn or declined.")]
    said_at: datetime
    source: Annotated[str, Meta(description="page or import.")]
    separate: bool
    text_version: str | None


class ConsentRequest(View):
    """A link and where it stands."""

    id: str
    state: Annotated[str, Meta(description="asked, answered, revoked, used or expired.")]
    card_id: str
    contact: str
    purposes: list[str]
    jurisdiction: str
    text_version: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    call_id: str | None
    participant: str | None
    words: list[ContactWord]


class ConsentRequests(View):
    """The newest first."""

    items: list[ConsentRequest]


class ConsentRequestQuery(Command):
    """Which."""

    call_id: Annotated[Id | None, Meta(description="Of this call only.")] = None


class MailConsent(Command):
    """In which language."""

    language: Tongue = "en"


class SetContact(Command):
    """A contact is known to speak in a call."""

    card_id: Annotated[str, Meta(min_length=1, max_length=80, examples=["card_0195…"])]
    participant: Participant | None = None


class ContactSet(View):
    """How many of their words count for it."""

    words: Count


class ImportConsents(Command):
    """A CSV table of consent."""

    csv: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=60_000,
            description="Columns: email or external_id, purposes, state, at, evidence; may have "
            "jurisdiction and separate.",
            examples=["email,purposes,state,at,evidence\n"],
        ),
    ]
    dry_run: Annotated[bool, Meta(description="Only say what is wrong with it.")] = False


class RejectedLine(View):
    """A line that cannot be kept."""

    line: int
    column: str
    reason: str


class ImportedConsents(View):
    """What became of it. Nothing is kept where a line was rejected."""

    rows: Count
    kept: Count
    unchanged: Count
    withdrawn_calls: Annotated[int, Meta(description="Calls somebody took their word back from.")]
    rejected: Count
    first: Annotated[list[RejectedLine], Meta(description="The first thousand.")]


class DetectedNotice(View):
    """A notice the words of a call begin with."""

    at_ms: Count
    language: str
    regime: str
    alike: Annotated[float, Meta(description="How much of its text was found, 0 to 1.")]


class NotedNotice(View):
    """Evidence that a notice was played."""

    at_ms: Count
    language: str
    regime: str
    text_version: str
    how: Annotated[str, Meta(description="stated or detected.")]
    noted_by: str
    noted_at: datetime


class CallNotice(View):
    """The sentence for a call, what is noted, and what its words suggest."""

    regime: str
    text_version: str
    text_en: str
    text_zh: str
    noted: NotedNotice | None
    proposed: DetectedNotice | None


class NoteNotice(Command):
    """The notice was played."""

    at_ms: Annotated[int, Meta(ge=0, le=86_400_000, description="After the call began.")] = 0
    language: Tongue | None = None
    regime: Regime | None = None
    how: Annotated[str, Meta(pattern="^(stated|detected)$")] = "stated"


class Jurisdiction(View):
    """Which regime holds in a place."""

    place: str
    regime: str
    source: str
    shipped: Annotated[str | None, Meta(description="What comes with this version.")]
    set_here: bool
    laxer: bool
    separate_purposes: list[str]


class Jurisdictions(View):
    """Those set here first."""

    version: str
    items: list[Jurisdiction]


class SetJurisdiction(Command):
    """Which regime holds there from now on."""

    regime: Regime
    reason: Annotated[str, Meta(max_length=500, examples=["Letter of our counsel"])] = ""
