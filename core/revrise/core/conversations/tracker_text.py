"""What a tenant listens for, version by version: a text that is never changed, only followed."""

from datetime import datetime

from attrs import frozen

from revrise.core.ids import derived

LONGEST = 1_000_000
MOST = 2_000


@frozen
class TrackerText:
    """Version `number` of a tenant's trackers, as TOML. An empty text listens for nothing."""

    id: str
    number: int
    text: str
    set_by: str
    set_at: datetime
    version: int = 1


def tracker_text_id(tenant_id: str, number: int) -> str:
    """The same for everybody who saves this number, so that of two at once one is told."""
    return derived("trk", tenant_id, str(number))
