"""The pipeline: board, table, one stage."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.pipeline import deals, moving
from revrise.apps.web.screens.pipeline.asking import address, filters
from revrise.services.pipeline.board import PAGE


@get("/pipeline")
def board(request: Web, app: App, by: By) -> Response[str]:
    """The board, or the same deals as a table."""
    found = filters(request)
    if request.query_params.get("view") == "table":
        after = request.query_params.get("cursor") or None
        rows, cursor = app.board.table(by, found, after)
        view = app.board.view(by, found, cards=0)
        return page(
            request, "pipeline/table.html", view=view, filters=found, rows=rows, cursor=cursor
        )
    view = app.board.view(by, found)
    return page(
        request, "pipeline/board.html", part="live", view=view, filters=found, **moving.NOTHING
    )


@get("/pipeline/stages/{stage:str}")
def stage(request: Web, app: App, by: By, stage: Part) -> Response[Any]:
    """More cards of one column; as a page of its own, all of them from the first."""
    found, after = filters(request), request.query_params.get("after", "")
    column = app.board.more(stage, after, by, found, PAGE)
    shown: dict[str, Any] = {"column": column, "filters": found, "back": address(request)}
    return page(request, "pipeline/stage.html", part="more", **shown)


HANDLERS = [board, stage, *moving.HANDLERS, *deals.HANDLERS]
