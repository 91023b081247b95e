"""Data ranges, named sets, roles in time."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Id, Line, Time, View

Ids = Annotated[list[Id], Meta(max_length=1_000)]


class DataRange(View):
    """How far a person or a team sees."""

    id: str
    subject: Annotated[str, Meta(description="person or team.")]
    subject_id: str
    kind: Annotated[str, Meta(description="own, team, subtree, all or set.")]
    set_id: str | None
    version: int


class SetRange(Command):
    """A range; a null kind leaves it to the roles again."""

    kind: Annotated[str, Meta(pattern="^(own|team|subtree|all|set)$", examples=["team"])] | None
    set_id: Id | None = None


class DataRanges(View):
    """Every range given."""

    items: list[DataRange]


class DataSet(View):
    """A named choice of teams, with those below them, and of people."""

    id: str
    name: str
    teams: list[str]
    people: list[str]
    version: int


class DataSets(View):
    """By name."""

    items: list[DataSet]


class KeepSet(Command):
    """What a set is made of."""

    name: Line
    teams: Ids = field(default_factory=list)
    people: Ids = field(default_factory=list)


class RoleGrant(View):
    """A role somebody has for a while."""

    id: str
    person_id: str
    role: str
    kind: Annotated[str, Meta(description="delegated, temporary or break_glass.")]
    given_by: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    version: int


class RoleGrants(View):
    """The newest first."""

    items: list[RoleGrant]


class GiveRole(Command):
    """A role until a moment, and why."""

    person_id: Id
    role: Annotated[str, Meta(min_length=1, max_length=64, examples=["coach"])]
    reason: Annotated[str, Meta(max_length=500, examples=["Stands in during my leave"])]
    ends_at: Time
    starts_at: Time | None = None
    kind: Annotated[str, Meta(pattern="^(delegated|temporary)$")] = "delegated"


class BreakGlass(Command):
    """Why it cannot wait."""

    reason: Annotated[str, Meta(max_length=500, examples=["A customer reports a leaked call"])]
