"""A notification: one person is told of one event, once."""

from collections.abc import Mapping
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.ids import derived


@frozen
class Notification:
    """`kind` is one of `wording.WORDINGS`; `subject` the id of what it is about.

    `actor_id` is who did it, `data` holds ids and numbers. Names are no part of it: they are
    looked up when it is read, with the eyes of the reader.
    """

    id: str
    person_id: str
    kind: str
    at: datetime
    event_id: str
    subject: str
    actor_id: str = ""
    data: Mapping[str, str | int | float | None] = Factory(dict)
    read_at: datetime | None = None
    version: int = 1

    def read(self, at: datetime) -> "Notification":
        """Seen by its person; seen already, nothing changes."""
        if self.read_at is not None:
            return self
        return evolve(self, read_at=at, version=self.version + 1)


@frozen
class NotificationPreference:
    """What a person does not want to be told (`muted` kinds), and the `channels` beside the app."""

    id: str
    person_id: str
    muted: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    version: int = 1


def notification_id(person_id: str, kind: str, event_id: str) -> str:
    """The same id for the same person, kind and event: nobody is told twice."""
    return derived("ntf", person_id, kind, event_id)


def preference_id(person_id: str) -> str:
    """A person has one set of preferences."""
    return derived("npref", person_id)
