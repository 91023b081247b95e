"""What can be asked of notifications, and what comes back."""

from datetime import datetime

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.notifications.wording import WORDINGS


@frozen
class NotificationView:
    """A notification in words, with the names its reader may read. `link` is a path of the app."""

    id: str
    kind: str
    at: datetime
    title: Bilingual
    body: Bilingual
    link: str
    subject: str
    read_at: datetime | None


@frozen
class SetPreferences:
    """Kinds not to be told of, and channels (by name) to be told on beside the app."""

    muted: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


@frozen
class Preferences:
    """What a person chose, and what there is to choose from."""

    muted: tuple[str, ...]
    channels: tuple[str, ...]
    kinds: tuple[tuple[str, Bilingual], ...] = tuple(
        (kind, one.label) for kind, one in WORDINGS.items()
    )
    offered: tuple[str, ...] = ()
