"""The same source read twice at the same moment, as when a worker is thought dead and is not."""

from contextlib import suppress
from threading import Thread
from typing import Any

from attrs import evolve, frozen
from tests.services.conftest import World
from tests.services.test_crm_sync_service import COMPANY, counts, stored, sync

from revrise.core.deals.deal import Deal
from revrise.core.errors import Stale
from revrise.services.crm.sync import Crm, SyncCrm
from revrise.testing import FakeCrm


@frozen
class Between:
    """Ids, and what somebody else does once it was looked what is there, before new is kept."""

    ids: Any
    other: Thread

    def new(self, prefix: str) -> str:
        if prefix == "deal" and self.other.ident is None:
            self.other.start()
            self.other.join(0.5)  # where it has to wait it goes on afterwards
        return str(self.ids.new(prefix))


def test_who_meets_another_is_told_to_run_again_and_then_all_is_there_once(world: World) -> None:
    other = Thread(target=sync, args=(world, COMPANY))
    racing = evolve(world.desk, ids=Between(world.desk.ids, other))
    with suppress(Stale):
        Crm(racing).sync(SyncCrm(FakeCrm(COMPANY), "fake"), world.by(None))
    other.join(30)
    assert not other.is_alive()
    assert counts(sync(world, COMPANY)) == (0, 0, 9)
    assert set(stored(world, Deal)) == {"D1", "D2"}
