"""Lists and single things, the same for every kind of record."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from attrs import evolve
from litestar.response.base import ASGIResponse

from revrise.apps.api.cursors import Cursors
from revrise.apps.api.operation import Answer, Context, Operation, add
from revrise.apps.api.queries import JSON, Page
from revrise.apps.api.ranges import Streamed
from revrise.apps.api.resources import Resource
from revrise.apps.api.sentences.chinese import told
from revrise.apps.files.writing import KINDS, RAW, Table, chunks
from revrise.core.bilingual import Language
from revrise.core.governance.scope import Scope
from revrise.ports.query import Query
from revrise.services.exporting.service import Export

_JSON = msgspec.json.Encoder()


def listed(resource: Resource, context: Context, page: Page, cursors: Cursors) -> Answer:
    """A page of a list, with the cursor of the next one in the body and in `Link`."""
    shelf, by = context.app.shelf, context.by
    scope = shelf.scope(by, resource.name)
    page = _readable(page, scope)
    columns = resource.columns(scope, page.fields, whole=False)
    cells = (*columns, *(name for name, _ in page.order if name not in columns))
    query = Query(page.where, page.order, page.limit + 1, None, cells, page.behind)
    rows = shelf.rows(resource.kind, resource.name, by, query)
    token = None
    if len(rows) > page.limit:
        rows = rows[: page.limit]
        place = [rows[-1][name] for name, _ in page.order]
        token = cursors.write([*place, rows[-1]["id"]], page.about)
    items = [resource.shown(row, context.language) for row in rows]
    if len(cells) > len(columns):
        items = [{name: one[name] for name in one if name in columns} for one in items]
    body = _JSON.encode({"items": items, "next": token})
    return Answer(body, headers=_link(context, token) if token else {})


def exported(resource: Resource, context: Context, page: Page) -> ASGIResponse:
    """Every row of a list as a file."""
    scope = context.app.shelf.scope(context.by, resource.name)
    page = _readable(page, scope)
    columns = resource.columns(scope, page.fields, whole=False)
    query = Query(page.where, page.order, columns=columns)
    export = Export(resource.kind, resource.name, query, page.form)
    rows = context.app.exports.rows(export, context.by)
    if page.form != RAW:
        rows = (_told(row, columns, resource, context.language) for row in rows)
    return sent(Table(resource.path, columns, rows), page.form)


def _told(row: Sequence[Any], columns: Sequence[str], of: Resource, into: Language) -> list[Any]:
    """A row of a file for people."""
    cells = zip(columns, row, strict=True)
    return [told(cell, into) if name in of.told and cell else cell for name, cell in cells]


def sent(table: Table, form: str) -> ASGIResponse:
    """A table as an answer: written in full, then sent piece by piece."""
    headers = {
        "Content-Disposition": f'attachment; filename="{table.file_name(form)}"',
        "Vary": "Authorization, Cookie, Accept, Accept-Language",
    }
    return Streamed(chunks(table, form), media_type=KINDS[form], headers=headers)


def single(resource: Resource, context: Context, thing_id: str) -> Mapping[str, Any]:
    """One thing with all that may be read of it. Raises NotFound when hidden or missing."""
    shelf = context.app.shelf
    scope = shelf.scope(context.by, resource.name)
    columns = resource.columns(scope, None, whole=True)
    row = shelf.one(resource.kind, resource.name, context.by, thing_id, columns, only=resource.only)
    return resource.shown(row, context.language)


def version_of(context: Context, resource: Resource, thing_id: str) -> int:
    """The version a thing has now. Raises NotFound when hidden or missing."""
    row = context.app.shelf.one(
        resource.kind, resource.name, context.by, thing_id, ("id", "version"), only=resource.only
    )
    return int(row["version"])


def offer(resource: Resource, *, one: bool = True) -> None:
    """Declares `GET /v1/<path>` and, if wanted, `GET /v1/<path>/{id}`."""
    many = _joined(resource.many)
    add(
        Operation(
            id=f"list{many}",
            method="GET",
            path=f"/v1/{resource.path}",
            tag=resource.tag,
            summary=f"List {resource.many}",
            description=f"The {resource.many} you may see, a page at a time.",
            permission=f"{resource.name}:read",
            run=lambda context, page, cursors: (
                listed(resource, context, page, cursors)
                if page.form == JSON
                else exported(resource, context, page)
            ),
            listing=resource,
            files=True,
            answer=resource.view,
            quick=True,
        )
    )
    if one:
        _offer_one(resource)


def _offer_one(resource: Resource) -> None:
    name = _joined(resource.one)
    part = resource.one.replace(" ", "_").replace("-", "_").lower() + "_id"
    add(
        Operation(
            id=f"get{name}",
            method="GET",
            path=f"/v1/{resource.path}/{{{part}}}",
            tag=resource.tag,
            summary=f"Show one {resource.one}",
            description=f"One {resource.one} with all that you may read of it.",
            permission=f"{resource.name}:read",
            run=lambda context, **part: single(resource, context, *part.values()),
            answer=resource.view,
            quick=True,
        )
    )


def _joined(name: str) -> str:
    """`CRM source` → `CrmSource`."""
    return "".join(word.title() for word in name.replace("-", " ").split())


def _readable(page: Page, scope: Scope) -> Page:
    """A list's usual order leaves out what this reader may not see; one asked for does not."""
    if page.chosen or all(scope.covers(name) for name, _ in page.order):
        return page
    order = tuple((name, down) for name, down in page.order if scope.covers(name))
    return evolve(page, order=order)


def _link(context: Context, token: str) -> dict[str, str]:
    request = context.request
    kept = [(n, v) for n, v in request.query_params.multi_items() if n != "cursor"]
    asked = urlencode([*kept, ("cursor", token)], quote_via=quote)
    return {"Link": f'<{request.scope["path"]}?{asked}>; rel="next"'}


def paged(
    context: Context,
    page: Page,
    cursors: Cursors,
    read: Callable[[Query], Sequence[Any]],
    shown: Callable[[Any], Any],
    place: Callable[[Any], Sequence[Any]],
) -> Answer:
    """A page of what a service lists; `place` gives the values of the order, then the id."""
    query = Query(page.where, page.order, page.limit + 1, None, None, page.behind)
    found = read(query)
    rows, token = found[: page.limit], None
    if len(found) > page.limit:
        token = cursors.write(place(rows[-1]), page.about)
    body = _JSON.encode({"items": [shown(row) for row in rows], "next": token})
    return Answer(body, headers=_link(context, token) if token else {})
