"""A clip that is cut while consent is taken back: refused, or gone with the rest; never left."""

from threading import Thread
from typing import Any

from attrs import evolve, frozen
from tests.services.conftest import World
from tests.services.test_clips_service import COMMAND, Desks, desks

from revrise.core.coaching.clip import Clip
from revrise.core.governance.consent import Consent
from revrise.services.calls.consents import Consents
from revrise.services.clips.service import Clips
from revrise.services.privacy.purging import Purging

__all__ = ["desks"]


@frozen
class Between:
    """Ids, and what somebody else does once the clip was agreed to and before it is stored."""

    ids: Any
    other: Thread

    def new(self, prefix: str) -> str:
        if prefix == "clip" and self.other.ident is None:
            self.other.start()
            self.other.join(0.5)  # where it has to wait for the clip it goes on afterwards
        return str(self.ids.new(prefix))


def test_consent_taken_back_while_a_clip_is_cut_leaves_no_title(world: World, desks: Desks) -> None:
    said = [one for one in world.all(Consent) if one.purpose == "coach"]

    def take_back() -> None:
        Consents(world.desk).withdraw(said[0].id, world.by("n1"))
        Purging(world.desk, "acme").purge("c1")

    other = Thread(target=take_back)
    calls = desks.clips.calls
    racing = evolve(calls, desk=evolve(world.desk, ids=Between(world.desk.ids, other)))
    Clips(racing).cut(evolve(COMMAND, token=""), world.by("coach"))
    other.join(30)
    assert not other.is_alive()
    assert "call.purged" in world.audited
    assert world.all(Clip) == []
