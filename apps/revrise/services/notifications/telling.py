"""Events to notifications: each person once an event, whoever relays it how often."""

from collections.abc import Sequence
from datetime import timedelta

from attrs import frozen

from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.notifications.notification import Notification, NotificationPreference
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.notifications.audience import Audience
from revrise.services.notifications.rules import RULES, Rules

SEND = "notification.send"
_REASON = "tell people of events that concern them"
# What is older is no news any more: nobody is told of a backlog or an import.
NEWS = timedelta(days=14)


@frozen
class Telling:
    """Handles relayed events. `outside` says whether there is any channel beside the app."""

    desk: Desk
    tenant_id: str
    outside: bool = False

    def tell(self, events: Sequence[Event]) -> Sequence[Notification]:
        """Stores what is new, and queues the sending of it."""
        since = self.desk.clock.now() - NEWS
        telling = [one for one in events if one.name in RULES and one.at > since]
        if not telling:
            return ()
        # Deciding takes longer than storing: it is done before the write begins.
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            wanted = self._wanted(work, telling)
        if not wanted:
            return ()
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            new = self._unknown(work, wanted)
            if new:
                work.of(Notification).add_many(new, self._scope("notification", "create"))
                work.record("notifications.made", self.tenant_id, {"new": len(new)})
            if new and self.outside:
                work.enqueue(_sending(new))
        return new

    def _wanted(self, work: UnitOfWork, events: Sequence[Event]) -> dict[str, Notification]:
        since = self.desk.clock.now() - NEWS
        rules = Rules(work, Audience.read(self.desk, work, self.tenant_id), since)
        muted = self._muted(work)
        made = (one for event in events for one in rules.notifications(event))
        return {one.id: one for one in made if one.kind not in muted.get(one.person_id, ())}

    def _unknown(self, work: UnitOfWork, wanted: dict[str, Notification]) -> list[Notification]:
        query = Query(where=where(id=tuple(sorted(wanted))), columns=("id",))
        known = work.of(Notification).rows(self._scope("notification"), query)
        return [wanted[key] for key in sorted(wanted.keys() - {row["id"] for row in known})]

    def _muted(self, work: UnitOfWork) -> dict[str, tuple[str, ...]]:
        """By person, the kinds they do not want to be told."""
        scope = self._scope("notification_preference")
        chosen = work.of(NotificationPreference).load_many(scope)
        return {one.person_id: one.muted for one in chosen}

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def _sending(new: Sequence[Notification]) -> JobRequest:
    ids = [one.id for one in new]
    return JobRequest(derived("job", SEND, *ids), SEND, SYSTEM, {"ids": ids}, key=f"{len(ids)}")
