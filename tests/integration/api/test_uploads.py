"""Files come in by streaming and are known by their content; recordings are played in parts."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.support.api import Api, Said, close, opened

from revrise.apps.settings import Server
from revrise.core.conversations.call import Call
from revrise.core.governance.scope import system_scope
from revrise.testing.word_files import archive, document

REP, OTHER = "per_n1", "per_n2"
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>What is the budget?\n"
SOUND = b"RIFF\x24\x00\x01\x00WAVEfmt " + bytes(range(256)) * 300


def upload(api: Api, content: Any, kind: str = "text/vtt", who: str = REP, **asked: str) -> Said:
    query = {"file_name": "talk.vtt", "consent": "all-party", **asked}
    return api.ask("POST", "/v1/calls:upload", who, params=query, content=content,
                   headers={"Content-Type": kind})  # fmt: skip


def test_an_upload_is_taken_in_and_a_job_goes_on_with_it(api: Api) -> None:
    answer = upload(api, VTT, title="A talk")
    assert answer.status == 202, answer.text
    taken = answer.json()
    assert answer.headers["location"] == taken["href"] == f"/v1/jobs/{taken['job']}"
    job = api.ask("GET", taken["href"], REP).json()
    assert (job["task"], job["state"], job["key"]) == ("call.process", "queued", taken["call"])
    call = api.ask("GET", f"/v1/calls/{taken['call']}", REP).json()
    assert (call["title"], call["state"], call["owner_id"]) == ("A talk", "received", REP)
    again = upload(api, VTT, title="A talk").json()
    assert (again["call"], again["created"]) == (taken["call"], False)
    assert api.ask("GET", taken["href"], OTHER).status == 404


def test_a_form_with_one_file_is_the_same_as_the_file(api: Api) -> None:
    query = {"file_name": "talk.vtt", "consent": "all-party"}

    def form(*files: tuple[str, Any]) -> Said:
        return api.ask("POST", "/v1/calls:upload", REP, params=query, files=files)

    other = VTT.replace(b"Ann", b"Ben")
    answer = form(("file", ("talk.vtt", other, "text/vtt")))
    assert answer.status == 202, answer.text
    raw = upload(api, other)
    assert (raw.json()["call"], raw.json()["created"]) == (answer.json()["call"], False)
    two = form(("a", ("a.vtt", VTT)), ("b", ("b.vtt", VTT)))
    assert two.status == 422
    broken = upload(api, b"--x\r\nnothing", "multipart/form-data; boundary=x")
    assert broken.status in (400, 422)


def test_a_file_of_a_form_has_its_name_from_there(api: Api) -> None:
    """What tells of a text by its ending alone is read, and the call is called so."""
    files = {"file": ("與陳董的通話.txt", "客戶：太貴了\n".encode())}
    answer = api.ask("POST", "/v1/calls:upload", REP, params={}, files=files)
    assert answer.status == 202, answer.text
    call = api.ask("GET", f"/v1/calls/{answer.json()['call']}", REP).json()
    assert (call["title"], call["source"]) == ("與陳董的通話", "與陳董的通話.txt")


def test_a_call_of_the_future_is_refused_by_the_name_of_its_parameter(api: Api) -> None:
    answer = upload(api, VTT.replace(b"budget", b"plan"), at="2099-01-01T00:00:00Z")
    assert answer.status == 422
    assert answer.json()["detail"] == "at: a call cannot begin in the future"


def test_a_word_document_is_taken_by_what_it_holds_and_no_other_archive(api: Api) -> None:
    said = document(["Ann   0:03\nWhat is the budget?", "Ben   0:06\nNone."])
    assert upload(api, said, "application/octet-stream", file_name="talk.vtt").status == 202
    other = archive({"talk.vtt": VTT})
    assert upload(api, other, "application/octet-stream", file_name="talk.docx").status == 422


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "text/vtt", 422),
        (b"\x00\x01\x02 nothing known", "audio/wav", 422),
        (b"#EXTM3U\nhttp://inside/\n", "audio/mpeg", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream", 422),
        (b"MZ" + bytes(500), "audio/wav", 422),
        (VTT + b"More.", "application/x-www-form-urlencoded", 415),
        (VTT + b"More.", "multipart/form-data", 415),
    ],
)
def test_what_a_file_is_its_content_decides(
    api: Api, content: bytes, kind: str, status: int
) -> None:
    answer = upload(api, content, kind, file_name="call.wav")
    assert answer.status == status, answer.text
    folder = api.app.settings.folder / "blobs"
    kept = {path.name for path in folder.rglob("*") if path.is_file()}
    assert hashlib.sha256(content).hexdigest() not in kept


def test_a_recording_needs_everybodys_word(api: Api) -> None:
    answer = upload(api, SOUND, "audio/wav", consent="seller-only")
    assert (answer.status, answer.json()["code"]) == (403, "refused")
    assert upload(api, SOUND, "audio/wav", rep_id=OTHER).status in (403, 404)
    assert upload(api, VTT, who="per_admin").status == 403


def test_too_large_a_file_is_refused_half_way(stored_company: Any, tmp_path: Path) -> None:
    shutil.copytree(stored_company[0], tmp_path / "copy")
    api = opened(tmp_path / "copy", server=Server(upload_mb=1))

    def drip() -> Iterator[bytes]:
        for _ in range(40):
            yield b"RIFF" + bytes(100_000)

    for content in (b"x" * (2 << 20), drip()):
        answer = upload(api, content, "audio/wav")
        assert (answer.status, answer.json()["code"]) == (413, "too-large")
    folder = api.app.settings.folder / "blobs"
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    close(api)


@pytest.fixture(scope="module")
def played(api: Api) -> str:
    """The path of a recording that may be heard."""
    return record(api, agreed=True)


def record(api: Api, *, agreed: bool) -> str:
    """Gives a call of the rep a recording; `agreed`: one that everybody may be coached on."""
    app = api.app
    ref = app.blobs.put(app.settings.tenant, [SOUND])
    states = [call for call in api.company.of(Call) if call.owner_id == REP]
    call = states[0] if agreed else states[3]
    scope = system_scope(app.settings.tenant, "call", "update", "test")
    with app.store.begin(app.actor(None)) as work:
        before = work.of(Call).load(call.id, scope)
        after = evolve(before, media_sha256=ref.sha256, version=before.version + 1)
        work.of(Call).save(after, scope, expected=before.version)
        work.record("test.recorded", call.id)
    return f"/v1/calls/{call.id}/media"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, len(SOUND)),
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=70000-999999999", 70_000, len(SOUND)),
        ("bytes=-10", len(SOUND) - 10, len(SOUND)),
        ("bytes=-999999999", 0, len(SOUND)),
    ],
)
def test_any_part_of_a_recording_can_be_played(
    api: Api, played: str, asked: str, start: int, end: int
) -> None:
    headers = {"Authorization": f"Bearer {api.key(REP)}", "Range": asked}
    answer = api.client.get(played, headers=headers)
    assert (answer.status_code, answer.content) == (206, SOUND[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
    assert answer.headers["content-length"] == str(end - start)
    assert answer.headers["content-type"] == "audio/wav"


def test_the_whole_of_it_comes_without_a_range(api: Api, played: str) -> None:
    bearer = {"Authorization": f"Bearer {api.key(REP)}"}
    for asked in ({}, {"Range": "bytes=0-1,5-6"}, {"Range": "lines=1-2"},
                  {"Range": "bytes=0-1", "If-Range": '"another"'}):  # fmt: skip
        answer = api.client.get(played, headers=bearer | asked)
        assert (answer.status_code, answer.content) == (200, SOUND)
        assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=9-5", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_to_be_none(api: Api, played: str, asked: str) -> None:
    answer = api.ask("GET", played, REP, headers={"Range": asked})
    assert (answer.status, answer.json()["code"]) == (416, "range")
    assert answer.headers["content-range"] == f"bytes */{len(SOUND)}"


def test_nobody_hears_what_they_may_not_read(api: Api, played: str) -> None:
    assert api.ask("GET", played, OTHER).status == 404
    assert api.ask("GET", played, "per_enable").status == 403
    assert api.ask("GET", record(api, agreed=False), REP).status == 403


def test_words_are_answered_in_parts_to_who_asks_for_parts(api: Api) -> None:
    call = record(api, agreed=True).split("/")[3]
    path = f"/v1/calls/{call}/words"
    whole = api.ask("GET", path, REP).json()
    assert whole["after"] is None
    parts, after = [], ""
    while after is not None:
        part = api.ask("GET", f"{path}?limit=1{after}", REP).json()
        assert len(part["utterances"]) == 1
        parts += part["utterances"]
        after = None if part["after"] is None else f"&after={part['after']}"
    assert parts == whole["utterances"]
    assert len(parts) > 1
    behind = api.ask("GET", f"{path}?after={len(parts) - 1}", REP).json()
    assert (behind["utterances"], behind["after"]) == ([], None)
    assert api.ask("GET", f"{path}?limit=0", REP).status == 422


def test_a_consent_taken_back_silences_the_call(api: Api) -> None:
    path = record(api, agreed=True)
    call = path.split("/")[3]
    assert api.ask("GET", f"/v1/calls/{call}/words", REP).json()["utterances"]
    found = api.ask("GET", f"/v1/consents?call_id={call}&purpose=coach", REP).json()["items"]
    consent = f"/v1/consents/{found[0]['id']}:withdraw"
    assert api.ask("POST", consent, REP, headers={"If-Match": '"1"'}).status == 200
    assert api.ask("POST", consent, REP, headers={"If-Match": "*"}).status == 409
    words = api.ask("GET", f"/v1/calls/{call}/words", REP).json()
    assert (words["allowed"], words["utterances"]) == (False, None)
    assert api.ask("GET", path, REP).status == 403
