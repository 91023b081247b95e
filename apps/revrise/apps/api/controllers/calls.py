"""Calls: added or uploaded, their words, their sound, their consents."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

from revrise.apps.api import ranges
from revrise.apps.api.batches import batch
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.sentences.chinese import told
from revrise.apps.api.uploads import streaming
from revrise.apps.api.views import calls as views
from revrise.apps.api.views.common import Batch
from revrise.core.conversations.call import Call
from revrise.core.conversations.canonical import parse
from revrise.core.conversations.transcript import SCHEMA
from revrise.core.governance.actor import Actor
from revrise.services.calls.commands import AddCall
from revrise.services.calls.receiving import ReceiveCall, first_task, processing
from revrise.services.calls.renaming import RenameCall
from revrise.services.calls.views import lines
from revrise.services.processing.adding_files import agreed

TAG = "Calls"
CALLS = Resource(
    Call, "call", "calls", "call", "calls", TAG, views.Call,
    filters=("owner_id", "team_id", "deal_id", "account_id", "state", "language", "started_at",
             "duration_ms", "reviewed", "talk_share", "objections"),
    sorts=("id", "started_at", "title", "duration_ms"), order="-started_at",
    heavy=frozenset({"metrics", "participants"}), listing=frozenset({"objections"}),
    told=frozenset({"blocked_reason", "remedy"}),
)  # fmt: skip
offer(CALLS)
_KINDS: Mapping[bytes, str] = {
    b"RIFF": "audio/wav",
    b"fLaC": "audio/flac",
    b"OggS": "audio/ogg",
    b"\x1a\x45\xdf\xa3": "audio/webm",
    b"FORM": "audio/aiff",
    b"#!AM": "audio/amr",
}


@operation(
    "POST /v1/calls",
    tag=TAG,
    needs="call:create",
    answer=views.Call,
    status=201,
    limit=8 << 20,
)
def create_call(context: Context, body: views.NewCall) -> Answer:
    """Add a call with its transcript.

    It is analysed and scored at once where consent allows it. The same call again is known.
    """
    made = _add(context, body)
    return Answer(single(CALLS, context, made), 201, {"Location": f"/v1/calls/{made}"})


@operation("POST /v1/calls:batch", tag=TAG, needs="call:create", answer=Batch, limit=8 << 20)
def create_calls(context: Context, body: views.NewCalls) -> Any:
    """Add many calls with their transcripts.

    Up to 100; each stands or falls alone and answers with its own status.
    """
    return batch(context, body.items, lambda one: _add(context, one))


@operation(
    "POST /v1/calls:upload",
    tag=TAG,
    needs="call:create",
    answer=views.Received,
    status=202,
    takes=streaming.TYPES,
    receive=streaming.received,
    pace="upload",
)
def upload_call(context: Context, query: views.Upload, received: streaming.File) -> Answer:
    """Upload a recording or transcript.

    The file is the body, or the one file of a form. What it is, its content decides. A
    recording is taken only where everybody on it agreed. A job transcribes, analyses and scores.
    """
    command = receive_call(query, context.by, received.sha256, received.name)
    found = context.app.calls.receive(command, context.by)
    return _received(context, found.call, created=found.created)


@operation(
    "PATCH /v1/calls/{call_id}",
    tag=TAG,
    needs="call:update",
    answer=views.Call,
    versioned=CALLS,
)
def rename_call(context: Context, call_id: str, body: views.Renamed) -> Any:
    """Rename a call.

    The title stays whatever its source calls it later.
    """
    context.app.renaming.rename(RenameCall(call_id, body.title), context.by)
    return single(CALLS, context, call_id)


@operation(
    "POST /v1/calls/{call_id}:retry",
    tag=TAG,
    needs="call:create",
    answer=views.Received,
    status=202,
    versioned=CALLS,
)
def retry_call(context: Context, call_id: str) -> Answer:
    """Process a failed or blocked call again.

    Conflict in any other state.
    """
    return _received(context, context.app.calls.retry(call_id, context.by), created=False)


@operation(
    "GET /v1/calls/{call_id}/words",
    tag=TAG,
    needs="call_transcript:read",
    answer=views.Words,
)
def show_call_words(context: Context, call_id: str, query: views.WordsQuery) -> Any:
    """Show what was said in a call.

    As far as everybody agreed that it may be coached on; `because` says why or why not. A very
    long call is answered in parts: `after` of one asks for the next.
    """
    found = context.app.calls.show(call_id, context.by)
    consent, words = found["consent"], found["transcript"]
    first = 0 if query.after is None else query.after + 1
    behind = first + query.limit
    return {
        "call_id": call_id,
        "allowed": consent.allowed,
        "because": told(consent.because, context.language),
        "utterances": None if words is None else lines(words, first, query.limit),
        "after": behind - 1 if words and behind < len(words.utterances) else None,
    }


@operation(
    "GET /v1/calls/{call_id}/media",
    tag=TAG,
    needs="call_transcript:read",
    gives="audio/*",
    errors=("range",),
)
def play_call(context: Context, call_id: str) -> Any:
    """Play the recording of a call.

    In parts, by `Range`, so that a player can seek. Under the same consent as its words, and with
    silence where they are hidden from you: then as a WAV file.
    """
    found = context.app.media.recording(call_id, context.by)
    part = ranges.part(context.request.headers, found.size, found.tag)
    return ranges.Streamed(
        context.app.media.part(found, part.start, part.length, context.by),
        status_code=part.status,
        headers=part.headers,
        media_type=_kind(found.head),
    )


def receive_call(
    given: views.Upload, by: Actor, sha256: str = "", name: str | None = None
) -> ReceiveCall:
    """What is said of an upload, of the asker's own call unless it says otherwise."""
    said = msgspec.structs.asdict(given)
    said["rep_id"] = given.rep_id or by.person_id
    said["file_name"] = given.file_name or name or "upload"
    return ReceiveCall(sha256, **said)


def _add(context: Context, body: views.NewCall) -> str:
    transcript = parse(
        {
            "schema": SCHEMA,
            "language": body.language,
            "speakers": [_given(one) for one in body.participants],
            "utterances": [_given(one) for one in body.utterances],
        },
        "transcript",
    )
    raw = msgspec.json.encode([body.participants, body.utterances, body.at])
    command = AddCall(
        transcript=transcript,
        fingerprint=sha256(raw).hexdigest(),
        title=body.title,
        rep_id=body.rep_id,
        at=body.at,
        deal_id=body.deal_id,
        agreed=agreed(body.consent, body.jurisdiction, transcript, separately=body.separately),
        source="api",
    )
    return context.app.calls.add(command, context.by).call.id


def _given(one: Any) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in one.__struct_fields__}
    return {name: value for name, value in found.items() if value is not None}


def _received(context: Context, call: Call, *, created: bool) -> Answer:
    """With the job that goes on with it, where one does."""
    job = None
    if call.state == "received":
        job = processing(first_task(call), call, context.by.person_id).id
    place = f"/v1/jobs/{job}" if job else f"/v1/calls/{call.id}"
    body = {"call": call.id, "created": created, "state": call.state, "job": job, "href": place}
    return Answer(body, 202, {"Location": place})


def _kind(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    return next((kind for mark, kind in _KINDS.items() if head.startswith(mark)), "audio/mpeg")
