"""Content freshness: what is out, what expires, what nobody looked at or used."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.core.governance.actor import Actor
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.reach import may
from revrise.services.reports.report import Outside, headings, outside

COLUMNS = headings(
    ("asset_id", "Content", "内容编号"),
    ("title", "Title", "标题"),
    ("kind", "Kind", "类型"),
    ("state", "State", "状态"),
    ("owner_id", "Owner", "负责人"),
    ("expires_at", "Expires", "到期"),
    ("freshness", "Freshness", "时效"),
    ("reviewed", "Reviewed", "已审核"),
    ("last_used", "Last used", "最近使用"),
    ("uses", "Uses", "使用次数"),
)
_SOON = timedelta(days=30)


@frozen
class ContentFreshness:
    """The content in the reader's reach."""

    desk: Desk

    def rows(self, by: Actor) -> Sequence[Sequence[Any]]:
        """What expires first comes first; none for who reads no content."""
        if not may(self.desk, by, "asset", "read"):
            return []
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "asset")
            query = Query(columns=("id", "title", "kind", "state", "owner_id", "expires_at"))
            assets = work.of(Asset).rows(scope, query)
            reviewed, used = self._reviewed(work, by), self._used(work, by)
        found = [
            (
                *(row["id"], row["title"], row["kind"], row["state"], row["owner_id"]),
                *(row["expires_at"], self._freshness(row), row["id"] in reviewed),
                *used.get(row["id"], (None, 0)),
            )
            for row in assets
        ]
        return sorted(found, key=lambda row: (row[5] is None, str(row[5]), row[0]))

    def outside(self, by: Actor, /) -> Sequence[Outside]:
        """Content and uses the reader does not see."""
        with self.desk.store.read(by) as work:
            return outside(
                self.desk,
                work,
                by,
                (Asset, "asset", "Content", "内容"),
                (AssetUse, "asset_use", "Uses of content", "内容使用"),
            )

    def _freshness(self, row: Mapping[str, Any]) -> str:
        end, now = row["expires_at"], self.desk.clock.now()
        if row["state"] == "expired" or (end is not None and end <= now):
            return "expired"
        if end is not None and end - now <= _SOON:
            return "expiring"
        return "without end" if end is None else "fresh"

    def _reviewed(self, work: UnitOfWork, by: Actor) -> frozenset[str]:
        """Content of which somebody approved a version."""
        query = Query(columns=("id", "asset_id", "approved_by"))
        rows = work.of(AssetVersion).rows(self.desk.scope(by, "asset_version"), query)
        return frozenset(str(row["asset_id"]) for row in rows if row["approved_by"])

    def _used(self, work: UnitOfWork, by: Actor) -> Mapping[str, tuple[datetime, int]]:
        found: dict[str, tuple[datetime, int]] = {}
        query = Query(columns=("id", "asset_id", "at"))
        for row in work.of(AssetUse).rows(self.desk.scope(by, "asset_use"), query):
            last, count = found.get(row["asset_id"], (row["at"], 0))
            found[row["asset_id"]] = max(last, row["at"]), count + 1
        return found
