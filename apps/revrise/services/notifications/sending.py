"""Notifications to the channels outside that their readers chose."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import RevRiseError
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.notifications.notification import Notification, NotificationPreference
from revrise.core.notifications.wording import WORDINGS
from revrise.ports.jobs import JobContext
from revrise.ports.notify import Channels, Message
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.notifications.audience import Audience
from revrise.services.notifications.views import Reader

_REASON = "send notifications to the channels their readers chose"
# What a group may hear of: without names, since nobody knows who reads along.
ANNOUNCED = ("deal.won", "calls.stopped", "job.dead", "plugin.quarantined", "plugin.stumbled")


@frozen
class Sending:
    """The task. `site` is where the app is found from outside, for links."""

    desk: Desk
    tenant_id: str
    channels: Channels
    site: str = ""

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Sends each message once; one channel that fails does not keep the others waiting."""
        sent, failed = 0, None
        for step, channel, message in self._messages(args["ids"]):
            try:
                context.step(step, lambda c=channel, m=message: self.channels.send(c, m))  # type: ignore[misc]
                sent += 1
            except RevRiseError as error:
                failed = error
        if failed is not None:
            raise failed
        return {"sent": sent}

    def _messages(self, ids: Sequence[str]) -> Iterator[tuple[str, str, Message]]:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(id=tuple(ids)))
            found = work.of(Notification).load_many(self._scope("notification"), query)
            chosen = {
                one.person_id: one.channels
                for one in work.of(NotificationPreference).load_many(
                    self._scope("notification_preference")
                )
            }
            audience = Audience.read(self.desk, work, self.tenant_id)
            personal = [
                (f"{one.id}/{channel}", channel, message)
                for one in found
                for channel in chosen.get(one.person_id, ())
                if channel in self.channels.personal
                and (message := self._personal(work, audience, one)) is not None
            ]
        yield from personal
        yield from self._announcements(found)

    def _personal(self, work: Any, audience: Audience, one: Notification) -> Message | None:
        actor, person = audience.actor(one.person_id), audience.people.get(one.person_id)
        if actor is None or person is None or not person.email:
            return None
        view = Reader(self.desk, work, actor).views([one])[0]
        language: Any = person.locale if person.locale == "zh" else "en"
        title, body = view.title.of(language), view.body.of(language)
        return Message(title, body, self.site + view.link, person.email)

    def _announcements(self, found: Sequence[Notification]) -> Iterator[tuple[str, str, Message]]:
        events = {one.event_id: one for one in found if one.kind in ANNOUNCED}
        for event_id, one in events.items():
            label = WORDINGS[one.kind].label
            for channel in self.channels.shared:
                text = f"{label.en} · {label.zh}"
                yield f"{event_id}/{channel}", channel, Message(text, text, self.site)

    def _scope(self, resource: str) -> Scope:
        return system_scope(self.tenant_id, resource, "read", _REASON)
