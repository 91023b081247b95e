"""The reward rules asked for by somebody while the relay runs them: tried again, not given up."""

from typing import Any

import pytest
from attrs import define, evolve
from tests.support.flow_site import Context, FlowSite

from revrise.core.errors import Conflict, Retriable
from revrise.ports.jobs import Cancelled


@define
class Met:
    """Rewards that somebody else grants at the same moment, the first time."""

    error: Exception
    runs: int = 0

    def settle(self, _tenant_id: str) -> int:
        self.runs += 1
        if self.runs == 1:
            raise self.error
        return 7


def settling(site: FlowSite, error: Exception) -> Any:
    flow = site.flow
    return evolve(flow, taking=evolve(flow.taking, rewards=Met(error)))  # type: ignore[arg-type]


def test_who_comes_second_tries_again(site: FlowSite) -> None:
    flow = settling(site, Conflict("the database refuses this ledger_entry: duplicate key"))
    with pytest.raises(Retriable, match="duplicate key"):
        flow.settle(Context(), {})
    assert flow.settle(Context(), {}) == {"entries": 7}


def test_who_is_cancelled_stops(site: FlowSite) -> None:
    with pytest.raises(Cancelled):
        settling(site, Cancelled("somebody cancelled it")).settle(Context(), {})
