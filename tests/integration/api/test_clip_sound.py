"""The sound of a clip over HTTP: in parts, so that a player can seek in it."""

import wave
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from tests.support.api import Api, Said

from revrise.core.conversations.call import Call
from revrise.core.governance.scope import system_scope

REP = "per_n1"


@pytest.fixture(scope="module")
def clip(api: Api) -> str:
    """The address of a clip's sound: two seconds of a recording that may be coached on."""
    file = BytesIO()
    with wave.open(file, "wb") as made:
        made.setparams((1, 2, 16_000, 0, "NONE", ""))
        made.writeframes(bytes(range(256)) * 16_000 * 2)
    app, call = api.app, next(one for one in api.company.of(Call) if one.owner_id == REP)
    kept = app.blobs.put(app.settings.tenant, [file.getvalue()]).sha256
    scope = system_scope(app.settings.tenant, "call", "update", "test")
    with app.store.begin(app.actor(None)) as work:
        before = work.of(Call).load(call.id, scope)
        after = evolve(before, media_sha256=kept, version=before.version + 1)
        work.of(Call).save(after, scope, expected=before.version)
        work.record("test.recorded", call.id)
    body = {"start_ms": 0, "end_ms": 2_000, "title": "Two seconds"}
    answer = api.ask("POST", f"/v1/calls/{call.id}/clips", REP, json=body)
    assert answer.status == 201, answer.text
    return f"{answer.headers['location']}/media"


def play(api: Api, path: str, **headers: str) -> Any:
    return api.client.get(path, headers={"Authorization": f"Bearer {api.key(REP)}", **headers})


def test_any_part_of_a_clip_is_the_part_of_the_whole(api: Api, clip: str) -> None:
    whole = play(api, clip)
    assert (whole.status_code, whole.headers["accept-ranges"]) == (200, "bytes")
    with wave.open(BytesIO(whole.content)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(2, abs=0.01)
    size, tag = len(whole.content), whole.headers["etag"]
    for asked, start, end in (
        ("bytes=0-1", 0, 2),
        ("bytes=100-", 100, size),
        ("bytes=-7", size - 7, size),
    ):
        part = play(api, clip, Range=asked)
        assert (part.status_code, part.content) == (206, whole.content[start:end])
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert (part.headers["etag"], part.headers["content-length"]) == (tag, str(end - start))
    assert play(api, clip, Range="bytes=0-1", **{"If-Range": '"older"'}).status_code == 200


def test_a_part_beyond_its_end_is_none(api: Api, clip: str) -> None:
    answer: Said = api.ask("GET", clip, REP, headers={"Range": "bytes=999999999-"})
    assert (answer.status, answer.json()["code"]) == (416, "range")


def test_a_part_is_silent_as_the_whole_once_consent_is_taken_back(api: Api, clip: str) -> None:
    call = api.ask("GET", clip.removesuffix("/media"), REP).json()["call_id"]
    asked = f"/v1/consents?call_id={call}&purpose=coach"
    found = api.ask("GET", asked, REP).json()["items"]
    path = f"/v1/consents/{found[0]['id']}:withdraw"
    assert api.ask("POST", path, REP, headers={"If-Match": '"1"'}).status == 200
    assert play(api, clip, Range="bytes=0-1").status_code == 403
