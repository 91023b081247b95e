"""Several who send one upload at the same moment, as after a line that only seemed to break."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from tests.integration.api.tus_client import REP, begin, files, look, send, talk
from tests.support.api import Api

from revrise.adapters.blobs.local import LocalBlobs
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, NotFound
from revrise.core.governance.scope import system_scope


class Meanwhile(LocalBlobs):
    """Files, the first of which is opened only after something else was done."""

    def __init__(self, api: Api, first: Callable[[], object]) -> None:
        super().__init__(Path(api.app.settings.folder) / "blobs")
        self.first = [first]

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs."""
        while self.first:
            self.first.pop()()
        return super().open(tenant_id, sha256, start, length)


def test_who_is_slower_with_the_last_part_is_told_it_is_done(api: Api) -> None:
    """Their parts went while they read them: that is a conflict, the call is made."""
    whole = talk("slower", 1_000)
    place = begin(api, len(whole)).headers["location"]
    assert send(api, place, 0, whole[:10]).status == 204
    faster = Meanwhile(api, lambda: send(api, place, 10, whole[10:]))
    slower = evolve(api.app.resuming, blobs=lambda: faster)
    with pytest.raises(Conflict, match=f"at byte {len(whole)}"):
        slower.go_on(place.rsplit("/", 1)[1], 10, whole[10:], api.app.actor(REP))
    assert look(api, place).headers["upload-call"]


def test_who_is_slower_than_its_end_is_told_it_is_gone(api: Api) -> None:
    whole = talk("ended", 1_000)
    place = begin(api, len(whole)).headers["location"]
    assert send(api, place, 0, whole[:10]).status == 204
    ended = Meanwhile(
        api, lambda: api.ask("DELETE", place, REP, headers={"Tus-Resumable": "1.0.0"})
    )
    slower = evolve(api.app.resuming, blobs=lambda: ended)
    with pytest.raises(NotFound, match="partial_upload"):
        slower.go_on(place.rsplit("/", 1)[1], 10, whole[10:], api.app.actor(REP))
    assert look(api, place).status == 404


def test_two_who_send_one_upload_make_one_call_of_it(api: Api) -> None:
    """Each byte is kept once, whoever was faster; the slower one is told where it is."""
    whole, before = talk("twice", 40_000), files(api)
    place = begin(api, len(whole)).headers["location"]
    api.key(REP)

    def client(_: int) -> list[int]:
        said = []
        for _try in range(200):
            asked = look(api, place)
            if "upload-call" in asked.headers:
                return said
            at = int(asked.headers["upload-offset"])
            said.append(send(api, place, at, whole[at : at + 5_000]).status)
        raise AssertionError(said)

    with ThreadPoolExecutor(2) as pool:
        statuses = {one for said in pool.map(client, range(2)) for one in said}
    assert statuses <= {204, 409}
    assert files(api) - before == {sha256(whole).hexdigest()}
    call = look(api, place).headers["upload-call"]
    scope = system_scope(api.app.settings.tenant, "call", "read", "test")
    with api.app.store.read(api.app.actor()) as work:
        assert work.of(Call).load(call, scope).fingerprint == sha256(whole).hexdigest()
