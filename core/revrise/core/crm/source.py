"""A configured connector, and what its runs did."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, evolve, frozen


@frozen
class CrmSource:
    """`name` names it in our records, `connector` is the kind, `location` where it reads.

    An option is a value, or where a secret is kept: `env:NAME` or `file:/path`. `cron` has five
    fields in UTC; empty, it runs only when asked. `cursor` is behind the last page that is stored.
    """

    id: str
    name: str
    connector: str
    location: str
    options: Mapping[str, str] = Factory(dict)
    cron: str = ""
    active: bool = True
    cursor: str | None = None
    due_from: datetime | None = None
    version: int = 1

    def reached(self, cursor: str | None) -> "CrmSource":
        """With everything up to `cursor` stored."""
        return evolve(self, cursor=cursor, version=self.version + 1)


@frozen
class CrmRun:
    """One sync of a source: running → done | failed. `report` is the document of its report."""

    id: str
    source_id: str
    started_at: datetime
    state: str = "running"
    ended_at: datetime | None = None
    report: Mapping[str, Any] = Factory(dict)
    error: str | None = None
    remedy: str | None = None
    version: int = 1

    def end(
        self, at: datetime, report: Mapping[str, Any], error: str = "", remedy: str = ""
    ) -> "CrmRun":
        """Finished, well or with an error."""
        return evolve(
            self,
            state="failed" if error else "done",
            ended_at=at,
            report=report,
            error=error or None,
            remedy=remedy or None,
            version=self.version + 1,
        )
