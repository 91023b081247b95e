"""One's own password."""

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import identity as views
from revrise.services.identity.accounts import ChangePassword


@operation(
    "POST /v1/me/password",
    tag="Credentials",
    needs="local_account:update",
    status=204,
    secret=True,
    apart=True,
)
def change_my_password(context: Context, body: views.NewPassword) -> Answer:
    """Change your password.

    Every other session of yours is over then; keys stay.
    """
    principal = context.principal
    keep = principal.credential_id if principal.via == "session" else ""
    context.app.accounts.change_password(ChangePassword(body.old, body.new, keep), context.by)
    return Answer(b"", 204)
