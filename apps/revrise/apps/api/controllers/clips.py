"""Clips of calls: a stretch worth hearing again."""

from hashlib import sha256
from typing import Any

from litestar.response.base import ASGIResponse

from revrise.apps.api import ranges
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.sentences.chinese import told
from revrise.apps.api.views import clips as views
from revrise.core.coaching.clip import Clip
from revrise.services.clips.service import ChangeClip, CutClip

TAG = "Clips"
CLIPS = Resource(
    Clip, "clip", "clips", "clip", "clips", TAG, views.Clip,
    filters=("call_id", "owner_id", "author_id", "shared", "at"), sorts=("id", "at"),
    order="-at",
)  # fmt: skip
offer(CLIPS)


@operation(
    "POST /v1/calls/{call_id}/clips",
    tag=TAG,
    needs="clip:create",
    answer=views.Clip,
    status=201,
)
def create_clip(context: Context, call_id: str, body: views.NewClip) -> Answer:
    """Cut a clip of a call.

    A stretch in ms with a title; words and sound stay with the call and its consents.
    """
    command = CutClip(call_id, body.start_ms, body.end_ms, body.title, body.note or "", body.shared)
    made = context.app.clips.cut(command, context.by)
    place = {"Location": f"/v1/clips/{made.id}"}
    return Answer(single(CLIPS, context, made.id), 201, place)


@operation(
    "PATCH /v1/clips/{clip_id}",
    tag=TAG,
    needs="clip:update",
    answer=views.Clip,
    versioned=CLIPS,
)
def change_clip(context: Context, clip_id: str, body: views.ChangedClip) -> Any:
    """Change the title or note of a clip, or who is offered it.

    For its author and the rep it is of.
    """
    now = single(CLIPS, context, clip_id)
    command = ChangeClip(
        clip_id,
        int(now["version"]),
        now["title"] if body.title is None else body.title,
        now["note"] if body.note is None else body.note,
        body.shared or now["shared"],
    )
    context.app.clips.change(command, context.by)
    return single(CLIPS, context, clip_id)


@operation(
    "DELETE /v1/clips/{clip_id}",
    tag=TAG,
    needs="clip:delete",
    status=204,
    versioned=CLIPS,
)
def delete_clip(context: Context, clip_id: str) -> Answer:
    """Remove a clip.

    For its author and the rep it is of; the call stays as it is.
    """
    version = int(single(CLIPS, context, clip_id)["version"])
    context.app.clips.remove(clip_id, version, context.by)
    return Answer(b"", 204)


@operation(
    "GET /v1/clips/{clip_id}/words",
    tag=TAG,
    needs="clip:read",
    answer=views.ClipWords,
)
def show_clip_words(context: Context, clip_id: str) -> Any:
    """Show what is said in a clip.

    The lines wholly within it, as far as everybody agrees at this moment that the call may be
    coached on and as far as your clearance lets you read names; `because` says why or why not.
    """
    found = context.app.clip_playing.show(clip_id, context.by)
    return {
        "clip_id": clip_id,
        "allowed": found.allowed,
        "because": told(found.because, context.language),
        "lines": [
            {
                "index": one.index,
                "side": one.side,
                "text": one.text,
                "start_ms": one.start_ms,
                "end_ms": one.end_ms,
            }
            for one in found.lines
        ],
    }


@operation(
    "GET /v1/clips/{clip_id}/media",
    tag=TAG,
    needs="clip:read",
    gives="audio/*",
    errors=("range",),
)
def play_clip(context: Context, clip_id: str) -> Any:
    """Play the sound of a clip.

    A WAV file of this stretch alone, in parts by `Range`, under the same consent as the call. For
    who may not see the call, lines with names in them are silent.
    """
    sound = context.app.clip_playing.sound(clip_id, context.by)
    part = ranges.part(context.request.headers, len(sound), sha256(sound).hexdigest())
    return ASGIResponse(
        body=sound[part.start : part.start + part.length],
        status_code=part.status,
        media_type="audio/wav",
        headers=part.headers,
    )
