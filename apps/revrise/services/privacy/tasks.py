"""The tasks and schedules of privacy."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.ports.blobs import Blobs
from revrise.ports.jobs import JobContext, Schedule, Task
from revrise.ports.registry import Registry
from revrise.services.calls.waiting import RESUME, Waiting
from revrise.services.desk import Desk
from revrise.services.privacy.erasing import ERASE, Erasing
from revrise.services.privacy.exporting import EXPORT, Exporting
from revrise.services.privacy.purging import PURGE, SWEEP, Purging
from revrise.services.privacy.retaining import RETAIN, Retaining


@frozen
class PrivacyTasks:
    """What a worker does of privacy."""

    purging: Purging
    retaining: Retaining
    erasing: Erasing
    exporting: Exporting
    waiting: Waiting

    @property
    def tasks(self) -> Sequence[Task]:
        """Each may run twice."""
        purging = self.purging
        return (
            Task(PURGE, "scoring", purging.run, "Purge a call without consent", "清除无同意的通话"),
            Task(
                SWEEP,
                "scoring",
                purging.sweep,
                "Purge calls without consent",
                "清除所有无同意的通话",
            ),
            Task(RESUME, "scoring", self.waiting.run, "Go on with a call", "继续处理通话"),
            Task(RETAIN, "analytics", self.night, "Retention", "按保留期限清理"),
            Task(ERASE, "analytics", self.erasing.run, "Erase a person", "删除个人数据"),
            Task(
                EXPORT, "analytics", self.exporting.run, "Copy of a person's data", "个人数据副本"
            ),
        )

    @property
    def schedules(self) -> Sequence[Schedule]:
        """In UTC."""
        return (Schedule("retention", "20 2 * * *", RETAIN),)

    def night(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is due, what consent does not cover any more, and copies nobody fetched."""
        swept = self.purging.sweep(context, args)
        expired, waited = self.exporting.expire(), self.waiting.sweep()
        taken = self.retaining.run(context, args)
        return {**taken, "purged": swept["purged"], "copies": expired, **waited}


def privacy_tasks(
    desk: Desk, tenant_id: str, registry: Registry, blobs: Callable[[], Blobs]
) -> PrivacyTasks:
    """All of them for one tenant."""
    return PrivacyTasks(
        Purging(desk, tenant_id),
        Retaining(desk, tenant_id, registry),
        Erasing(desk, tenant_id, registry, blobs),
        Exporting(desk, tenant_id, registry, blobs),
        Waiting(desk, tenant_id),
    )
