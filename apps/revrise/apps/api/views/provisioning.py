"""Provisioning tokens, and what groups of the company's directory give."""

from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Id, Line, Time, View


class ProvisioningToken(View):
    """What the company's directory proves itself with."""

    id: str
    name: str
    made_by: str
    made_at: Time
    expires_at: Time


class ProvisioningTokens(View):
    """The newest first."""

    items: list[ProvisioningToken]


class NewProvisioningToken(Command):
    """A name, and days until it expires."""

    name: Line
    days: Annotated[int, Meta(ge=1, le=366)] = 180


class MadeProvisioningToken(View):
    """The token is told once."""

    id: str
    name: str
    token: str
    expires_at: Time


class ScimGroup(View):
    """A group of the directory, and what its members get."""

    id: str
    name: str
    outside_id: str | None
    members: list[str]
    roles: list[str]
    team_id: str | None
    version: int


class ScimGroups(View):
    """By name."""

    items: list[ScimGroup]


class MapScimGroup(Command):
    """Roles and a team; none: nothing."""

    roles: Annotated[list[Line], Meta(max_length=50)] = field(default_factory=list)
    team_id: Id | None = None
