"""Whether an actor could do something to a row: for screens, which offer only what works."""

from collections.abc import Mapping
from typing import Any

from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk


class Blank(dict[str, Any]):
    """A row of which only some cells are known: the others are missing values."""

    def __missing__(self, _: str) -> None:
        return None

    def __contains__(self, _: object) -> bool:
        return True


def may(
    desk: Desk, by: Actor, resource: str, action: str, row: Mapping[str, Any] | None = None
) -> bool:
    """Whether the policy lets the actor do this at all and, with `row`, to a row like it.

    A rule that looks at a column the row does not name is given the benefit of the doubt: the
    use case itself decides in the end.
    """
    try:
        scope = desk.scope(by, resource, action)
        return row is None or scope.admits(row)
    except Refused:
        return False
    except Invalid:
        return True
