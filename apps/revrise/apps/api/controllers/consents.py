"""Consents to what is done with a call."""

from typing import Any

from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import consents as views
from revrise.core.governance.consent import Consent
from revrise.services.calls.consents import SetConsent

TAG = "Calls"
CONSENTS = Resource(
    Consent, "consent", "consents", "consent", "consents", TAG, views.Consent,
    filters=("call_id", "participant", "purpose", "basis", "given_at"), sorts=("id", "given_at"),
)  # fmt: skip
offer(CONSENTS)


@operation(
    "PUT /v1/calls/{call_id}/consent", tag=TAG, needs="consent:update", answer=views.ConsentSet
)
def set_call_consent(context: Context, call_id: str, body: views.SetConsent) -> Any:
    """Say what everybody on a call agreed to.

    In force at once for all that is shown and done with it. What was never kept stays away.
    """
    command = SetConsent(call_id, body.consent, body.jurisdiction, body.evidence, body.separately)
    return {"changed": context.app.consents.change(command, context.by)}


@operation(
    "POST /v1/consents/{consent_id}:withdraw",
    tag=TAG,
    needs="consent:update",
    answer=views.Consent,
    versioned=CONSENTS,
)
def withdraw_consent(context: Context, consent_id: str) -> Any:
    """Take a consent back.

    From that moment on what was said is not shown any more.
    """
    context.app.consents.withdraw(consent_id, context.by)
    return single(CONSENTS, context, consent_id)
