"""The organisation (tenant) and its tree of teams."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from attrs import frozen


@frozen
class Organisation:
    """A tenant: everything else belongs to exactly one. `id` is the tenant id.

    `heard_by` are the detectors of plugins, as `id@version` with spaces between, that its calls
    are heard by since `heard_since`: when they were last measured again. None: never.
    """

    id: str
    name: str
    locale: str = "en"
    currency: str = "USD"
    heard_by: str | None = None
    heard_since: datetime | None = None
    version: int = 1


@frozen
class Team:
    """A node of the tree; `parent_id` None at the top."""

    id: str
    name: str
    parent_id: str | None = None
    source: str | None = None
    external_id: str | None = None
    digest: str | None = None
    version: int = 1


def subtree(teams: Iterable[Team], root: str | None) -> frozenset[str]:
    """The ids of `root` and of every team below it; empty for None. Cycles do no harm."""
    children = defaultdict(list)
    for team in teams:
        children[team.parent_id].append(team.id)
    found: set[str] = set()
    open_ids = [root] if root else []
    while open_ids:
        team_id = open_ids.pop()
        if team_id not in found:
            found.add(team_id)
            open_ids.extend(children[team_id])
    return frozenset(found)
