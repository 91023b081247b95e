"""What is kept of people, how long, and how it goes."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Count, Id, View

Reason = Annotated[
    str,
    Meta(
        min_length=10,
        max_length=500,
        description="Why: 10 to 500 characters.",
        examples=["Case 24-117 before the court"],
    ),
]
States = Annotated[dict[str, int], Meta(description="allowed, withdrawn, missing → calls.")]


class ConsentCoverage(View):
    """Calls by what is allowed with them."""

    calls: Count
    purposes: Annotated[dict[str, States], Meta(description="Purpose → states.")]
    jurisdictions: Annotated[dict[str, States], Meta(description="Where → states to coach.")]


class RetentionClass(View):
    """A class of data, how long it is kept and what is due."""

    name: str
    days: Annotated[int | None, Meta(description="None: for good.")]
    due: Count
    on_hold: Count
    tables: Annotated[dict[str, int], Meta(description="Kind of record → rows due.")]


class Retention(View):
    """Every class."""

    items: list[RetentionClass]


class SetRetention(Command):
    """How long to keep a class."""

    days: Annotated[int, Meta(ge=1, le=36_500, examples=[730])] | None


class Hold(View):
    """A legal hold; it holds until it is released."""

    id: str
    kind: str
    subject_id: str
    reason: str
    placed_by: str
    placed_at: datetime
    released_by: str | None
    released_at: datetime | None
    released_because: str


class Holds(View):
    """Those that hold first."""

    items: list[Hold]


class SubjectQuery(Command):
    """What they are called, or their id."""

    q: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Annotated[list[str], Meta(max_length=4, description="person, card, call, deal.")] = field(
        default_factory=list
    )
    limit: Annotated[int, Meta(ge=1, le=50)] = 20


class Subject(View):
    """Whom or what data is about; the name is empty where you may not know it.

    Of a call or a deal also when it was and the name of its owner.
    """

    kind: str
    id: str
    name: str
    at: datetime | None = None
    owner: str = ""


class Subjects(View):
    """An id first, then the best names."""

    items: list[Subject]


class PlaceHold(Command):
    """What must not go."""

    kind: Annotated[
        str, Meta(pattern="^(person|call|deal)$", description="person, call or deal.",
                  examples=["person"])
    ]  # fmt: skip
    subject_id: Id
    reason: Reason


class ReleaseHold(Command):
    """Why it may go again."""

    reason: Reason


class Erasure(View):
    """An erasure; `counts` and `digest` are its receipt."""

    id: str
    subject_kind: str
    subject_id: str
    reason: str
    requested_by: str
    requested_at: datetime
    state: Annotated[str, Meta(description="requested, confirmed, done or refused.")]
    confirmed_by: str | None
    confirmed_at: datetime | None
    done_at: datetime | None
    counts: Annotated[dict[str, int], Meta(description="Kind of record → rows.")]
    digest: Annotated[str, Meta(description="SHA-256 over the receipt.")]


class Erasures(View):
    """The newest first."""

    items: list[Erasure]


class RequestErasure(Command):
    """Whom to erase."""

    subject_id: Id
    reason: Reason
    kind: Annotated[
        str, Meta(pattern="^(person|card)$", description="person or card.", examples=["person"])
    ] = "person"


class SubjectExport(View):
    """A copy of what is kept about somebody."""

    id: str
    person_id: str
    asked_by: str
    asked_at: datetime
    state: Annotated[str, Meta(description="queued, ready or expired.")]
    size: Count
    ready_at: datetime | None
    expires_at: datetime | None


class SubjectExports(View):
    """The newest first."""

    items: list[SubjectExport]


class AskExport(Command):
    """Of whom; nobody named: of yourself."""

    person_id: Id | None = None
