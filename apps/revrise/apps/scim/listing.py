"""Lists: filtered, sorted, a page at a time, with the attributes that were asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scim2_models import (
    Context,
    InvalidFilterException,
    InvalidSyntaxException,
    ListResponse,
    ResponseParameters,
    SearchRequest,
)
from scim2_models.path import CompareOperator, Comparison

from revrise.apps.scim.answers import Asked, Said, said
from revrise.apps.scim.models import MOST, TOLERANT

_KNOWN = (
    "filter",
    "sortBy",
    "sortOrder",
    "startIndex",
    "count",
    "attributes",
    "excludedAttributes",
)
_USUAL, _LONGEST, _DEEPEST = 100, 2_000, 30


def parameters(model: Any, query: Mapping[str, str]) -> Any:
    """Which attributes are asked for."""
    wanted = {key: query[key] for key in ("attributes", "excludedAttributes") if key in query}
    return ResponseParameters[model].model_validate(wanted, scim_policy=TOLERANT)


def asked_for(model: Any, asked: Asked, body: Mapping[str, Any] | None = None) -> Any:
    """What is searched for, by the address or by a body. Raises for a filter that is none."""
    raw = asked.query if body is None else body
    wanted = {key: raw[key] for key in _KNOWN if raw.get(key) not in (None, "")}
    text = wanted.get("filter", "")
    if not isinstance(text, str) or len(text) > _LONGEST or text.count("(") > _DEEPEST:
        raise InvalidFilterException(detail="the filter is too long or too deep")
    if "sortOrder" in wanted:
        wanted["sortOrder"] = str(wanted["sortOrder"]).lower()
    return SearchRequest[model].model_validate(
        wanted, scim_policy=TOLERANT, scim_ctx=Context.DEFAULT
    )


def equal_to(search: Any, attribute: str) -> str | None:
    """The value where the filter only asks for one of an attribute, else None."""
    tree = search.filter.ast if search.filter else None
    if not isinstance(tree, Comparison) or tree.op != CompareOperator.eq:
        return None
    if str(tree.attr_path).rpartition(":")[2].casefold() != attribute.casefold():
        return None
    return tree.value if isinstance(tree.value, str) else None


def listed(
    model: Any, search: Any, rows: Sequence[Any], show: Callable[[Sequence[Any]], list[Any]]
) -> Said:
    """The page that was asked for; `show` makes of rows what a directory reads."""
    start = (search.start_index or 1) - 1
    stop = start + min(search.count if search.count is not None else _USUAL, MOST)
    if search.filter is None and search.sort_by is None:
        total, found = len(rows), show(rows[start:stop])
    else:
        fitting = show(rows)
        if search.filter is not None:
            fitting = [one for one in fitting if search.filter.match(one)]
        if search.sort_by is not None:
            fitting = search.sort(fitting)
        total, found = len(fitting), fitting[start:stop]
    answer = ListResponse[model](
        total_results=total, start_index=start + 1, items_per_page=len(found), resources=found
    )
    content = answer.model_dump(
        scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=search
    )
    content.setdefault("Resources", [])
    return said(200, content)


def parsed(body: bytes) -> dict[str, Any]:
    """A body of JSON. Raises for anything but an object."""
    import json

    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidSyntaxException(detail="the body is no JSON") from None
    if not isinstance(found, dict):
        raise InvalidSyntaxException(detail="the body is no JSON object")
    return found
