"""What calls are scored on, and how far the machine's levels agree with people's."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.visit import visit
from revrise.core.errors import Refused
from revrise.core.scoring.certificate import Certificate, Figure


@frozen
class Row:
    """A figure with its name: a key of the template's words, or a criterion's title."""

    name: str
    figure: Figure
    criterion: bool = False


@get("/coaching/rubrics", sync_to_thread=True)
def listed(request: Web, app: App, by: By) -> Response[str]:
    """Every rubric of the plugins in use."""
    return page(
        request,
        "coaching/rubrics.html",
        rubrics=app.rubrics.all(by),
        language=visit(request).locale,
    )


@get("/coaching/rubrics/{rubric_id:str}", sync_to_thread=True)
def one(request: Web, app: App, by: By, rubric_id: Part) -> Response[str]:
    """Criteria, what each level means, and the agreement over the calls in reach."""
    rubric, seen = app.rubrics.one(rubric_id, by), "seen" in request.query_params
    language = visit(request).locale
    found = _agreement(app, by, rubric_id, seen=seen)
    titles = {one.id: one.title.get(language, one.id) for one in rubric.criteria}
    return page(
        request,
        "coaching/rubric.html",
        rubric=rubric,
        language=language,
        found=found,
        seen=seen,
        rows=list(_rows(found, titles)) if found else [],
    )


def _agreement(app: Any, by: Any, rubric_id: str, *, seen: bool) -> Certificate | None:
    """None for who reads no scores of coaches."""
    try:
        found: Certificate = app.rubrics.certify(rubric_id, by, seen=seen)
    except Refused:
        return None
    return found


def _rows(found: Certificate, titles: dict[str, str]) -> Iterator[Row]:
    yield Row("kappa", found.kappa)
    yield Row("icc", found.icc)
    yield Row("bias", found.bias)
    for criterion, figure in found.by_criterion.items():
        yield Row(titles.get(criterion, criterion), figure, criterion=True)


HANDLERS = [listed, one]
