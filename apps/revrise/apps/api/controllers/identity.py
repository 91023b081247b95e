"""Oneself: sessions, API keys, the password."""

from collections.abc import Mapping
from typing import Any

from revrise.apps.api.lists import offer
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import identity as views
from revrise.core.governance.rule import Column, IsNull
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.session import Session
from revrise.services.identity.accounts import ChangePassword
from revrise.services.identity.keyring import MakeKey

TAG = "Identity"
_STILL = IsNull(Column("ended_at"))
SESSIONS = Resource(
    Session, "session", "sessions", "session", "sessions", TAG, views.Session,
    filters=("person_id", "started_at", "ends_at"), sorts=("id", "started_at", "seen_at"),
    order="-started_at", only=_STILL,
)  # fmt: skip
KEYS = Resource(
    ApiKey, "api_key", "api-keys", "api key", "api keys", TAG, views.ApiKey,
    filters=("person_id", "read_only", "expires_at"), sorts=("id", "name", "expires_at"),
    only=_STILL,
)  # fmt: skip
for _resource in (SESSIONS, KEYS):
    offer(_resource)


@operation("GET /v1/me", tag=TAG, needs="person:read", answer=views.Me, quick=True)
def show_me(context: Context) -> Mapping[str, Any]:
    """Show who you are.

    The person behind the credential of this request, with their roles and teams.
    """
    by, principal = context.by, context.principal
    return {
        "id": by.person_id,
        "name": principal.name,
        "locale": principal.locale,
        "roles": sorted(by.roles),
        "team_id": by.team_id,
        "teams": sorted(by.subtree),
        "via": principal.via,
        "credential_id": principal.credential_id,
        "read_only": principal.read_only,
    }


@operation("POST /v1/me/password", tag=TAG, needs="local_account:update", status=204, secret=True)
def change_my_password(context: Context, body: views.NewPassword) -> Answer:
    """Change your password.

    Every other session of yours is over then; keys stay.
    """
    principal = context.principal
    keep = principal.credential_id if principal.via == "session" else ""
    context.app.accounts.change_password(ChangePassword(body.old, body.new, keep), context.by)
    return Answer(b"", 204)


@operation("DELETE /v1/sessions/{session_id}", tag=TAG, needs="session:delete", status=204)
def end_session(context: Context, session_id: str) -> Answer:
    """End a session.

    Within a second nobody is logged in by it any more. Ending it twice is no error.
    """
    context.app.keyring.end_session(session_id, context.by)
    return Answer(b"", 204)


@operation(
    "POST /v1/api-keys",
    tag=TAG,
    needs="api_key:create",
    answer=views.MadeApiKey,
    status=201,
    secret=True,
)
def create_api_key(context: Context, body: views.NewApiKey) -> Answer:
    """Make an API key.

    It may what you may, or only read. Its secret is in this answer and nowhere else.
    """
    made = context.app.keyring.make_key(MakeKey(body.name, body.days, body.read_only), context.by)
    found = {
        "id": made.id,
        "name": made.name,
        "key": made.token,
        "read_only": made.read_only,
        "expires_at": made.expires_at,
    }
    return Answer(found, 201, {"Location": f"/v1/api-keys/{made.id}"})


@operation("DELETE /v1/api-keys/{key_id}", tag=TAG, needs="api_key:delete", status=204)
def end_api_key(context: Context, key_id: str) -> Answer:
    """End an API key.

    Within a second nobody accepts it any more. Ending it twice is no error.
    """
    context.app.keyring.end_key(key_id, context.by)
    return Answer(b"", 204)
