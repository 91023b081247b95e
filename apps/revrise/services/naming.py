"""Ids to names for views, one query a kind, only names the actor may read."""

from collections.abc import Collection
from typing import Any

from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk


def names(
    desk: Desk, work: UnitOfWork, by: Actor, kind: type[Any], resource: str, column: str = "name"
) -> dict[str, str]:
    """Id → name of everything of a kind the actor may see."""
    rows = work.of(kind).rows(desk.scope(by, resource), Query(columns=("id", column)))
    return {row["id"]: row[column] or row["id"] for row in rows}


def names_of(
    desk: Desk,
    work: UnitOfWork,
    by: Actor,
    ids: Collection[str],
    kind: type[Any] = Person,
    resource: str = "person",
) -> dict[str, str]:
    """Id → name of those among these, people unless said otherwise, that the actor may see."""
    query = Query(where=where(id=tuple(sorted(ids))), columns=("id", "name"))
    rows = work.of(kind).rows(desk.scope(by, resource), query)
    return {str(row["id"]): str(row["name"] or row["id"]) for row in rows}
