"""The library as people browse it: facets, one asset with its versions, what was used where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import Factory, frozen

from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.core.content.difference import Line, difference
from revrise.core.content.lifecycle import possible
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, IsNull, where
from revrise.core.governance.scope import Scope
from revrise.core.people.person import Person
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.content.review import ContentReview
from revrise.services.content.service import Content
from revrise.services.desk import Desk
from revrise.services.pipeline.lookup import Lookup

FACETS = ("kind", "stage", "product", "language", "state")
_COLUMNS = (
    "id", "kind", "title", "language", "state", "tags", "published_version", "owner_id",
    "expires_at",
)  # fmt: skip
_EDITION = ("id", "number", "state", "author_id", "created_at", "published_at", "approved_by",
            "reviews")  # fmt: skip
_TAKEN = {
    "submit": "update",
    "approve": "approve",
    "send_back": "approve",
    "withdraw": "update",
    "publish": "publish",
    "expire": "publish",
    "retire": "delete",
}
_MOST, _DEALS = 2_000, 200
_USES = (
    Measure("uses"),
    Measure("viewed", where=where(action="viewed")),
    Measure("shared", where=where(action="shared")),
    Measure("used", where=where(action="used")),
    Measure("last", "max", "at"),
)


@frozen
class Shown:
    """A row of the library with its use in reach: `viewed`, `shared`, `used`, `last`."""

    row: View
    use: Mapping[str, Any]
    owner: str | None


@frozen
class LibraryView:
    """What passes the facets and the search, and how many there are of every value."""

    shown: Sequence[Shown]
    total: int
    facets: Mapping[str, Sequence[tuple[str, int]]]
    may_add: bool


@frozen
class AssetView:
    """An asset open at one version. `stale` where a newer one is published than is shown.

    `compared` are the numbers of the earlier and the later version whose `changes` are there.

    `steps` are what the actor may do now with the newest version.
    """

    row: View
    owner: str | None
    edition: View
    body: str
    editions: Sequence[View]
    authors: Mapping[str, str]
    stale: bool
    pinned: bool
    steps: tuple[str, ...]
    use: Mapping[str, Any]
    deals: Sequence[tuple[str, str]]
    compared: tuple[str, str] | None = None
    changes: Sequence[Line] = Factory(tuple)


@frozen
class Library:
    """Use cases of reading."""

    desk: Desk

    def view(
        self, by: Actor, chosen: Mapping[str, str] | None = None, search: str = ""
    ) -> LibraryView:
        """The assets in reach, by title. Raises Refused for who sees none."""
        scope = self.desk.scope(by, "asset")
        with self.desk.store.read(by) as work:
            query = Query(order=(("title", False),), limit=_MOST, columns=_COLUMNS)
            rows = work.of(Asset).rows(scope, query)
            uses = self._uses(work, by)
            owners = Lookup(self.desk, work, by).names(
                Person, "person", (row["owner_id"] for row in rows)
            )
        wanted = {name: value for name, value in (chosen or {}).items() if value}
        found = [row for row in rows if _fits(row, wanted) and _says(row, search)]
        return LibraryView(
            [Shown(row, uses.get(row["id"], {}), owners.get(row["owner_id"])) for row in found],
            len(rows),
            {name: _counted(rows, name, wanted, search) for name in FACETS},
            may_add=self._may(by, "asset", "create"),
        )

    def asset(
        self, asset_id: str, by: Actor, number: str | None = None, against: str | None = None
    ) -> AssetView:
        """One asset: the pinned version, else the newest published, else the newest in reach.

        Raises NotFound when it is hidden, missing, or has no such version.
        """
        scope = self.desk.scope(by, "asset")
        with self.desk.store.read(by) as work:
            rows = work.of(Asset).rows(scope, Query(where(id=asset_id), columns=_COLUMNS))
            if not rows:
                raise NotFound(f"no asset {asset_id}")
            lookup, row = Lookup(self.desk, work, by), rows[0]
            editions = self._editions(work, by, asset_id)
            edition = _open(editions, number, row["published_version"])
            older = _older(editions, edition, against)
            bodies = self._bodies(work, by, [edition["id"], *([older["id"]] if older else [])])
            people = {row["owner_id"], *(one["author_id"] for one in editions)}
            people |= {said["by"] for one in editions for said in one.get("reviews") or ()}
            people |= {one for edition in editions for one in edition["approved_by"] or ()}
            names = lookup.names(Person, "person", people)
            use = self._uses(work, by, asset_id).get(asset_id, {})
            deals = self._deals(work, by)
        body = bodies[edition["id"]]
        pair = sorted((edition, older or edition), key=editions.index)
        published = row["published_version"]
        return AssetView(
            row=row,
            owner=names.get(row["owner_id"]),
            edition=edition,
            body=body,
            editions=list(reversed(editions)),
            authors=names,
            stale=bool(published) and edition["number"] != published and number is not None,
            pinned=number is not None,
            steps=self._steps(by, row, editions[-1]),
            use=use,
            deals=deals,
            compared=(pair[0]["number"], pair[1]["number"]) if older else None,
            changes=difference(*(bodies[one["id"]] for one in pair)) if older else (),
        )

    def _editions(self, work: UnitOfWork, by: Actor, asset_id: str) -> Sequence[View]:
        scope = self.desk.scope(by, "asset_version")
        open_ones = tuple(one for one in _EDITION if scope.covers(one))
        query = Query(where(asset_id=asset_id), (("created_at", False),), columns=open_ones)
        found = work.of(AssetVersion).rows(scope, query)
        if not found:
            raise NotFound(f"no version of asset {asset_id} is open to you")
        return [{**one, "reviews": _said(one.get("reviews"))} for one in found]

    def _bodies(self, work: UnitOfWork, by: Actor, ids: Sequence[str]) -> Mapping[str, str]:
        query = Query(where(id=tuple(ids)), columns=("id", "body"))
        rows = work.of(AssetVersion).rows(self.desk.scope(by, "asset_version"), query)
        return {row["id"]: row["body"] for row in rows}

    def _uses(self, work: UnitOfWork, by: Actor, asset_id: str | None = None) -> Mapping[str, View]:
        try:
            scope = self.desk.scope(by, "asset_use")
            query = Query(where(asset_id=asset_id)) if asset_id else Query()
            rows = work.of(AssetUse).group(scope, ["asset_id"], _USES, query)
        except Refused:
            return {}
        return {row["asset_id"]: row for row in rows}

    def _deals(self, work: UnitOfWork, by: Actor) -> Sequence[tuple[str, str]]:
        """The actor's own open deals, to note a use on."""
        try:
            scope: Scope = self.desk.scope(by, "deal")
            mine = All((where(owner_id=by.person_id), IsNull(Column("outcome"))))
            query = Query(mine, (("name", False),), _DEALS, columns=("id", "name"))
            return [(row["id"], row["name"]) for row in work.of(Deal).rows(scope, query)]
        except Refused:
            return []

    def _steps(self, by: Actor, row: View, newest: View) -> tuple[str, ...]:
        """What may be done next, as the states allow, the policy and the approval rule."""
        if row["state"] == "retired":
            return ()
        able = [
            step
            for step in possible(newest["state"])
            if step in _TAKEN and self._may(by, "asset", _TAKEN[step])
        ]
        if "withdraw" in able and newest["author_id"] != by.person_id:
            able.remove("withdraw")
        if newest["state"] == "in_review" and not self._asked(by, row["id"]):
            able = [step for step in able if step not in ("approve", "send_back")]
        publishes = self._may(by, "asset", "publish")
        if row["state"] == "published" and publishes and "expire" not in able:
            able.append("expire")
        if row["state"] in ("published", "expired") and publishes:
            able.append("renew")
        if newest["state"] in ("published", "expired") and publishes:
            able.append("rollback")
        return (*able, *(["revise"] if self._may(by, "asset", "update") else []))

    def _asked(self, by: Actor, asset_id: str) -> bool:
        review = ContentReview(self.desk, Content(self.desk))
        return bool(review.mine(by, asset_id))

    def _may(self, by: Actor, resource: str, action: str) -> bool:
        return self.desk.policy.explain(by, resource, action).allowed


