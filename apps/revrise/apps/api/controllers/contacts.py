"""Consent of contacts: links that ask them, imports, notices they heard; where which law is."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import contacts as views
from revrise.core.governance.jurisdiction import built_in
from revrise.services.calls.commands import USUAL
from revrise.services.consent.asking import AskConsent, Asked
from revrise.services.consent.hearing import NoteNotice
from revrise.services.consent.jurisdictions import Place

TAG = "Privacy"


@operation("POST /v1/consent-requests", tag=TAG, needs="consent_request:create",
           answer=views.ConsentLink, status=201, secret=True)  # fmt: skip
def ask_contact_consent(context: Context, body: views.AskConsent) -> Answer:
    """Make a link that asks a contact for consent.

    Told once. What they say by it counts for the call it is about.
    """
    command = AskConsent(
        body.card_id,
        tuple(body.purposes) or USUAL,
        body.call_id,
        body.participant,
        body.jurisdiction,
        body.days,
    )
    return Answer(asdict(context.app.consent_asking.ask(command, context.by)), 201)


@operation("GET /v1/consent-requests", tag=TAG, needs="consent_request:read",
           answer=views.ConsentRequests)  # fmt: skip
def list_consent_requests(context: Context, query: views.ConsentRequestQuery) -> Any:
    """List links that ask for consent.

    The newest 200 you may see, with what was said.
    """
    found = context.app.consent_asking.list(context.by, query.call_id)
    return {"items": [_asked(one) for one in found]}


@operation("POST /v1/consent-requests/{consent_request_id}:revoke", tag=TAG,
           needs="consent_request:update", status=204)  # fmt: skip
def revoke_consent_request(context: Context, consent_request_id: str) -> Answer:
    """End a link.

    It opens nothing any more; what was agreed to by it stays.
    """
    context.app.consent_asking.revoke(consent_request_id, context.by)
    return Answer(None, 204)


@operation("POST /v1/consent-requests/{consent_request_id}:mail", tag=TAG,
           needs="consent_request:update", status=204)  # fmt: skip
def mail_consent_request(
    context: Context, consent_request_id: str, body: views.MailConsent
) -> Answer:
    """Send a link by e-mail.

    A worker makes a new one for the same question and sends it; the one before ends.
    """
    context.app.consent_asking.mail(consent_request_id, body.language, context.by)
    return Answer(None, 204)


@operation("PUT /v1/calls/{call_id}/contact", tag=TAG, needs="consent:update",
           answer=views.ContactSet)  # fmt: skip
def set_call_contact(context: Context, call_id: str, body: views.SetContact) -> Any:
    """Say which contact speaks in a call.

    What they agreed to counts for it from now on, and so does what they withdraw.
    """
    asking = context.app.consent_asking
    return {"words": asking.speaks(body.card_id, call_id, body.participant, context.by)}


@operation("POST /v1/contact-consents:import", tag=TAG, needs="contact_consent:create",
           answer=views.ImportedConsents)  # fmt: skip
def import_consents(context: Context, body: views.ImportConsents) -> Any:
    """Bring in consent that was collected elsewhere.

    All of it or nothing, with a reason by line. The same table again changes nothing.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "consent.csv"
        path.write_text(body.csv, encoding="utf-8", newline="")
        made = context.app.consent_import.run(path, context.by, dry_run=body.dry_run)
    return asdict(made)


@operation("GET /v1/calls/{call_id}/notice", tag=TAG, needs="call_notice:read",
           answer=views.CallNotice)  # fmt: skip
def show_call_notice(context: Context, call_id: str) -> Any:
    """Show the notice of a call.

    The sentence to say, whether it was, and whether the words begin with it.
    """
    found = context.app.hearing.show(call_id, context.by)
    return {
        **asdict(found, recurse=True),
        "text_en": found.text.en,
        "text_zh": found.text.zh,
    }


@operation("PUT /v1/calls/{call_id}/notice", tag=TAG, needs="call_notice:create",
           answer=views.NotedNotice)  # fmt: skip
def note_call_notice(context: Context, call_id: str, body: views.NoteNotice) -> Any:
    """Say that the notice was played.

    Evidence, not consent: who agreed is said apart. `detected` takes it from the words.
    """
    command = NoteNotice(call_id, body.at_ms, body.language, body.regime, body.how)
    return asdict(context.app.hearing.note(command, context.by))


@operation("GET /v1/privacy/jurisdictions", tag=TAG, needs="jurisdiction_rule:read",
           answer=views.Jurisdictions)  # fmt: skip
def list_jurisdictions(context: Context) -> Any:
    """List places and their rules of consent.

    Those set here first. A place that is not in it counts as all-party.
    """
    found = context.app.places.list(context.by)
    return {"version": built_in().version, "items": [_place(one) for one in found]}


@operation("PUT /v1/privacy/jurisdictions/{place}", tag=TAG, needs="jurisdiction_rule:update",
           answer=views.Jurisdiction)  # fmt: skip
def set_jurisdiction(context: Context, place: str, body: views.SetJurisdiction) -> Any:
    """Say which regime holds in a place.

    Less than the table of this version asks takes a reason.
    """
    return _place(context.app.places.set(place, body.regime, body.reason, context.by))


@operation("DELETE /v1/privacy/jurisdictions/{place}", tag=TAG,
           needs="jurisdiction_rule:delete", status=204)  # fmt: skip
def unset_jurisdiction(context: Context, place: str) -> Answer:
    """Take the table of this version again.

    From now on, for this place.
    """
    context.app.places.unset(place, context.by)
    return Answer(None, 204)


def _asked(one: Asked) -> dict[str, Any]:
    words = [
        {
            "purpose": said.purpose,
            "state": said.state,
            "said_at": said.said_at,
            "source": said.source,
            "separate": said.separate,
            "text_version": said.text_version,
        }
        for said in one.words
    ]
    wanted = views.ConsentRequest.__struct_fields__
    kept = {name: cell for name, cell in one.request.items() if name in wanted}
    return {**kept, "state": one.state, "contact": one.contact, "words": words}


def _place(one: Place) -> dict[str, Any]:
    return {
        "place": one.place,
        "regime": one.regime,
        "source": one.source,
        "shipped": one.shipped,
        "set_here": one.rule is not None,
        "laxer": one.rule is not None and one.rule.laxer,
        "separate_purposes": list(one.separate_purposes),
    }
