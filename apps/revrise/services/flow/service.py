"""Everything that happens by itself, as tasks and schedules for a worker."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Conflict, Retriable
from revrise.core.events import Event
from revrise.core.jobs.job import Job
from revrise.ports.catalogue import Catalogue
from revrise.ports.jobs import Cancelled, JobContext, Schedule, Task
from revrise.services.assignments.ending import OVERDUE, Overdue
from revrise.services.calls.cascade import FORGET
from revrise.services.calls.receiving import PROCESS, TRANSCRIBE
from revrise.services.crm.scheduled import ScheduledSyncs
from revrise.services.crm.sources import SYNC
from revrise.services.desk import Desk
from revrise.services.flow.relay import AGAIN, RELAY, Handler, Relay
from revrise.services.flow.reminders import EXPIRE, REMIND, Reminders
from revrise.services.flow.suggesting import Suggesting
from revrise.services.flow.tidying import TIDY, Tidying
from revrise.services.flow.watch import Watch
from revrise.services.measures.measuring import MEASURE, Measuring
from revrise.services.measures.tracker_hits import HEARD
from revrise.services.notifications.sending import Sending
from revrise.services.notifications.telling import SEND, Telling
from revrise.services.processing.failing import CallFailing
from revrise.services.processing.indexing import INDEX, Indexing
from revrise.services.processing.service import Processing
from revrise.services.rewards.facts import trackers
from revrise.services.rewards.service import SETTLE, Rewards
from revrise.services.snapshots.taking import TAKE, Taking
from revrise.services.trackers.again import LISTEN, Listening
from revrise.services.webhooks.delivering import DELIVER, Delivering
from revrise.services.webhooks.relaying import Relaying

# Events after which somebody may have earned points, or lost the ground of some.
EARNING = frozenset(
    {
        "deal.won",
        "deal.synced",
        "course.completed",
        "role_play.passed",
        "plan.completed",
    }
)


@frozen
class Handlers:
    """What relayed events do. Each may see an event more than once."""

    desk: Desk
    tenant_id: str
    catalogue: Catalogue
    rewards: Rewards
    suggesting: Suggesting
    telling: Telling
    relaying: Relaying
    indexing: Indexing
    listening: Listening

    def all(self) -> Sequence[Handler]:
        """In the order in which a batch passes through them."""
        return (
            Handler("plugins", self._plugins),
            Handler("rewards", self._rewards),
            Handler("coaching", self._once(self.suggesting.suggest)),
            Handler("notifications", self._once(self.telling.tell)),
            Handler("webhooks", self._once(self.relaying.relay)),
            Handler("search", self._once(self.indexing.happened)),
            Handler("trackers", self._once(self.listening.happened)),
        )

    def _plugins(self, events: Sequence[Event]) -> None:
        """Shows each to every observer; one that wants it again gets the whole batch again."""
        again = None
        for event in events:
            try:
                self.catalogue.emit(event)
            except Retriable as error:
                again = error
        if again is not None:
            raise again

    def _rewards(self, events: Sequence[Event]) -> None:
        """One run of the rules for the batch."""
        wanted = trackers(self.catalogue)
        if any(
            event.name in EARNING or (event.name == HEARD and event.data.get("tracker") in wanted)
            for event in events
        ):
            self._once(lambda _: self.rewards.settle(self.tenant_id))(events)

    def _once(self, handle: Callable[[Sequence[Event]], Any]) -> Callable[[Sequence[Event]], Any]:
        """Somebody who did the same at the same moment was quicker: look again later."""

        def handled(events: Sequence[Event]) -> Any:
            try:
                return handle(events)
            except Conflict as error:
                raise Retriable(error.message) from None

        return handled


@frozen
class Flow:
    """The tasks of a worker, the schedules it keeps, and the look around it takes."""

    desk: Desk
    tenant_id: str
    relay: Relay
    processing: Processing
    sending: Sending
    delivering: Delivering
    taking: Taking
    reminders: Reminders
    overdue: Overdue
    tidying: Tidying
    syncs: ScheduledSyncs
    watch: Watch
    indexing: Indexing
    listening: Listening
    measuring: Measuring

    @property
    def tasks(self) -> Sequence[Task]:
        """Every kind of job of these services."""
        calls, syncs = self.processing, self.syncs
        return (
            Task(RELAY, "relay", self.relay.run, "Relay events", "转发事件", 50, 1),
            Task(AGAIN, "relay", self.relay.again, "Relay events again", "重新转发事件", 8, 5),
            Task(TRANSCRIBE, "speech", calls.transcribe, "Transcribe a call", "转写通话", 5, 10),
            Task(PROCESS, "scoring", calls.process, "Analyse a call", "分析通话"),
            Task(MEASURE, "scoring", self.measuring.run, "Measure calls", "测量通话"),
            Task(INDEX, "scoring", self.indexing.run, "Index what was said", "建立通话搜索索引"),
            Task(LISTEN, "scoring", self.listening.run, "Listen for trackers", "监听追踪词"),
            Task(FORGET, "scoring", calls.forget_file, "Delete a file", "删除文件"),
            Task(SEND, "delivery", self.sending.run, "Send notifications", "发送通知", 6, 30),
            Task(DELIVER, "delivery", self.delivering.run, "Deliver webhooks", "发送 Webhook"),
            Task(TAKE, "analytics", self.taking.run, "Take the figures", "生成快照"),
            Task(REMIND, "analytics", self.reminders.remind, "Remind of due days", "发送到期提醒"),
            Task(EXPIRE, "analytics", self.reminders.expire, "Expire content", "下架过期内容"),
            Task(OVERDUE, "analytics", self.overdue.run, "End blind assignments", "结束到期盲评"),
            Task(SETTLE, "analytics", self.settle, "Run the reward rules", "运行奖励规则"),
            Task(TIDY, "analytics", self.tidying.run, "Housekeeping", "清理过期记录"),
            Task(SYNC, "sync", syncs.sync, "Sync with a CRM", "同步 CRM", 8, 30),
        )

    def settle(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Runs the reward rules because somebody asked; twice grants nothing twice.

        Raises Retriable where somebody else granted the same at the same moment.
        """
        settle = self.taking.rewards.settle
        try:
            return {"entries": context.step("settle", lambda: settle(self.tenant_id))}
        except Cancelled:
            raise
        except Conflict as error:
            raise Retriable(error.message) from None

    @property
    def schedules(self) -> Sequence[Schedule]:
        """In UTC."""
        return (
            Schedule("figures of the night", "30 1 * * *", TAKE),
            Schedule("reminders", "0 6 * * *", REMIND),
            Schedule("housekeeping", "40 3 * * *", TIDY),
            Schedule("index of what was said", "20 4 * * *", INDEX),
            Schedule("trackers in past calls", "50 4 * * *", LISTEN),
            Schedule("blind assignments", "5 * * * *", OVERDUE),
            Schedule("expiry of content", "10 * * * *", EXPIRE),
        )

    def tick(self) -> bool:
        """A worker's look around, about once a second; says whether events waited."""
        return self.watch.tick()


@frozen
class Ending:
    """What a job that gave up, or was stopped, leaves behind is shown as failed."""

    calls: CallFailing
    syncs: ScheduledSyncs

    def __call__(self, job: Job) -> None:
        """For jobs that take something on from state to state."""
        if job.task in (TRANSCRIBE, PROCESS):
            self.calls.abandon(str(job.args.get("call")), job)
        if job.task == SYNC:
            self.syncs.died(job)
