"""A file in parts, by tus 1.0.0: a broken line, a killed server and a stranger cost it nothing."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.integration.api.tus_client import AT, REP, TUS, begin, files, look, meta, send, talk
from tests.support.api import Api, close, opened

from revrise.apps.api.uploads import tus
from revrise.apps.settings import Server
from revrise.core.conversations.call import Call
from revrise.core.governance.scope import system_scope
from revrise.services.processing.upload_parts import PART

OTHER = "per_n2"


def broken(api: Api, place: str, parts: Iterator[bytes]) -> None:
    """A part that begins at 0, and a line that breaks behind `parts`."""
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": tus.TYPE, "Host": "testserver"}
    headers["Authorization"] = f"Bearer {api.key(REP)}"
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "PATCH",
        "scheme": "http", "path": place, "raw_path": place.encode(), "query_string": b"",
        "root_path": "", "client": ("127.0.0.1", 1), "server": ("testserver", 80),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive() -> Any:
        part = next(parts, None)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": True}

    async def sent(_: Any) -> None:
        """Nobody reads it."""

    with api.client.portal() as portal:
        portal.call(api.client.app, scope, receive, sent)


def test_refusals_speak_tus_too(api: Api) -> None:
    """Clients look for the version in every answer but that of `OPTIONS`."""
    place = begin(api, 20).headers["location"]
    for answer in (
        send(api, place, 5, b"12345"),
        api.ask("HEAD", place, REP, headers={"Tus-Resumable": "0.2.2"}),
        api.ask("HEAD", f"{place}0", REP, headers=TUS),
    ):
        assert answer.status in (404, 409, 412)
        assert answer.headers["tus-resumable"] == "1.0.0"
    assert "tus-resumable" not in api.ask("GET", "/v1/calls/call_x", REP).headers


def test_a_file_in_parts_is_the_call_it_would_be_at_once(api: Api) -> None:
    whole, before = talk("in parts"), files(api)
    made = begin(api, len(whole), title="By parts", at="2026-03-01T09:30:00Z")
    place = made.headers["location"]
    assert (made.status, made.headers["upload-offset"], made.text) == (201, "0", "")
    first = send(api, place, 0, whole[:10])
    assert (first.status, first.headers["upload-offset"]) == (204, "10")
    asked = look(api, place)
    assert (asked.status, asked.headers["upload-offset"]) == (200, "10")
    assert asked.headers["upload-length"] == str(len(whole))
    assert asked.headers["upload-metadata"] == meta(title="By parts", at="2026-03-01T09:30:00Z")
    assert asked.headers["cache-control"] == "no-store"
    last = send(api, place, 10, whole[10:])
    assert (last.status, last.headers["upload-offset"]) == (204, str(len(whole)))
    call = api.ask("GET", f"/v1/calls/{last.headers['upload-call']}", REP).json()
    assert (call["title"], call["state"], call["owner_id"]) == ("By parts", "received", REP)
    assert call["started_at"] == "2026-03-01T09:30:00Z"
    assert files(api) - before == {sha256(whole).hexdigest()}
    assert look(api, place).headers["upload-call"] == call["id"]
    assert send(api, place, len(whole), b"").status == 204
    again = begin(api, len(whole)).headers["location"]
    assert send(api, again, 0, whole).headers["upload-call"] == call["id"]


def test_what_came_before_the_line_broke_stays(api: Api) -> None:
    whole = talk("broken", 2 * PART + 50_000)
    place = begin(api, len(whole)).headers["location"]

    parts = iter([whole[:PART], whole[PART : PART + 1_000]])
    broken(api, place, parts)
    kept = int(look(api, place).headers["upload-offset"])
    assert kept == PART + 1_000
    assert send(api, place, kept + 1, b"x").status == 409
    assert send(api, place, kept, whole[kept:] + b"x").status == 422
    assert int(look(api, place).headers["upload-offset"]) == kept
    assert send(api, place, kept, whole[kept:]).headers["upload-call"]


def test_a_server_that_is_killed_loses_the_part_in_flight_and_no_more(tmp_path: Path) -> None:
    first = opened(tmp_path)
    assert first.company
    whole = talk("killed", PART + 200)
    place = begin(first, len(whole)).headers["location"]
    send(first, place, 0, whole[: PART + 100])
    second = opened(tmp_path)  # another process, so to speak: nothing of the first was closed
    kept = int(look(second, place).headers["upload-offset"])
    assert kept == PART + 100
    assert send(second, place, kept, whole[kept:]).headers["upload-call"]
    close(first)
    close(second)


def test_only_who_began_it_knows_of_it(api: Api) -> None:
    place = begin(api, 1_000).headers["location"]
    for who in (OTHER, "per_owner"):
        for method in ("HEAD", "DELETE", "PATCH"):
            more = {"Upload-Offset": "0", "Content-Type": tus.TYPE}
            theirs = api.ask(method, place, who, headers=TUS | more)
            missing = api.ask(method, f"{AT}/pup_none", who, headers=TUS | more)
            assert theirs.status == missing.status == 404
            assert theirs.text.replace(place.split("/")[-1], "pup_none") == missing.text
    assert begin(api, 1_000, "per_admin").status == 403
    assert begin(api, 1_000, rep_id=OTHER).status in (403, 404)
    assert begin(api, 1_000, deal_id="deal_none").status == 404


def test_an_upload_that_is_ended_leaves_nothing(api: Api) -> None:
    before = files(api)
    place = begin(api, 1_000).headers["location"]
    send(api, place, 0, b"x" * 100)
    assert files(api) != before
    assert api.ask("DELETE", place, REP, headers=TUS).status == 204
    assert look(api, place).status == 404
    assert files(api) == before


@pytest.mark.parametrize(
    ("content", "said", "status"),
    [
        (b"\x00\x01\x02 nothing known", {}, 422),
        (b"#EXTM3U\nhttp://inside/\n", {"filename": "call.mp3"}, 422),
        (b"RIFF\x24\x00\x01\x00WAVEfmt " + bytes(900), {"consent": "seller-only"}, 403),
    ],
)
def test_what_is_no_call_is_gone_with_its_parts(
    api: Api, content: bytes, said: Any, status: int
) -> None:
    before = files(api)
    place = begin(api, len(content), **said).headers["location"]
    send(api, place, 0, content[:5])
    assert send(api, place, 5, content[5:]).status == status
    assert look(api, place).status == 404
    assert files(api) == before


def test_size_and_quota_are_asked_before_the_first_byte(tmp_path: Path) -> None:
    api = opened(tmp_path, server=Server(upload_mb=1, upload_day_mb=2))
    assert api.company
    assert (begin(api, (1 << 20) + 1).status, begin(api, 0).status) == (413, 422)
    places = [begin(api, 1 << 20).headers["location"] for _ in range(2)]
    full = begin(api, 1)
    assert (full.status, "fits in a day" in full.text) == (403, True)
    api.ask("DELETE", places[0], REP, headers=TUS)
    assert begin(api, 1).status == 201
    close(api)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Tus-Resumable": ""}, 412),
        ({"Upload-Length": "-1"}, 422),
        ({"Upload-Length": "1e3"}, 422),
        ({"Upload-Length": "٣"}, 422),
        ({"Upload-Metadata": "filetype"}, 201),
        ({"Upload-Metadata": "title !"}, 422),
        ({"Upload-Metadata": "consent YQ=="}, 422),
        ({"Upload-Metadata": "unknown YQ=="}, 422),
        ({"Upload-Metadata": "title YQ==,title YQ=="}, 422),
    ],
)
def test_headers_are_read_strictly(api: Api, change: dict[str, str], status: int) -> None:
    sent = {**TUS, "Upload-Length": "5", **change}
    headers: Any = {name: value.encode() for name, value in sent.items()}
    answer = api.ask("POST", AT, REP, headers=headers)
    assert answer.status == status, answer.text


def test_what_nobody_goes_on_with_is_cleared_away(api: Api) -> None:
    before = files(api)
    place = begin(api, 1_000).headers["location"]
    send(api, place, 0, b"x" * 100)
    app = api.app
    assert app.resuming.tidy(app.settings.tenant) == 0
    _age(api, place.split("/")[-1])
    assert look(api, place).status == 404
    assert app.resuming.tidy(app.settings.tenant) == 1
    assert files(api) == before


def _age(api: Api, upload_id: str) -> None:
    from datetime import timedelta

    from attrs import evolve

    from revrise.core.conversations.intake.partial_upload import PartialUpload

    app = api.app
    scope = system_scope(app.settings.tenant, "partial_upload", "update", "test")
    with app.store.begin(app.actor()) as work:
        one = work.of(PartialUpload).load(upload_id, scope)
        older = evolve(one, ends_at=one.begun_at - timedelta(hours=1), version=one.version + 1)
        work.of(PartialUpload).save(older, scope, expected=one.version)
        work.record("test.aged", upload_id)


def test_a_large_part_is_taken_in_one_request(api: Api) -> None:
    whole = talk("large", 12 << 20)
    place = begin(api, len(whole)).headers["location"]
    last = send(api, place, 0, whole)
    assert last.status == 204, last.text
    with api.app.store.read(api.app.actor()) as work:
        scope = system_scope(api.app.settings.tenant, "call", "read", "test")
        call = work.of(Call).load(last.headers["upload-call"], scope)
    assert call.fingerprint == sha256(whole).hexdigest()


def test_anybody_is_told_what_of_the_protocol_is_spoken(api: Api) -> None:
    told = api.ask("OPTIONS", AT)
    assert (told.status, told.headers["tus-version"]) == (204, "1.0.0")
    assert told.headers["tus-extension"] == "creation,expiration,termination,checksum"
    assert told.headers["tus-checksum-algorithm"] == "sha1,sha256"
    assert int(told.headers["tus-max-size"]) == api.app.settings.server.upload_mb << 20
