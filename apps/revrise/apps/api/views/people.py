"""People, teams, competencies, the organisation; how somebody proves who they are."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import (
    ABSENT,
    Absent,
    Command,
    Id,
    Line,
    Tongue,
    Version,
    View,
)

Role = Annotated[
    str, Meta(pattern="^(rep|coach|manager|enablement|admin|owner)$", examples=["rep"])
]
Roles = Annotated[tuple[Role, ...], Meta(min_length=1, max_length=6, examples=[["rep"]])]
Email = Annotated[
    str,
    Meta(
        pattern=r"^[^@\s]+@[^@\s]+$", max_length=254, examples=["li.na@company.example"]
    ),
]  # fmt: skip


class Person(View):
    """Somebody of the organisation."""

    id: str
    version: Version
    name: Annotated[str | None, Meta(examples=["Li Na"])] = None
    email: str | None = None
    team_id: str | None = None
    roles: list[str] | None = None
    locale: Annotated[str | None, Meta(description="The language they read.")] = None
    active: Annotated[bool | None, Meta(description="Whether they may come in.")] = None
    hired_at: datetime | None = None
    source: str | None = None
    external_id: str | None = None


class NewPerson(Command):
    """Somebody new."""

    name: Annotated[Line, Meta(examples=["Li Na"])]
    email: Email | None = None
    team_id: Id | None = None
    roles: Roles = ("rep",)
    locale: Tongue = "en"


class PersonChanges(Command):
    """What changes about somebody; what is left out stays."""

    name: Line | Absent = ABSENT
    email: Email | Absent | None = ABSENT
    team_id: Id | Absent | None = ABSENT
    roles: Roles | Absent = ABSENT
    locale: Annotated[Tongue | Absent, Meta(examples=["zh"])] = ABSENT


class NewPeople(Command):
    """People to add; each stands or falls alone."""

    items: Annotated[list[NewPerson], Meta(min_length=1, max_length=500)]


class Team(View):
    """A team; teams are a tree."""

    id: str
    version: Version
    name: Annotated[str | None, Meta(examples=["North"])] = None
    parent_id: Annotated[str | None, Meta(description="The team above.")] = None
    source: str | None = None
    external_id: str | None = None


class NewTeam(Command):
    """A team to add."""

    name: Annotated[Line, Meta(examples=["North"])]
    parent_id: Annotated[Id | None, Meta(description="The team above.")] = None


class TeamChanges(Command):
    """What changes about a team."""

    name: Annotated[Line | Absent, Meta(examples=["North and islands"])] = ABSENT
    parent_id: Id | Absent | None = ABSENT


class Competency(View):
    """What a seller should be able to do; levels run from 1 to 5."""

    id: str
    version: Version
    title_en: str | None = None
    title_zh: str | None = None
    target: Annotated[float | None, Meta(description="The level wanted of a rep.")] = None
    parent_id: str | None = None


class Organisation(View):
    """The organisation all of this belongs to."""

    id: str
    version: Version
    name: str | None = None
    locale: str | None = None
    currency: str | None = None


class Me(View):
    """Who you are to the server."""

    person_id: str
    name: str
    locale: str
    roles: list[str]
    team_id: str | None
    subtree: Annotated[list[str], Meta(description="Your team and all below it.")]
    via: Annotated[str, Meta(description="session or key.", examples=["key"])]
    read_only: bool


class Language(Command):
    """The language you read."""

    locale: Tongue


class Invitation(View):
    """A link for somebody's first password; the token is told once."""

    person_id: str
    login: str
    token: str
    path: Annotated[str, Meta(examples=["/welcome?token=…"])]


class Session(View):
    """A browser that is logged in."""

    id: str
    person_id: str | None = None
    started_at: datetime | None = None
    seen_at: datetime | None = None
    ends_at: datetime | None = None
    agent: Annotated[str | None, Meta(description="What the browser calls itself.")] = None


class OutsideLink(View):
    """An account of an identity provider that a person logs in by."""

    id: str
    person_id: str | None = None
    issuer: Annotated[str | None, Meta(examples=["https://login.example.com"])] = None
    linked_at: datetime | None = None


Scopes = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=80)]],
    Meta(
        max_length=50,
        description="What a key is narrowed to: resources or permissions; none: all you may.",
        examples=[["deal:read", "call"]],
    ),
]


class Key(View):
    """A key by which a program acts for a person."""

    id: str
    person_id: str | None = None
    name: str | None = None
    read_only: bool | None = None
    scopes: Scopes | None = None
    made_at: datetime | None = None
    expires_at: datetime | None = None


class NewKey(Command):
    """A key to make for yourself."""

    name: Annotated[
        str, Meta(min_length=1, max_length=80, pattern=r"\S", examples=["Weekly export"])
    ]
    days: Annotated[int, Meta(ge=1, le=366, description="Until it expires.")] = 90
    read_only: bool = True
    scopes: Scopes = field(default_factory=list)


class MadeKey(View):
    """A new key. The token is told once and kept nowhere."""

    id: str
    name: str
    token: str
    read_only: bool
    expires_at: datetime
    scopes: Scopes


class Boards(Command):
    """Whether others see you on leaderboards."""

    shown: bool


class Password(Command):
    """A first or new password for somebody."""

    password: Annotated[
        str, Meta(min_length=1, max_length=256, examples=["correct horse battery staple"])
    ]
