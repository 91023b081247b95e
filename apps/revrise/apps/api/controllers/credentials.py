"""Sessions and API keys: what proves who somebody is."""

from attrs import asdict

from revrise.apps.api.lists import offer
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import people as views
from revrise.core.errors import Refused
from revrise.core.governance.rule import Column, IsNull
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.outside import OutsideLink
from revrise.core.identity.session import Session
from revrise.services.identity.keyring import MakeKey

TAG = "Credentials"
_OPEN = IsNull(Column("ended_at"))
SESSIONS = Resource(
    Session, "session", "sessions", "session", "sessions", TAG, views.Session,
    filters=("person_id",), sorts=("id", "started_at", "seen_at"), order="-started_at", only=_OPEN,
)  # fmt: skip
KEYS = Resource(
    ApiKey, "api_key", "keys", "key", "keys", TAG, views.Key,
    filters=("person_id", "name", "read_only", "expires_at"),
    sorts=("id", "name", "made_at", "expires_at"), order="-made_at", only=_OPEN,
)  # fmt: skip
LINKS = Resource(
    OutsideLink, "outside_link", "outside-links", "outside link", "outside links", TAG,
    views.OutsideLink, filters=("person_id", "issuer"), sorts=("id", "linked_at"),
    order="-linked_at",
)  # fmt: skip
offer(LINKS, one=False)
offer(SESSIONS, one=False)
offer(KEYS, one=False)


@operation("DELETE /v1/sessions/{session_id}", tag=TAG, needs="session:delete", status=204)
def end_session(context: Context, session_id: str) -> Answer:
    """End a session.

    The browser is logged out within a second.
    """
    context.app.keyring.end_session(session_id, context.by)
    return Answer(b"", 204)


@operation(
    "DELETE /v1/outside-links/{outside_link_id}",
    tag=TAG,
    needs="outside_link:delete",
    status=204,
)
def remove_outside_link(context: Context, outside_link_id: str) -> Answer:
    """Remove the link to an account of an identity provider.

    The person's other sessions end. Your own last way to log in is refused: set a password first.
    """
    principal = context.principal
    keep = principal.credential_id if principal.via == "session" else ""
    context.app.outside_links.remove(outside_link_id, context.by, keep)
    return Answer(b"", 204)


@operation(
    "POST /v1/keys",
    tag=TAG,
    needs="api_key:create",
    answer=views.MadeKey,
    status=201,
    secret=True,
)
def create_key(context: Context, body: views.NewKey) -> Answer:
    """Make an API key for yourself.

    It may what you may, or only read, and only within its scopes, until it expires. The token is
    told once.
    """
    command = MakeKey(body.name, body.days, body.read_only, tuple(body.scopes))
    if context.principal.scopes:
        raise Refused("a key with scopes makes no keys", culprit="scopes", remedy="log in")
    made = context.app.keyring.make_key(command, context.by)
    return Answer(asdict(made), 201)


@operation("DELETE /v1/keys/{key_id}", tag=TAG, needs="api_key:delete", status=204)
def end_key(context: Context, key_id: str) -> Answer:
    """End an API key.

    Programs that use it are out within a second.
    """
    context.app.keyring.end_key(key_id, context.by)
    return Answer(b"", 204)
