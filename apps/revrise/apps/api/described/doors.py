"""Doors for nobody yet: described like operations, answered by the server itself."""

from revrise.apps.api.operation import Operation
from revrise.apps.api.views.intake import CameIn, NewArrival
from revrise.apps.api.views.log_in import Credentials, LoggedIn


def _undone() -> None:
    """The server answers: apps/server/session_api.py, apps/server/intake.py."""


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
    Operation(
        id="takeSignedCall",
        method="POST",
        path="/v1/intake/{intake_source_id}",
        tag="Intake",
        summary="Send a call, signed",
        description="For systems without a key: signed with the source's secret by the rules of "
        "Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature). Anything else is "
        "401, whatever is wrong with it. Of a signed one, another type than application/json is "
        "415, a body that is no JSON 400, JSON that does not fit 422; a message that came before "
        "is 409; a call that is known already changes nothing.",
        permission="",
        run=_undone,
        body=NewArrival,
        answer=CameIn,
        status=202,
        limit=8 << 20,
    ),
)
