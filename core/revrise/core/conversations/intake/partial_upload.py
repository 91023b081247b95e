"""A file that comes in parts, over a line that may break, until it is whole."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid

# How long the next part is waited for.
PATIENCE = timedelta(days=2)
# So many parts at most: each is a file, and the list of them is written anew with each.
MOST_PARTS = 2_000


@frozen
class PartialUpload:
    """`person_id` began it and alone goes on with it. `size` and `offset` are in bytes.

    `told` is what they said of the file, `metadata` that in
    their own words. `parts` name what is kept of it, in its order; once it
    is `done` it is the call `call_id`, and the parts are only named so that they go.
    """

    id: str
    person_id: str
    begun_at: datetime
    ends_at: datetime
    size: int
    told: Mapping[str, Any]
    metadata: str = ""
    offset: int = 0
    parts: tuple[str, ...] = ()
    done: bool = False
    call_id: str | None = None
    version: int = 1

    def takes(self, offset: int, size: int) -> None:
        """Raises Conflict for a part from elsewhere, Invalid for more than was announced."""
        if offset != self.offset:
            raise Conflict(f"the upload is at byte {self.offset}", culprit=self.id)
        if offset + size > self.size:
            raise Invalid(f"this is more than the {self.size} bytes announced", culprit=self.id)

    def ends(self, size: int) -> bool:
        """Whether so many bytes more make it whole."""
        return not self.done and self.offset + size == self.size

    def grown(self, part: str, size: int, now: datetime) -> "PartialUpload":
        """With one part more. Raises Invalid for too many of them."""
        if len(self.parts) >= MOST_PARTS:
            raise Invalid(
                f"an upload has at most {MOST_PARTS:,} parts",
                culprit=self.id,
                remedy="begin again and send larger ones",
            )
        return evolve(
            self,
            offset=self.offset + size,
            parts=(*self.parts, part),
            ends_at=now + PATIENCE,
            version=self.version + 1,
        )

    def finished(self, call_id: str) -> "PartialUpload":
        """Whole, and a call; what was said of it stands there now."""
        return evolve(
            self,
            offset=self.size,
            done=True,
            call_id=call_id,
            told={},
            metadata="",
            version=self.version + 1,
        )
