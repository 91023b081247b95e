"""The audit trail: checkpoints, files; reports."""

from typing import Any

from attrs import asdict
from litestar.response.base import ASGIResponse

from revrise.apps.api.lists import sent
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.ranges import Streamed
from revrise.apps.api.views import trail as views
from revrise.apps.assembly import RevRise
from revrise.apps.files.writing import Table
from revrise.core.governance.actor import Actor
from revrise.core.governance.checkpoint import Checkpoint, line
from revrise.services.auditing.files import HEADS
from revrise.services.auditing.trail import Sought

TAG = "System"


@operation(
    "GET /v1/audit/export", tag=TAG, needs="audit:read", gives="application/jsonl", pace="export"
)
def export_audit(context: Context, query: views.TrailQuery) -> Any:
    """Take the audit chain away as a file.

    With the newest checkpoint, so that anybody can check it; the export is itself an entry.
    """
    return sent_trail(context.app, context.by, views.sought(query), query.format)


@operation(
    "GET /v1/audit/checkpoint",
    tag=TAG,
    needs="audit_checkpoint:read",
    answer=views.LastCheckpoint,
)
def show_checkpoint(context: Context) -> Any:
    """Show the newest checkpoint of the audit chain.

    And how many entries came since.
    """
    found = context.app.checkpoints.newest(context.by)
    return {
        "checkpoint": None if found is None else _checkpoint(context, found),
        "waiting": context.app.checkpoints.waiting(context.by),
    }


@operation(
    "POST /v1/audit/checkpoint",
    tag=TAG,
    needs="audit_checkpoint:create",
    answer=views.Checkpoint,
    status=201,
)
def sign_checkpoint(context: Context) -> Any:
    """Sign the newest entry of the audit chain.

    Where none came since the last checkpoint, that one is the answer.
    """
    return Answer(_checkpoint(context, context.app.checkpoints.take(context.by)), 201)


@operation("GET /v1/reports", tag=TAG, needs="report:read", answer=views.OfferedReports)
def list_reports(context: Context) -> Any:
    """List the reports.

    Each is made as of now when it is asked for.
    """
    return {
        "items": [
            {
                "name": one.name,
                "title": one.title.of(context.language),
                "about": one.about.of(context.language),
            }
            for one in context.app.reports.offered(context.by)
        ]
    }


@operation("GET /v1/reports/{report}", tag=TAG, needs="report:read", answer=views.ReportTable)
def show_report(context: Context, report: str) -> Any:
    """Make a report.

    As of now, of what you may see, and how much there is that you may not.
    """
    found = context.app.reports.make(report, context.by)
    names = [column.name for column in found.columns]
    titles = found.heads(context.language)
    return {
        "name": found.name,
        "title": found.title.of(context.language),
        "at": found.at,
        "columns": [
            {"name": name, "title": title} for name, title in zip(names, titles, strict=True)
        ],
        "items": found.records(),
        "outside": [
            {"of": one.called.of(context.language), "count": one.count} for one in found.outside
        ],
    }


def sent_trail(app: RevRise, by: Actor, wanted: Sought, form: str) -> ASGIResponse:
    """The trail as an answer, sent as it is read."""
    found = app.trail_files.make(wanted, form, by)
    if form == "csv":
        return sent(Table("audit", HEADS, found.rows()), form)
    headers = {
        "Content-Disposition": 'attachment; filename="audit.jsonl"',
        "Vary": "Authorization, Cookie, Accept-Language",
    }
    return Streamed(found.jsonl(), media_type="application/jsonl", headers=headers)


def _checkpoint(context: Context, one: Checkpoint) -> dict[str, Any]:
    cells = asdict(one)
    del cells["version"]
    return {**cells, "line": line(context.by.tenant_id, one)}
