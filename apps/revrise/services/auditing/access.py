"""Who heard a recording or read a transcript: one entry a person, call and hour."""

from contextlib import suppress
from typing import Literal

from attrs import frozen

from revrise.core.errors import Conflict
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.ids import derived
from revrise.services.desk import Desk


@frozen
class Access:
    """Somebody asked for what was said in a call; consent `allowed` it or not."""

    what: Literal["recording", "transcript"]
    call_id: str
    allowed: bool
    purpose: str = "coach"

    @property
    def action(self) -> str:
        """What the trail calls it."""
        return f"{self.what}.{'accessed' if self.allowed else 'withheld'}"


def note_access(desk: Desk, access: Access, by: Actor) -> None:
    """Writes it down before anything is given out; nothing where this hour has its entry.

    What cannot be written down is not given: errors of the store pass.
    """
    if by.person_id == SYSTEM:
        return
    hour = f"{desk.clock.now():%Y-%m-%dT%H}"
    key = derived("acc", access.action, by.person_id, access.call_id, access.purpose, hour)
    with desk.store.read(by) as work:
        if work.recall(key, access.action) is not None:
            return
    with suppress(Conflict), desk.store.begin(by) as work:  # of two at once one is enough
        work.remember(key, access.action, {})
        work.record(access.action, access.call_id, {"purpose": access.purpose})
