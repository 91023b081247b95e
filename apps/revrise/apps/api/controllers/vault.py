"""The keys of what is kept encrypted."""

from typing import Any

from attrs import asdict

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import vault as views
from revrise.services.vault.service import Shred

TAG = "Vault"


@operation("GET /v1/vault", tag=TAG, needs="vault:read", answer=views.VaultStatus)
def get_vault(context: Context) -> Any:
    """Show how the keys stand.

    Which there are, how old, and what is sealed under which; never a key.
    """
    return asdict(context.app.vault.status(context.by))


@operation("POST /v1/vault:rotate", tag=TAG, needs="vault:manage", answer=views.Rotated)
def rotate_vault(context: Context) -> Any:
    """Rotate the key of the organisation.

    A job wraps every data key by the new one; what is encrypted stays readable meanwhile. A new
    master key is made where it is kept, by `revrise vault rotate --master`.
    """
    return asdict(context.app.vault.rotate(context.by))


@operation("POST /v1/vault:shred", tag=TAG, needs="vault:manage", answer=views.Shredded)
def shred_key(context: Context, body: views.Shred) -> Any:
    """Destroy the key of a call's words, or of a file.

    There is no way back. Refused while a legal hold keeps it.
    """
    command = Shred(body.kind, body.subject_id, body.reason)
    return {"keys": context.app.vault.shred(command, context.by)}
