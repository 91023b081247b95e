"""Calls that come in by machine."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, field

from revrise.apps.api.views.calls import CONSENTS
from revrise.apps.api.views.common import Command, Id, Line, Time, Version, View

_CONSENT = Meta(pattern=CONSENTS, description="all-party, seller-only or none.")
_PLACE = Meta(min_length=1, max_length=20, description="Where, e.g. US-NY or CN.")
_CODE = Meta(
    pattern="^([1-9][0-9]{0,2})?$",
    description="Calling code of numbers that name no country.",
    examples=["86"],
)
_SEPARATELY = Meta(description="They agreed to each purpose by itself, as China asks for.")
Consent = Annotated[str, _CONSENT]
Place = Annotated[str, _PLACE]
Separately = Annotated[bool, _SEPARATELY]


class Pulling(View):
    """What the sync that goes on, or went last, came to."""

    state: Annotated[
        str,
        Meta(
            description="running, done, waits (its system said until when), late (no answer for "
            "now: it is asked again) or broken (somebody must mend it)."
        ),
    ]
    job: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    brought: Annotated[int, Meta(description="New calls.")] = 0
    left_out: Annotated[int, Meta(description="Calls that were not taken.")] = 0
    because: Annotated[str, Meta(description="Why the last of them was not.")] = ""
    error: str = ""
    remedy: str = ""


class Connector(View):
    """A system that can be asked for its calls, as a plugin offers it."""

    id: Annotated[str, Meta(examples=["gong"])]
    title: str
    ready: bool
    reason: str
    remedy: str


class Connectors(View):
    """Those that are set up."""

    items: list[Connector]


class IntakeSource(View):
    """Where calls come from by machine; never its secrets."""

    id: str
    version: Version
    name: str | None = None
    owner_id: Annotated[str | None, Meta(description="In whose name calls come in.")] = None
    created_at: datetime | None = None
    consent: Annotated[str | None, Meta(description="Of calls that say nothing else.")] = None
    jurisdiction: str | None = None
    separately: bool | None = None
    country: str | None = None
    without_deal: Annotated[
        bool | None, Meta(description="A call of one rep is kept though no deal fits.")
    ] = None
    active: bool | None = None
    connector: Annotated[
        str | None, Meta(description="The system that is asked for its calls; null: it sends them.")
    ] = None
    due_at: Annotated[datetime | None, Meta(description="When it is asked next.")] = None
    pulling: Pulling | None = None


class NewIntakeSource(Command):
    """A source in the name of somebody who may add calls."""

    name: Annotated[str, Meta(min_length=1, max_length=100, examples=["Phone system"])]
    owner_id: Annotated[Id, Meta(description="Who answers for it: their rights decide.")]
    consent: Consent = "none"
    jurisdiction: Place = "unknown"
    separately: Separately = False
    country: Annotated[str, _CODE] = ""
    without_deal: bool = False
    connector: Annotated[
        str,
        Meta(max_length=80, description="The system to ask; empty: it sends.", examples=["gong"]),
    ] = ""


class IntakeSecret(View):
    """The secret that messages are signed with; never shown again."""

    id: str
    secret: Annotated[str, Meta(examples=["whsec_…"])]


class SwitchIntakeSource(Command):
    """On or off."""

    active: bool


class Party(Command):
    """Who took part: what is known of them."""

    name: Annotated[str, Meta(max_length=200)] = ""
    email: Annotated[str, Meta(max_length=320, examples=["li@example.com"])] = ""
    phone: Annotated[str, Meta(max_length=60, examples=["+86 138 0013 8000"])] = ""
    host: Annotated[bool, Meta(description="They invited the others.")] = False


class NewArrival(Command):
    """A call as a source tells of it: with its words, or with a link to its file."""

    id: Annotated[
        str, Meta(min_length=1, max_length=200, description="The source's own id: comes in once.")
    ]
    started_at: Annotated[Time, Meta(description="When it began.")]
    participants: Annotated[list[Party], Meta(max_length=50)] = field(default_factory=list)
    title: Annotated[str, Meta(max_length=300)] = ""
    transcript: Annotated[
        dict[str, Any] | None, Meta(description="A canonical transcript (revrise.transcript/1).")
    ] = None
    media_url: (
        Annotated[
            str,
            Meta(max_length=2_048, description="https, fetched once; redirects are not followed."),
        ]
        | None
    ) = None
    file_name: Annotated[
        str, Meta(min_length=1, max_length=200, description="Its ending tells the format.")
    ] = "call"
    consent: Consent | None = None
    jurisdiction: Place | None = None
    separately: Separately | None = None
    language: Annotated[str, Meta(pattern="^(en|zh)$")] | None = None
    seller: Line | None = None
    seller_channel: Annotated[int, Meta(ge=0, le=7)] | None = None


class CameIn(View):
    """What came in; a job finds out whose it is."""

    arrival: str
    created: Annotated[bool, Meta(description="False: it was there already.")]
    state: str


class CallArrival(View):
    """A call that came in by machine."""

    id: str
    version: Version
    source_id: str | None = None
    owner_id: Annotated[str | None, Meta(description="Who answers for its source.")] = None
    origin_id: str | None = None
    arrived_at: datetime | None = None
    started_at: datetime | None = None
    title: str | None = None
    parties: Annotated[list[dict[str, Any]] | None, Meta(description="Who took part.")] = None
    consent: str | None = None
    jurisdiction: str | None = None
    separately: bool | None = None
    state: Annotated[str | None, Meta(description="arrived, waiting, kept or dismissed.")] = None
    reason: Annotated[
        str | None,
        Meta(
            description="Why it waits: no_rep, several_reps, no_contact, no_deal, several_deals, "
            "no_consent, not_fetched, no_file, unreadable, refused, hidden or quota."
        ),
    ] = None
    rep_ids: Annotated[list[str] | None, Meta(description="Who fits.")] = None
    deal_ids: Annotated[list[str] | None, Meta(description="Deals that fit.")] = None
    call_id: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


class ChooseArrival(Command):
    """Whose call it is."""

    rep_id: Id
    deal_id: Id | None = None
    consent: Consent | None = None
    jurisdiction: Place | None = None
    separately: Separately | None = None
