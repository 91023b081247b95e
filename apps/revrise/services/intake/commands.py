"""What can be asked of calls that come in by machine, and what comes back."""

from datetime import datetime

from attrs import frozen

from revrise.core.conversations.intake.arrival import Arrival, Party
from revrise.core.conversations.intake.pulling import Pulling


@frozen
class AddSource:
    """A source of calls in the name of `owner_id`; the rest as in IntakeSource."""

    name: str
    owner_id: str
    consent: str = "none"
    jurisdiction: str = "unknown"
    country: str = ""
    without_deal: bool = False
    connector: str = ""
    separately: bool = False


@frozen
class SourceAdded:
    """A new source and its secret, which is never shown again."""

    id: str
    secret: str


@frozen
class SourceView:
    """A source without its secrets."""

    id: str
    name: str
    owner_id: str
    created_at: datetime
    consent: str
    jurisdiction: str
    country: str
    without_deal: bool
    separately: bool | None
    active: bool
    connector: str | None
    due_at: datetime | None
    pulling: Pulling | None
    version: int


@frozen
class Connector:
    """A system that can be asked for its calls, as a plugin offers it; `remedy` if not ready."""

    id: str
    title: str
    ready: bool
    reason: str
    remedy: str


@frozen
class Comes:
    """A call as its source tells of it: its file is in the blob store, or behind `link`.

    None where the source says nothing: what holds for all its calls holds then.
    """

    origin_id: str
    started_at: datetime
    title: str = ""
    parties: tuple[Party, ...] = ()
    file_name: str = "call"
    sha256: str | None = None
    link: str | None = None
    consent: str | None = None
    jurisdiction: str | None = None
    separately: bool | None = None
    language: str | None = None
    seller: str | None = None
    seller_channel: int | None = None
    message: str = ""


@frozen
class Came:
    """What became of it; `created` False: it was there already, nothing was changed."""

    arrival: Arrival
    created: bool


@frozen
class Choose:
    """Whose call it is; the last three where more is known than the source said."""

    arrival_id: str
    rep_id: str
    deal_id: str | None = None
    consent: str | None = None
    jurisdiction: str | None = None
    separately: bool | None = None
