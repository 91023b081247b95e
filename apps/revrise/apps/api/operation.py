"""An operation of the API: declared once, beside the function that does it.

The declaration serves routing, checks and OpenAPI; the function sees checked values only.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, get_type_hints

from attrs import Factory, frozen

from revrise.apps.api.bodies import SMALL
from revrise.apps.api.resources import Resource
from revrise.core.bilingual import Language
from revrise.core.governance.actor import Actor

if TYPE_CHECKING:
    from revrise.apps.api.deps import Web
    from revrise.apps.api.principal import Principal
    from revrise.apps.assembly import RevRise

_PART = re.compile(r"\{(\w+)\}")


@frozen
class Context:
    """What every operation is given: the services, on whose behalf, in which language."""

    app: "RevRise"
    by: Actor
    principal: "Principal"
    language: Language
    request: "Web"


@frozen
class Answer:
    """An answer that is more than a body: another status, headers, a version."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = Factory(dict)


@frozen
class Operation:
    """`method` and `path`, who may (`permission`, e.g. `deal:read`), what goes in and comes out.

    `versioned` is the resource whose version the request has to name (If-Match), by the first
    id in the path. `quick` work is a few microseconds and may run where requests are taken in.
    `errors` are codes beyond those that every such operation has. `takes` are other media types
    than JSON; then `receive` is awaited to read the request, and gives what `run` gets as
    `received`: its repr must say what came in. Where a `secret` goes in or out, no
    idempotency key remembers it. `files`: the list may be asked for as a file. `pace`:
    the limit of its own that it has, by person. `headers` are those the request has to carry,
    `tells` those of its answer, by their names in the description.
    """

    id: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    permission: str
    run: Callable[..., Any]
    body: Any = None
    query: Any = None
    listing: Resource | None = None
    answer: Any = None
    status: int = 200
    versioned: Resource | None = None
    quick: bool = False
    errors: tuple[str, ...] = ()
    limit: int = SMALL
    takes: tuple[str, ...] = ()
    gives: str = "application/json"
    secret: bool = False
    receive: Callable[[Context], Any] | None = None
    apart: bool = False
    files: bool = False
    pace: str = ""
    headers: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of what stands in the path."""
        return tuple(_PART.findall(self.path))

    @property
    def action(self) -> str:
        """What stands behind the colon of a path that ends in an id, else nothing."""
        _, _, action = self.path.rpartition("}:")
        return action if "}:" in self.path and "/" not in action else ""

    @property
    def route(self) -> str:
        """The path as the router knows it: ids by their place, without the action."""
        bare = self.path.removesuffix(f":{self.action}") if self.action else self.path
        numbers = iter(range(9))
        return _PART.sub(lambda _: f"{{part{next(numbers)}:str}}", bare)


OPERATIONS: dict[str, Operation] = {}
Run = Callable[..., Any]


def operation(line: str, *, tag: str, needs: str, **more: Any) -> Callable[[Run], Run]:
    """Declares a function as an operation: `@operation("POST /v1/deals", …)`.

    Its docstring's first line is the summary, the rest the description. A parameter `body` is
    the command in the body, `query` the query string; other parameters stand in the path.
    """
    method, _, path = line.partition(" ")

    def declare(run: Run) -> Run:
        summary, _, description = inspect.cleandoc(run.__doc__ or "").partition("\n\n")
        hints = get_type_hints(run, include_extras=True)
        found = Operation(
            id=_camel(run.__name__),
            method=method,
            path=path,
            tag=tag,
            summary=summary.replace("\n", " ").removesuffix("."),
            description=description.replace("\n", " ") or summary.replace("\n", " "),
            permission=needs,
            run=run,
            body=hints.get("body"),
            query=hints.get("query"),
            **more,
        )
        add(found)
        return run

    return declare


def add(found: Operation) -> None:
    """One more operation. Raises ValueError for a second one of the same name."""
    if found.id in OPERATIONS:
        raise ValueError(f"two operations are called {found.id}")
    OPERATIONS[found.id] = found


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
