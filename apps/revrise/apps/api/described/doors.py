"""Logging in and out: described like operations, answered by the server before there is anybody."""

from revrise.apps.api.operation import Operation
from revrise.apps.api.views.log_in import Credentials, LoggedIn


def _undone() -> None:
    """The server answers: apps/server/session_api.py."""


DOORS = (
    Operation(
        id="logIn",
        method="POST",
        path="/v1/session",
        tag="Credentials",
        summary="Log in",
        description="Sets the cookie of a new session. A wrong name and a wrong password answer "
        "alike; after too many of them one has to wait.",
        permission="",
        run=_undone,
        body=Credentials,
        answer=LoggedIn,
        status=201,
        secret=True,
    ),
    Operation(
        id="logOut",
        method="DELETE",
        path="/v1/session",
        tag="Credentials",
        summary="Log out",
        description="Ends the session of this browser; no error where there was none.",
        permission="",
        run=_undone,
        status=204,
    ),
)
