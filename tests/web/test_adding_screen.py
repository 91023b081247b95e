"""Adding a call by its form: what is wrong is said where it is wrong, and in the right language."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.services.calls.receiving import ReceiveCall

TALK = "Rana: What do you plan?\nAnn: {}"
AS_BEFORE = "This file was here already as this call: “{}” is not taken"
SHANGHAI, NEW_YORK = "rr_zone=Asia/Shanghai", "rr_zone=America/New_York"


@pytest.fixture(scope="module")
def done(app: Any) -> str:
    """A call that has its words."""
    by = system_actor("acme")
    call = Call(
        id="adding-done",
        owner_id="zh",
        started_at=datetime(2026, 1, 2, tzinfo=UTC),
        team_id="west",
        title="续约",
        state="analysed",
        language="zh",
        fingerprint="",
    )
    with app.desk.store.begin(by) as work:
        work.of(Call).add(call, system_scope("acme", "call", "create", "test"))
        work.record("test.put", "acme")
    return call.id


def told_in(answer: Any) -> str:
    """What the next page says of the last change."""
    return str(json.loads(unquote(answer.cookies["rr_toast"]))[1])


@pytest.fixture
def send(client: Any) -> Any:
    """`send(who, **fields)` adds a transcript by the form, cookies in `cookie`."""

    def sent(who: str, cookie: str = "", **fields: str) -> Any:
        client.cookies.clear()
        head = {"who": who, "X-CSRF-Token": "the-token"} | ({"Cookie": cookie} if cookie else {})
        file = {"file": ("talk.txt", TALK.format(f"{who} {fields}").encode())}
        data = {"consent": "all-party"} | fields
        return client.post("/calls", data=data, files=file, headers=head, follow_redirects=False)

    return sent


@pytest.mark.parametrize(
    ("zone", "at"), [(SHANGHAI, "0001-01-01T00:00"), (NEW_YORK, "9999-12-31T23:59")]
)
def test_a_time_at_the_end_of_the_calendar_is_said_to_be_none(send: Any, zone: str, at: str):
    answer = send("rep", zone, rep="rep", at=at)
    assert (answer.status_code, "Write day and time" in answer.text) == (422, True)


def test_who_may_not_add_for_somebody_is_not_told_of_consent(send: Any):
    answer = send("rep", rep="coach")
    assert answer.status_code == 422
    assert "Choose somebody whose calls you may add" in answer.text
    assert "A recording is not transcribed" not in answer.text


def test_a_call_that_has_its_words_says_so_and_not_that_somebody_changed_it(
    ask: Any, send: Any, done: str
):
    opened = ask("zh", f"/calls/new?call={done}")
    assert (opened.status_code, opened.headers["location"]) == (303, f"/calls/{done}")
    answer = send("zh", call=done)
    assert answer.status_code == 422
    assert "这通电话已有文字记录，或正在处理" in answer.text
    parts = {"consent": "all-party", "call": done, "file_name": "talk.txt", "size": "40"}
    begun = ask("zh", "/calls/uploads", parts)
    assert (begun.status_code, begun.text.count("这通电话已有文字记录")) == (422, 2)


@pytest.mark.parametrize(
    ("head", "consent", "status"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "none", 422),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "seller-only", 422),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "all-party", 201),
        (b"WEBVTT\n", "none", 201),  # whatever it is called
    ],
)
def test_a_recording_without_consent_is_refused_before_it_is_sent(
    ask: Any, head: bytes, consent: str, status: int
):
    told = {"rep": "rep", "file_name": "talk.wav", "size": "4000", "consent": consent}
    begun = ask("rep", "/calls/uploads", told | {"head": b64encode(head).decode()})
    assert begun.status_code == status
    assert (status == 422) == ('id="f-consent-e"' in begun.text)
    assert begun.text.count("unless everybody on it agreed") == (2 if status == 422 else 0)


def test_what_is_no_base64_says_nothing_of_a_file(ask: Any):
    told = {"rep": "rep", "file_name": "talk.txt", "size": "40", "consent": "none", "head": "é="}
    assert ask("rep", "/calls/uploads", told).status_code == 201


def test_who_adds_calls_of_others_is_asked_whose_and_a_rep_is_not(ask: Any):
    assert '<option value="" selected>' in ask("coach", "/calls/new").text
    own = ask("rep", "/calls/new").text
    assert '<option value="rep" selected>' in own


def test_a_call_nobody_may_see_is_not_told_of(ask: Any):
    assert ask("rep", "/calls/new?call=nobodys").status_code == 404


def test_a_title_nobody_types_is_refused_beside_its_field(ask: Any, client: Any):
    head, file = {"who": "rep", "X-CSRF-Token": "the-token"}, {"file": ("c.txt", b"Rana: Four?")}
    client.cookies.clear()
    data = {"consent": "all-party", "rep": "rep", "title": "a\x1b[2Jb"}
    whole = client.post("/calls", data=data, files=file, headers=head, follow_redirects=False)
    parts = ask("rep", "/calls/uploads", data | {"file_name": "c.txt", "size": "11"})
    for answer in (whole, parts):
        assert answer.status_code == 422
        assert answer.text.count("Write a title of 1 to 300 characters") == 2
        assert 'id="f-title-e"' in answer.text


def test_a_file_that_is_here_already_says_that_the_title_typed_is_not_taken(client: Any):
    head, file = {"who": "rep", "X-CSRF-Token": "the-token"}, {"file": ("a.txt", b"Rana: Twice?")}

    def sent(title: str) -> tuple[str, str]:
        client.cookies.clear()
        data = {"consent": "all-party", "rep": "rep", "title": title}
        answer = client.post("/calls", data=data, files=file, headers=head, follow_redirects=False)
        return answer.headers["location"], told_in(answer)

    (first, _), (again, said), (_same, kept) = sent("First"), sent("Second"), sent("First")
    assert first == again
    assert said == AS_BEFORE.format("Second")
    assert kept == "Received; its steps show here"


def test_a_file_sent_in_parts_says_so_too(app: Any, ask: Any):
    by, whole = app.actor("rep"), b"Rana: Three times?"
    calls = []
    for title in ("Begun", "Begun anew"):
        told = ReceiveCall("", "b.txt", "rep", "all-party", title=title)
        upload = app.resuming.begin(len(whole), told, by)
        assert ask("rep", f"/calls/uploads/{upload.id}").status_code == 404  # no call yet
        app.resuming.go_on(upload.id, 0, whole, by)
        answer = ask("rep", f"/calls/uploads/{upload.id}?title={title}")
        calls.append((answer.headers["location"], told_in(answer)))
        assert ask("coach", f"/calls/uploads/{upload.id}").status_code == 404
    here, again = "Received; its steps show here", AS_BEFORE.format("Begun anew")
    assert calls == [(calls[0][0], here), (calls[0][0], again)]
