"""Consent coverage, retention, legal holds, erasure, people's copies of their data."""

from typing import Any

from attrs import asdict

from revrise.apps.api import ranges
from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import privacy as views
from revrise.core.governance.erasure import Erasure
from revrise.core.governance.hold import LegalHold
from revrise.core.governance.subject_export import SubjectExport
from revrise.services.privacy.erasures import RequestErasure
from revrise.services.privacy.holds import PlaceHold

TAG = "Privacy"


@operation("GET /v1/privacy/coverage", tag=TAG, needs="privacy:read", answer=views.ConsentCoverage)
def get_consent_coverage(context: Context) -> Any:
    """Show consent coverage.

    How many calls may be used for what, and where their people were. Counts only.
    """
    return asdict(context.app.consent_coverage.report(context.by))


@operation(
    "GET /v1/privacy/retention", tag=TAG, needs="retention_setting:read", answer=views.Retention
)
def get_retention(context: Context) -> Any:
    """Show what is kept how long, and what is due.

    What is due goes at night, unless a legal hold keeps it.
    """
    return {"items": [asdict(one) for one in context.app.retention.report(context.by)]}


@operation(
    "PUT /v1/privacy/retention/{retention_class}",
    tag=TAG,
    needs="retention_setting:update",
    answer=views.Retention,
)
def set_retention(context: Context, retention_class: str, body: views.SetRetention) -> Any:
    """Say how long a class is kept.

    From the next night on. The audit chain is kept whole.
    """
    context.app.retention.set(retention_class, body.days, context.by)
    return get_retention(context)


@operation("GET /v1/privacy/holds", tag=TAG, needs="legal_hold:read", answer=views.Holds)
def list_holds(context: Context) -> Any:
    """List legal holds.

    Those that hold first.
    """
    return {"items": [_hold(one) for one in context.app.holds.list(context.by)]}


@operation(
    "POST /v1/privacy/holds", tag=TAG, needs="legal_hold:create", answer=views.Hold, status=201
)
def place_hold(context: Context, body: views.PlaceHold) -> Any:
    """Place a legal hold.

    Retention, erasure and withdrawal take nothing of it away until it is released.
    """
    command = PlaceHold(body.kind, body.subject_id, body.reason)
    return _hold(context.app.holds.place(command, context.by))


@operation(
    "POST /v1/privacy/holds/{hold_id}:release",
    tag=TAG,
    needs="legal_hold:update",
    answer=views.Hold,
)
def release_hold(context: Context, hold_id: str, body: views.ReleaseHold) -> Any:
    """Release a legal hold.

    What waited for it goes.
    """
    return _hold(context.app.holds.release(hold_id, body.reason, context.by))


@operation("GET /v1/privacy/erasures", tag=TAG, needs="erasure:read", answer=views.Erasures)
def list_erasures(context: Context) -> Any:
    """List erasures.

    Each that is done with its receipt.
    """
    return {"items": [_erasure(one) for one in context.app.erasures.list(context.by)]}


@operation(
    "GET /v1/privacy/erasures/{erasure_id}", tag=TAG, needs="erasure:read", answer=views.Erasure
)
def get_erasure(context: Context, erasure_id: str) -> Any:
    """Show an erasure.

    With its receipt once it is done.
    """
    return _erasure(context.app.erasures.show(erasure_id, context.by))


@operation(
    "POST /v1/privacy/erasures", tag=TAG, needs="erasure:create", answer=views.Erasure, status=201
)
def request_erasure(context: Context, body: views.RequestErasure) -> Any:
    """Ask for the erasure of a person or a contact.

    The first of two steps: nothing is erased yet.
    """
    command = RequestErasure(body.subject_id, body.reason, body.kind)
    return _erasure(context.app.erasures.request(command, context.by))


@operation(
    "POST /v1/privacy/erasures/{erasure_id}:confirm",
    tag=TAG,
    needs="erasure:update",
    answer=views.Erasure,
)
def confirm_erasure(context: Context, erasure_id: str) -> Any:
    """Confirm an erasure.

    A job erases them; it cannot be undone.
    """
    return _erasure(context.app.erasures.confirm(erasure_id, context.by))


@operation(
    "POST /v1/privacy/erasures/{erasure_id}:refuse",
    tag=TAG,
    needs="erasure:update",
    answer=views.Erasure,
)
def refuse_erasure(context: Context, erasure_id: str) -> Any:
    """Turn an erasure down.

    Before it is confirmed.
    """
    return _erasure(context.app.erasures.refuse(erasure_id, context.by))


@operation(
    "GET /v1/privacy/exports", tag=TAG, needs="subject_export:read", answer=views.SubjectExports
)
def list_subject_exports(context: Context) -> Any:
    """List copies of people's data.

    Your own; an administrator sees everybody's.
    """
    return {"items": [_export(one) for one in context.app.subject_exports.list(context.by)]}


@operation(
    "POST /v1/privacy/exports",
    tag=TAG,
    needs="subject_export:create",
    answer=views.SubjectExport,
    status=201,
)
def ask_subject_export(context: Context, body: views.AskExport) -> Any:
    """Ask for a copy of what is kept about you.

    A job makes it; it may be fetched for seven days.
    """
    return _export(context.app.subject_exports.ask(context.by, body.person_id))


@operation(
    "GET /v1/privacy/exports/{export_id}/file",
    tag=TAG,
    needs="subject_export:read",
    gives="application/zip",
    errors=("conflict",),
)
def fetch_subject_export(context: Context, export_id: str) -> Any:
    """Fetch a copy.

    A zip of JSON files, one a kind of record.
    """
    made, chunks = context.app.subject_exports.open(export_id, context.by)
    headers = {
        "Content-Length": str(made.size),
        "Content-Disposition": f'attachment; filename="{made.id}.zip"',
        "Cache-Control": "private, no-store",
    }
    return ranges.Streamed(chunks, status_code=200, headers=headers, media_type="application/zip")


@operation("GET /v1/privacy/subjects", tag=TAG, needs="privacy:read", answer=views.Subjects)
def find_subjects(context: Context, query: views.SubjectQuery) -> Any:
    """Find whom a hold, an erasure or a copy is about.

    By a name you may see, or by an id; calls and deals also by customer, contact, owner and day
    (`Nora 2026-03-05`). What you may not see is found by id, or by owner and day alone.
    """
    found = context.app.privacy_subjects.find(query.q, context.by, query.kind, query.limit)
    return {"items": [asdict(one) for one in found]}


def _hold(hold: LegalHold) -> dict[str, Any]:
    return _shown(hold)


def _erasure(erasure: Erasure) -> dict[str, Any]:
    return _shown(erasure)


def _export(export: SubjectExport) -> dict[str, Any]:
    return {name: one for name, one in _shown(export).items() if name != "sha256"}


def _shown(thing: Any) -> dict[str, Any]:
    return {name: one for name, one in asdict(thing).items() if name != "version"}
