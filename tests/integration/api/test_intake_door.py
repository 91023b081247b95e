"""The door for signed calls, over HTTP: what is taken, what is refused, and how."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from standardwebhooks import Webhook
from tests.support.api import Api

from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.governance.scope import system_scope
from revrise.services.intake.commands import AddSource, SourceAdded

CALL: dict[str, Any] = {
    "id": "abroad-1",
    "started_at": "2026-06-30T12:00:00Z",
    "participants": [{"name": "N", "email": "nobody@example.org"}],
    "transcript": {
        "schema": "revrise.transcript/1",
        "language": "en",
        "speakers": [{"ref": "A", "side": "seller"}],
        "utterances": [{"speaker": "A", "start_ms": 0, "end_ms": 900, "text": "Hello."}],
    },
}


@pytest.fixture(scope="module")
def source(api: Api) -> SourceAdded:
    sources = api.app.intake_sources
    return sources.add(AddSource("Phones", "per_lead"), api.app.actor("per_admin"))


def send(
    api: Api, source: SourceAdded, call: Any, *, name: str = "m1", **more: Any
) -> tuple[int, Any]:
    body = msgspec.json.encode(call)
    at = more.get("at", datetime.now(UTC))
    headers = {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(source.secret).sign(name, at, body.decode()),
        **more.get("headers", {}),
    }
    answer = api.ask("POST", f"/v1/intake/{source.id}", content=body, headers=headers)
    return answer.status, msgspec.json.decode(answer.text)


def send_text(api: Api, source: SourceAdded, body: str, name: str) -> tuple[int, Any]:
    """What is no JSON that our own writer writes, signed all the same."""
    at = datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(source.secret).sign(name, at, body),
    }
    answer = api.ask("POST", f"/v1/intake/{source.id}", content=body.encode(), headers=headers)
    return answer.status, msgspec.json.decode(answer.text)


def kept(api: Api) -> list[Arrival]:
    tenant = api.app.settings.tenant
    with api.app.store.read(api.app.actor("per_owner")) as work:
        scope = system_scope(tenant, "call_arrival", "read", "test")
        return [one for one in work.of(Arrival).load_many(scope) if one.messages]


def test_a_signed_call_is_taken_once_and_an_overheard_message_never_again(
    api: Api, source: SourceAdded
) -> None:
    at = datetime.now(UTC)
    status, said = send(api, source, CALL, at=at)
    assert (status, said["created"], said["state"]) == (202, True, "arrived")
    assert send(api, source, CALL, at=at)[0] == 409
    status, again = send(api, source, CALL, name="m2")
    assert (status, again["created"], again["arrival"]) == (202, False, said["arrival"])
    assert [one.id for one in kept(api)] == [said["arrival"]]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"unknown": 1}, 422),
        ({"transcript": None}, 422),
        ({"media_url": "https://example.com/x.mp3"}, 422),  # beside the words
        ({"transcript": {"schema": "other"}}, 422),
        ({"transcript": None, "media_url": "http://127.0.0.1/x"}, 422),
        ({"transcript": None, "media_url": "ftp://example.com/x"}, 422),
        ({"started_at": "yesterday"}, 422),
        ({"participants": [{"email": "x" * 400}]}, 422),
    ],
)
def test_a_signed_message_that_does_not_fit_is_refused(
    api: Api, source: SourceAdded, change: dict[str, Any], status: int
) -> None:
    before = len(kept(api))
    assert send(api, source, CALL | {"id": "other"} | change, name="m3")[0] == status
    assert len(kept(api)) == before


def test_what_is_not_signed_is_refused_in_the_same_words_whatever_is_wrong(
    api: Api, source: SourceAdded
) -> None:
    nobody = SourceAdded("src_nobody", source.secret)
    said = [
        send(api, source, CALL, headers={"webhook-signature": "v1,AAAA"}),
        send(api, source, CALL, headers={"webhook-timestamp": "1"}),
        send(api, source, "no call at all", headers={"webhook-id": "m9"}),
        send(api, nobody, CALL),
    ]
    assert {status for status, _ in said} == {401}
    assert len({one["detail"] for _, one in said}) == 1
    status, answer = send(api, source, CALL, headers={"content-type": "text/plain"})
    assert (status, answer["code"]) == (415, "unsupported-media-type")


NO_JSON = {
    "nothing": "",
    "a text": "no call at all",
    "cut short": json.dumps(CALL)[:-1],
    "a form": "id=abroad-1&started_at=2026-06-30",
    "a name twice": '{"id": "twice", ' + json.dumps(CALL)[1:],
}


@pytest.mark.parametrize("what", [*NO_JSON])
def test_a_signed_body_that_is_no_json_cannot_be_read_whatever_it_calls_itself(
    api: Api, source: SourceAdded, what: str
) -> None:
    """400 for what cannot be read, 415 for what says it is something else, 422 for what is wrong
    in it: docs/intake.md."""
    before = len(kept(api))
    status, answer = send_text(api, source, NO_JSON[what], f"no json {what}".replace(" ", "-"))
    assert (status, answer["code"]) == (400, "bad-request")
    assert len(kept(api)) == before


def cue(text: str, start: Any = 0, end: Any = 900, speaker: Any = "A") -> dict[str, Any]:
    return {"speaker": speaker, "start_ms": start, "end_ms": end, "text": text}


BAD: dict[str, tuple[Any, int]] = {
    "times that overlap": ([cue("one", 0, 9_000), cue("two", 10, 20)], 202),
    "times out of order": ([cue("two", 900, 950), cue("one", 0, 90)], 202),
    "times before the call": ([cue("one", -900, -50)], 422),
    "no times": ([{"speaker": "A", "text": "one"}], 202),
    "an end before its start": ([cue("one", 900, 100)], 422),
    "times that are no number": ([cue("one", "soon", "later")], 422),
    "times past all clocks": ([cue("one", 0, 1 << 70)], 422),
    "a speaker nobody introduced": ([cue("one", speaker="Z")], 422),
    "both languages and pictures": ([cue("我们 talk 💥👩‍👩‍👧 价格")], 202),
    "markup": ([cue("<script>alert(1)</script><img src=x onerror=alert(1)>")], 202),
    "half a character": ([cue("\ud83d")], 400),
    "a letter no database keeps": ([cue("a\0b")], 422),
    "nothing said": ([], 202),
}


@pytest.mark.parametrize("what", [*BAD])
def test_words_that_are_wrong_are_refused_at_the_door_or_kept_whole(
    api: Api, source: SourceAdded, what: str
) -> None:
    lines, wanted = BAD[what]
    transcript = CALL["transcript"] | {"utterances": lines}
    body = json.dumps(CALL | {"id": what, "transcript": transcript})
    before = len(kept(api))
    status, answer = send_text(api, source, body, f"bad {what}".replace(" ", "-"))
    assert status == wanted, answer
    assert len(kept(api)) - before == (wanted == 202)
    if wanted != 202:
        assert answer["detail"]
    api.app.job_engine.run_all()
    assert not [one for one in kept(api) if one.state == "arrived"]
