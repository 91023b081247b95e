"""Who one is, and what one holds to prove it."""

from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Id, Line, Time, Tongue, Version, View

Password = Annotated[str, Meta(min_length=1, max_length=256, examples=["four unrelated words"])]


class Me(View):
    """Who the credential of this request stands for."""

    id: Id
    name: str
    locale: Tongue
    roles: list[str]
    team_id: str | None
    teams: Annotated[list[str], Meta(description="Your team and all below it.")]
    via: Annotated[str, Meta(description="session or key.", examples=["key"])]
    credential_id: Id
    read_only: bool


class NewPassword(Command):
    """A new password for oneself."""

    old: Password
    new: Password


class Session(View):
    """A browser in which somebody has logged in."""

    id: Id
    person_id: Id
    started_at: Time
    seen_at: Annotated[Time, Meta(description="When it was last in use, to some minutes.")]
    ends_at: Time
    agent: Annotated[str, Meta(description="What the browser calls itself.")]
    version: Version


class ApiKey(View):
    """How a program acts for a person; the secret part is shown once, when it is made."""

    id: Id
    person_id: Id
    name: Line
    read_only: bool
    made_at: Time
    expires_at: Time
    version: Version


class NewApiKey(Command):
    """A key for a program that is to act for you."""

    name: Annotated[Line, Meta(description="What will use it.", examples=["nightly export"])]
    days: Annotated[int, Meta(ge=1, le=366, description="Days until it expires.")] = 90
    read_only: bool = True


class MadeApiKey(View):
    """A key that was made. Keep `key`: it is not shown again."""

    id: Id
    name: Line
    key: Annotated[str, Meta(description="Send it as `Authorization: Bearer …`.")]
    read_only: bool
    expires_at: Time
