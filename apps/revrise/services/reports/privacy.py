"""Consent coverage and retention due, as tables."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.services.privacy.coverage import STATES, ConsentCoverage
from revrise.services.privacy.retention import Retention
from revrise.services.reports.report import Outside, headings

CONSENT = headings(
    ("by", "By", "维度"),
    ("of", "Purpose or place", "目的或地区"),
    ("allowed", "Calls allowed", "允许的通话"),
    ("withdrawn", "Withdrawn", "已撤回"),
    ("missing", "Missing", "缺失"),
)
RETENTION = headings(
    ("class", "Class", "类别"),
    ("days", "Days kept", "保留天数"),
    ("due", "Rows due", "到期行数"),
    ("on_hold", "On hold", "被保留"),
    ("tables", "Of which", "其中"),
)


@frozen
class ConsentTable:
    """Calls by what is allowed with them."""

    coverage: ConsentCoverage

    def rows(self, by: Actor) -> Sequence[Sequence[Any]]:
        """By purpose, then by place. Raises Refused."""
        found = self.coverage.report(by)
        parts = (("purpose", found.purposes), ("jurisdiction", found.jurisdictions))
        return [
            (kind, name, *(counts[state] for state in STATES))
            for kind, groups in parts
            for name, counts in groups.items()
        ]

    def outside(self, _by: Actor, /) -> Sequence[Outside]:
        """Nothing: it counts every call, whoever reads it."""
        return ()


@frozen
class RetentionTable:
    """What has had its time."""

    retention: Retention

    def rows(self, by: Actor) -> Sequence[Sequence[Any]]:
        """A row a class of data; without days it is kept for good. Raises Refused."""
        return [
            (
                *(one.name, one.days, one.due, one.on_hold),
                "; ".join(f"{name}: {count}" for name, count in sorted(one.tables.items())),
            )
            for one in self.retention.report(by)
        ]

    def outside(self, _by: Actor, /) -> Sequence[Outside]:
        """Nothing: it counts every row, whoever reads it."""
        return ()
