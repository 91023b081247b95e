"""Files under keys of the same database, where one writer at a time is let in: as without keys."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from tests.services.test_file_races import Between
from tests.support.flow_site import TENANT
from tests.support.talking import Talking, record

from revrise.apps.assembly import RevRise
from revrise.core.conversations.call import Call
from revrise.core.errors import Refused, Retriable


class Sealed(Talking):
    """Keeps files as a RevRise out of the box does."""

    @cached_property
    def blobs(self) -> Any:
        return RevRise.blobs.func(self)  # type: ignore[attr-defined]


@pytest.fixture
def site(flow_url: str, tmp_path: Path, bundled: Any) -> Iterator[Sealed]:
    made = Sealed(flow_url, tmp_path, bundled)
    yield made
    made.close()


def test_a_refused_file_is_taken_away_with_its_key_and_nobody_loses_theirs(site: Sealed) -> None:
    told: list[Retriable] = []

    def other() -> None:
        try:
            record(site)
        except Retriable as error:
            told.append(error)

    site.blobs = Between(site.blobs, "delete", other)
    with pytest.raises(Refused):
        record(site, consent="none", rep_id="n2")
    site.blobs.thread.join(30)
    if told:
        assert site.all(Call) == []
        record(site)
    (call,) = site.all(Call)
    assert site.blobs.size(TENANT, call.fingerprint)
