"""Many things in one request: each stands or falls alone and says so."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from revrise.apps.api.errors import problem
from revrise.apps.api.operation import Context
from revrise.apps.api.problems import Problem
from revrise.core.errors import Fatal, Retriable, RevRiseError

_CREATED = 201


def batch(context: Context, items: Sequence[Any], add: Callable[[Any], str]) -> dict[str, Any]:
    """Adds every item; one that is refused undoes itself alone.

    What is the world's failure (Retriable, Fatal) undoes all of them and is raised.
    """
    done = [_one(context, index, item, add) for index, item in enumerate(items)]
    succeeded = sum(one["status"] == _CREATED for one in done)
    return {"items": done, "succeeded": succeeded, "failed": len(done) - succeeded}


def _one(context: Context, index: int, item: Any, add: Callable[[Any], str]) -> dict[str, Any]:
    try:
        return {"index": index, "status": _CREATED, "id": add(item), "problem": None}
    except (Retriable, Fatal):
        raise
    except (RevRiseError, Problem) as error:
        found = problem(error)
        state = context.request.scope["state"]
        said = found.document(context.language, str(state.get("request_id", "")))
        return {
            "index": index,
            "status": found.code.status,
            "id": None,
            "problem": msgspec.json.decode(said),
        }