def _said(reviews: Sequence[Mapping[str, str]] | None) -> list[dict[str, Any]]:
    """What was said of a version, its moments as moments again."""
    return [{**one, "at": datetime.fromisoformat(one["at"])} for one in reviews or ()]


def _open(editions: Sequence[View], number: str | None, published: str | None) -> View:
    wanted = number or published
    found = next((one for one in editions if one["number"] == wanted), None)
    if found is None and number is not None:
        raise NotFound(f"no version {number}", culprit="version")
    return found or editions[-1]


def _older(editions: Sequence[View], edition: View, against: str | None) -> View | None:
    if against is None:
        return None
    found = next((one for one in editions if one["number"] == against), None)
    if found is None:
        raise NotFound(f"no version {against}", culprit="against")
    return None if found["id"] == edition["id"] else found


def _value(row: View, facet: str) -> str | None:
    if facet in ("stage", "product"):
        return (row["tags"] or {}).get(facet)
    value: str | None = row[facet]
    return value


def _fits(row: View, wanted: Mapping[str, str], but: str = "") -> bool:
    return all(_value(row, name) == value for name, value in wanted.items() if name != but)


def _says(row: View, search: str) -> bool:
    text = " ".join([row["title"], row["kind"], *(row["tags"] or {}).values()]).casefold()
    return all(word in text for word in search.casefold().split())


def _counted(
    rows: Sequence[View], facet: str, wanted: Mapping[str, str], search: str
) -> Sequence[tuple[str, int]]:
    """How many each value would show, the other facets staying as they are."""
    values = (
        _value(row, facet) for row in rows if _fits(row, wanted, facet) and _says(row, search)
    )
    counts = Counter(value for value in values if value)
    if wanted.get(facet):
        counts.setdefault(wanted[facet], 0)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
