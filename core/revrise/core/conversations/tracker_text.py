"""What a tenant listens for, version by version: a text that is never changed, only followed."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from revrise.core.ids import derived

LONGEST = 1_000_000
MOST = 2_000


@frozen
class TrackerText:
    """Version `number` of a tenant's trackers, as TOML. An empty text listens for nothing.

    `since` is tracker → the version in which it last came to ask something else; None in a
    version of before this was kept.
    """

    id: str
    number: int
    text: str
    set_by: str
    set_at: datetime
    since: Mapping[str, int] | None = None
    version: int = 1

    def last_changed(self, tracker: str) -> int:
        """The version of a tracker of this set."""
        return (self.since or {}).get(tracker, self.number)


def tracker_text_id(tenant_id: str, number: int) -> str:
    """The same for everybody who saves this number, so that of two at once one is told."""
    return derived("trk", tenant_id, str(number))
