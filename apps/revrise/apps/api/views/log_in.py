"""Logging in over the API."""

from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Id, View
from revrise.apps.api.views.identity import Password

Code = Annotated[
    str,
    Meta(
        max_length=40,
        description="Where there is a second factor: a code, or a recovery code.",
        examples=["492039"],
    ),
]


class Credentials(Command):
    """What somebody types to log in."""

    login: Annotated[
        str, Meta(min_length=1, max_length=320, description="E-mail address, or the person's id.")
    ]
    password: Password
    code: Code | None = None


class LoggedIn(View):
    """A session. The answer sets its cookie; send `csrf` as `X-CSRF-Token` with every change."""

    id: Id
    person_id: Id
    csrf: str
