"""The inbox of a person: listing, reading, choosing what to be told."""

from collections.abc import Callable, Collection, Sequence

from attrs import evolve, frozen

from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, All, Column, IsNull, Rule, where
from revrise.core.notifications.notification import (
    Notification,
    NotificationPreference,
    preference_id,
)
from revrise.core.notifications.wording import WORDINGS
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.notifications.commands import NotificationView, Preferences, SetPreferences
from revrise.services.notifications.views import Reader

_NEWEST = (("at", True),)
_UNREAD = IsNull(Column("read_at"))
_MOST = 1_000


@frozen
class Notifications:
    """Use cases around one's own notifications. `channels` says the names of those outside."""

    desk: Desk
    channels: Callable[[], tuple[str, ...]] = tuple

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[NotificationView]:
        """One's own, the newest first, in words with the names one may read now."""
        scope = self.desk.scope(by, "notification")
        mine = evolve(query, where=_mine(by, query.where), order=query.order or _NEWEST)
        with self.desk.store.read(by) as work:
            found = work.of(Notification).load_many(scope, mine)
            return Reader(self.desk, work, by).views(found)

    def unread(self, by: Actor) -> int:
        """How many are not read yet."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "notification")
            return work.of(Notification).count(scope, Query(where=_mine(by, _UNREAD)))

    def mark(self, notification_id: str, by: Actor) -> NotificationView:
        """Read. Raises NotFound for somebody else's."""
        scope = self.desk.scope(by, "notification", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Notification).load(notification_id, scope)
            if before.person_id != by.person_id:
                raise NotFound(f"no notification {notification_id}")
            after = before.read(self.desk.clock.now())
            if after is not before:
                work.of(Notification).save(after, scope, expected=before.version)
                work.record("notification.read", notification_id)
            return Reader(self.desk, work, by).views([after])[0]

    def mark_all(self, by: Actor) -> int:
        """All of one's own read; says how many were not."""
        scope, now = self.desk.scope(by, "notification", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            query = Query(where=_mine(by, _UNREAD), limit=_MOST)
            found = work.of(Notification).load_many(self.desk.scope(by, "notification"), query)
            work.of(Notification).save_many([(one.read(now), one.version) for one in found], scope)
            if found:
                work.record("notifications.read", by.person_id, {"read": len(found)})
        return len(found)

    def preferences(self, by: Actor) -> Preferences:
        """What one chose; everything in the app and nothing outside by default."""
        with self.desk.store.read(by) as work:
            found = self._chosen(work, by)
        muted, channels = (found.muted, found.channels) if found else ((), ())
        return Preferences(muted, channels, offered=self.channels())

    def prefer(self, command: SetPreferences, by: Actor) -> Preferences:
        """Chooses. Raises Invalid for an unknown kind or channel."""
        _known(command.muted, WORDINGS, "muted")
        _known(command.channels, self.channels(), "channels")
        with self.desk.store.begin(by) as work:
            before = self._chosen(work, by)
            wanted = NotificationPreference(
                preference_id(by.person_id), by.person_id, command.muted, command.channels
            )
            kept = work.of(NotificationPreference)
            if before is None:
                kept.add(wanted, self.desk.scope(by, "notification_preference", "create"))
            else:
                scope = self.desk.scope(by, "notification_preference", "update")
                after = evolve(wanted, version=before.version + 1)
                kept.save(after, scope, expected=before.version)
            work.record("notifications.preferred", by.person_id)
        return Preferences(command.muted, command.channels, offered=self.channels())

    def _chosen(self, work: UnitOfWork, by: Actor) -> NotificationPreference | None:
        scope = self.desk.scope(by, "notification_preference")
        found = work.of(NotificationPreference).load_many(scope, Query(where=_mine(by)))
        return found[0] if found else None


def _mine(by: Actor, rule: Rule = ALWAYS) -> Rule:
    """Who may read everything still has an inbox of their own."""
    return All((where(person_id=by.person_id), rule))


def _known(chosen: Sequence[str], offered: Collection[str], culprit: str) -> None:
    unknown = [one for one in chosen if one not in offered]
    if unknown:
        names = ", ".join(offered) or "there is none"
        raise Invalid(f"{unknown[0]!r} is not known", culprit=culprit, remedy=names)
