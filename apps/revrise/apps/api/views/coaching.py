"""Gaps, plans, actions, 1:1s."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Id, Line, Time, Version, View, Words
from revrise.apps.api.views.detectors import Said

Level = Annotated[float, Meta(ge=1, le=5)]
Moment = Annotated[Time, Meta(description="RFC 3339, in UTC.", examples=["2026-03-01T09:30:00Z"])]


class Quote(View):
    """Words of a call that show a level."""

    call_id: str
    utterance: int
    text: str
    because: Annotated[str, Meta(description="Why this level, in the call's language.")]
    why: Annotated[Said, Meta(description="The same in either; as it is where a person said it.")]
    call: Annotated[str, Meta(description="The call's title.")]
    at: datetime


class Gap(View):
    """How far somebody is from what is wanted, as sure as the calls make it."""

    person_id: str
    person: str
    competency_id: str
    competency: str
    current: float | None
    target: float
    size: Annotated[float | None, Meta(description="target − current.")]
    margin: Annotated[float | None, Meta(description="Half of the 95 % interval of the size.")]
    observations: int
    quotes: list[Quote]


class Gaps(View):
    """The widest known gaps, those first that are surely wide."""

    items: list[Gap]


class GapQuery(Command):
    """Whose gaps, and how many."""

    person_id: Id | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 10


class PlanAction(View):
    """One thing to do."""

    kind: Annotated[str, Meta(description="course, scenario, asset, listening or one_on_one.")]
    subject_id: str
    title: str
    due_at: datetime
    done_at: datetime | None = None


class Plan(View):
    """A coaching plan from a baseline to a target."""

    id: str
    version: Version
    person_id: str | None = None
    team_id: str | None = None
    coach_id: str | None = None
    competency_id: str | None = None
    baseline: float | None = None
    target: float | None = None
    actions: list[PlanAction] | None = None
    created_at: datetime | None = None
    due_at: datetime | None = None
    state: Annotated[str | None, Meta(description="proposed, accepted, completed or closed.")] = (
        None
    )
    closed_reason: str | None = None


class NewPlan(Command):
    """For whom, on which competency (left out: the widest gap), for how many weeks."""

    person_id: Id
    competency_id: Annotated[Id | None, Meta(examples=["discovery"])] = None
    weeks: Annotated[int, Meta(ge=1, le=52)] = 8


class NewAction(Command):
    """One thing to do."""

    kind: Annotated[
        str, Meta(pattern="^(course|scenario|asset|listening|one_on_one)$", examples=["course"])
    ]
    subject_id: Id
    title: Line
    due_at: Moment
    done_at: Moment | None = None


class PlanAdjusted(Command):
    """What the plan becomes."""

    target: Level
    due_at: Moment
    actions: Annotated[list[NewAction], Meta(min_length=1, max_length=50)]


class Reason(Command):
    """Why."""

    reason: Annotated[Line, Meta(pattern=r"\S", examples=["Changed teams"])]


class Promise(View):
    """What somebody said they would do."""

    text: str
    by: str
    due_at: datetime | None = None
    kept: bool = False


class OneOnOne(View):
    """A 1:1. Private notes come only to the coach who wrote them."""

    id: str
    version: Version
    person_id: str | None = None
    team_id: str | None = None
    coach_id: str | None = None
    at: datetime | None = None
    agenda: list[str] | None = None
    promises: list[Promise] | None = None
    shared_notes: str | None = None
    private_notes: str | None = None
    minutes: int | None = None
    state: Annotated[str | None, Meta(description="planned or held.")] = None


Agenda = Annotated[tuple[Line, ...], Meta(max_length=50)]


class NewOneOnOne(Command):
    """A 1:1 to arrange: about a plan, or freely with a person."""

    at: Moment
    plan_id: Annotated[Id | None, Meta(description="Its agenda comes from this plan.")] = None
    person_id: Annotated[Id | None, Meta(description="With whom, where there is no plan.")] = None
    minutes: Annotated[int, Meta(ge=5, le=480)] = 30
    agenda: Agenda = ()


class Notes(Command):
    """Agenda and notes as they stand."""

    agenda: Agenda
    shared_notes: Words = ""
    private_notes: Words = ""


class Held(Command):
    """What was said and promised."""

    shared_notes: Words
    promises: Annotated[tuple[Line, ...], Meta(max_length=50)] = ()
    private_notes: Words = ""
    kept: Annotated[
        tuple[Annotated[int, Meta(ge=0, le=500)], ...],
        Meta(max_length=50, description="Earlier promises that were kept, by their place."),
    ] = ()


class Interval(View):
    """A mean with its 95 % interval over `n` values."""

    value: float
    low: float | None
    high: float | None
    n: int


class HeatCell(View):
    """A person's level in a competency, and how it changed."""

    competency_id: str
    current: float | None
    target: float
    size: float | None
    margin: float | None
    n: int
    drift: Annotated[
        Interval | None, Meta(description="The newer half of the levels minus the older one.")
    ]


class HeatRow(View):
    """One person."""

    person_id: str
    person: str
    plan_id: Annotated[str | None, Meta(description="Their newest open plan.")]
    cells: list[HeatCell]


class HeatMap(View):
    """People by competencies, the widest median gap first."""

    competencies: list[str]
    medians: dict[str, float]
    rows: list[HeatRow]


class HeatQuery(Command):
    """Of which team."""

    team_id: Id | None = None
