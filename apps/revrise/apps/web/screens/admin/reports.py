"""What auditors ask for, as pages and as files."""

from litestar import Response
from litestar.response.base import ASGIResponse

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.api.lists import sent
from revrise.apps.files.writing import CSV, XLSX, Table
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.visit import visit
from revrise.core.errors import NotFound
from revrise.services.reports.service import OFFERED

_SHOWN = 200


@get("/admin/reports")
def reports(request: Web, app: App, by: By) -> Response[str]:
    """Which there are."""
    return page(
        request,
        "admin/reports.html",
        offered=app.reports.offered(by),
        language=visit(request).locale,
    )


@get("/admin/reports/{report:str}")
def report(request: Web, app: App, by: By, report: Part) -> Response[str]:
    """One, as of now: its first rows; the files hold all of them."""
    found = app.reports.make(report, by)
    language = visit(request).locale
    names = {row["id"]: row["name"] for row in (*app.people.list(by), *app.directory.teams(by))}
    shown = found.shown()
    return page(
        request,
        "admin/report.html",
        report=found,
        title=found.title.of(language),
        about=OFFERED[found.name].about.of(language),
        left=[(one.called.of(language), one.text()) for one in found.outside],
        heads=[
            (found.columns[at].called.of(language), "r" if found.counts(at) else "") for at in shown
        ],
        columns=[(found.columns[at].name, found.columns[at].called.of(language)) for at in shown],
        rows=[(row[0], [row[at] for at in shown]) for row in found.rows[:_SHOWN]],
        names=names,
    )


@get("/admin/reports/files/{made:str}", opt={"pace": "export"})
def report_file(request: Web, app: App, by: By, made: Part) -> ASGIResponse:
    """The whole of it: `access-review.csv`, `access-review.xlsx` and so on."""
    name, _, form = made.rpartition(".")
    if form not in (CSV, XLSX):
        raise NotFound(f"no file {made}")
    found = app.reports.make(name, by)
    app.reports.takes(found, form, by)
    language = visit(request).locale
    return sent(Table(name, found.heads(language), found.lines(language)), form)


HANDLERS = [reports, report, report_file]
