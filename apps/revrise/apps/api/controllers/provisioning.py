"""What the company's directory proves itself with, and what its groups give."""

from typing import Any

from attrs import asdict

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import provisioning as views
from revrise.services.provisioning.groups import MapGroup

TAG = "Provisioning"


@operation("GET /v1/provisioning-tokens", tag=TAG, needs="provisioning_token:read",
           answer=views.ProvisioningTokens)  # fmt: skip
def list_provisioning_tokens(context: Context) -> Any:
    """List provisioning tokens.

    Those that were not ended; what they are is told only when they are made.
    """
    found = context.app.provisioning_tokens.open(context.by)
    return {"items": [dict(one) for one in found]}


@operation("POST /v1/provisioning-tokens", tag=TAG, needs="provisioning_token:create",
           answer=views.MadeProvisioningToken, status=201, secret=True)  # fmt: skip
def create_provisioning_token(context: Context, body: views.NewProvisioningToken) -> Answer:
    """Make a provisioning token.

    For SCIM alone. The token is told once.
    """
    made = context.app.provisioning_tokens.make(body.name, body.days, context.by)
    return Answer(asdict(made), 201)


@operation("DELETE /v1/provisioning-tokens/{provisioning_token_id}", tag=TAG,
           needs="provisioning_token:delete", status=204)  # fmt: skip
def end_provisioning_token(context: Context, provisioning_token_id: str) -> Answer:
    """End a provisioning token.

    The directory's next request with it is refused.
    """
    context.app.provisioning_tokens.end(provisioning_token_id, context.by)
    return Answer(b"", 204)


@operation("GET /v1/scim-groups", tag=TAG, needs="scim_group:read", answer=views.ScimGroups)
def list_scim_groups(context: Context) -> Any:
    """List groups of the directory.

    With what their members get.
    """
    return {"items": [dict(one) for one in context.app.scim_groups.listed(context.by)]}


@operation("PUT /v1/scim-groups/{scim_group_id}/mapping", tag=TAG, needs="scim_group:update",
           answer=views.ScimGroup)  # fmt: skip
def map_scim_group(context: Context, scim_group_id: str, body: views.MapScimGroup) -> Any:
    """Set what the members of a group get.

    At once; roles and teams given by hand stay. No group makes an owner.
    """
    command = MapGroup(scim_group_id, tuple(body.roles), body.team_id)
    return asdict(context.app.scim_groups.map(command, context.by))
