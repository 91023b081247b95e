"""Second factors: codes beside the password."""

from attrs import asdict

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import identity as views
from revrise.core.errors import Refused
from revrise.services.identity.second_factors import ConfirmFactor

_TAG = "Credentials"
_MINE = "/v1/me/second-factor"


@operation(
    f"GET {_MINE}", tag=_TAG, needs="second_factor:read", answer=views.SecondFactor, secret=True
)
def get_second_factor(context: Context) -> Answer:
    """Say how your second factor stands."""
    return Answer(asdict(context.app.second_factors.state(context.by)))


@operation(
    f"POST {_MINE}",
    tag=_TAG,
    needs="second_factor:create",
    answer=views.FactorStarted,
    status=201,
    secret=True,
)
def start_second_factor(context: Context) -> Answer:
    """Begin to set up a second factor.

    Nothing changes until its first code is sent to the confirmation.
    """
    return Answer(asdict(context.app.second_factors.start(context.by)), 201)


@operation(
    f"POST {_MINE}/confirmation",
    tag=_TAG,
    needs="second_factor:update",
    answer=views.RecoveryCodes,
    secret=True,
)
def confirm_second_factor(context: Context, body: views.FirstCode) -> Answer:
    """Switch your second factor on by its first code.

    Answers with recovery codes, told this once. Every other session of yours is over then. Log in
    for it: no API key may.
    """
    _logged_in(context)
    command = ConfirmFactor(body.code, context.principal.credential_id)
    return Answer({"codes": list(context.app.second_factors.confirm(command, context.by))})


@operation(
    f"POST {_MINE}/recovery-codes",
    tag=_TAG,
    needs="second_factor:update",
    answer=views.RecoveryCodes,
    secret=True,
    apart=True,
)
def make_recovery_codes(context: Context, body: views.Proof) -> Answer:
    """Make other recovery codes.

    Those of before are over.
    """
    return Answer({"codes": list(context.app.second_factors.new_codes(body.proof, context.by))})


@operation(
    f"POST {_MINE}/removal",
    tag=_TAG,
    needs="second_factor:delete",
    status=204,
    secret=True,
    apart=True,
)
def remove_second_factor(context: Context, body: views.Proof) -> Answer:
    """Switch your second factor off.

    Refused where a role of yours asks for one.
    """
    context.app.second_factors.switch_off(body.proof, context.by)
    return Answer(b"", 204)


@operation(
    "DELETE /v1/people/{person_id}/second-factor",
    tag=_TAG,
    needs="second_factor:manage",
    status=204,
)
def reset_second_factor(context: Context, person_id: str) -> Answer:
    """Take somebody's second factor away.

    For who has lost phone and recovery codes; their sessions end.
    """
    context.app.second_factors.reset(person_id, context.by)
    return Answer(b"", 204)


def _logged_in(context: Context) -> None:
    """Raises Refused for a program: a stolen key must not lock its owner out."""
    if context.principal.via != "session":
        raise Refused("no API key sets up a second factor", culprit="via", remedy="log in")
