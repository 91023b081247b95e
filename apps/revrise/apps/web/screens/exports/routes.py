"""Lists as files: one address a list, with the filters of the page it stands on."""

from litestar import get
from litestar.response.base import ASGIResponse

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.api.lists import sent
from revrise.apps.files.writing import CSV, XLSX
from revrise.apps.web.screens.exports.tables import COMPUTED, listed
from revrise.apps.web.visit import visit
from revrise.core.errors import NotFound
from revrise.services.exporting.lists import LISTS


@get("/exports/{file:str}", sync_to_thread=True, opt={"pace": "export"})
def export(request: Web, app: App, by: By, file: Part) -> ASGIResponse:
    """`deals.csv`, `deals.xlsx`, …: every row in reach that the filters leave."""
    name, _, form = file.rpartition(".")
    if form not in (CSV, XLSX) or (name not in LISTS and name not in COMPUTED):
        raise NotFound(f"no file {file}")
    asked = dict(request.query_params)
    language = visit(request).locale
    if name in LISTS:
        return sent(listed(app, by, name, asked, form, language), form)
    return sent(COMPUTED[name](app, by, asked, form, language), form)


HANDLERS = [export]
