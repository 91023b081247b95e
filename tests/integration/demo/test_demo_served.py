"""What is served goes on where its data ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from revrise.apps.assembly import RevRise
from revrise.apps.demo.loading.clock import evening
from revrise.apps.demo.loading.place import settings
from revrise.apps.demo.serving import shift_s


def noted(app: Any) -> None:
    """Something happens there."""
    with app.desk.store.begin(app.actor()) as work:
        work.record("test.noted", "somebody")


def test_time_goes_on_from_the_latest_entry_even_where_the_newest_is_an_older_one(
    demo: Any,
) -> None:
    """Somebody used it until ten; started again, the company was loaded at nine once more."""
    latest = evening(demo.company.today).now() + timedelta(hours=1)
    shift = (latest - datetime.now(UTC)).total_seconds()
    used = RevRise(evolve(settings(demo.settings, demo.company), clock_shift_s=shift))
    noted(used)
    used.engine.dispose()
    noted(demo.app)
    shown = datetime.now(UTC) + timedelta(seconds=shift_s(demo.app, demo.company))
    assert shown.timestamp() == pytest.approx(latest.timestamp(), abs=30)
