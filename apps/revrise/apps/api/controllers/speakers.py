"""Who speaks in a call, and putting it right."""

from typing import Any

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import speakers as views
from revrise.core.conversations.call import CallTranscript
from revrise.services.calls.correcting import CorrectLine, CorrectSpeaker, UndoCorrection

TAG = "Calls"


@operation(
    "GET /v1/calls/{call_id}/speakers",
    tag=TAG,
    needs="call_transcript:read",
    answer=views.Speakers,
)
def show_speakers(context: Context, call_id: str) -> Any:
    """Show who speaks in a call.

    With what people put right of it; under the same consent as its words.
    """
    return _shown(context.app.correcting.now(call_id, context.by))


@operation(
    "POST /v1/calls/{call_id}/speakers:correct",
    tag=TAG,
    needs="call_transcript:update",
    answer=views.Speakers,
)
def correct_speaker(context: Context, call_id: str, body: views.CorrectedSpeaker) -> Any:
    """Correct a speaker.

    Another side or name for all their lines. Metrics and machine levels are made again; what
    people decided stays.
    """
    command = CorrectSpeaker(call_id, body.speaker, body.side, body.name, body.version)  # type: ignore[arg-type]
    return _shown(context.app.correcting.speaker(command, context.by))


@operation(
    "POST /v1/calls/{call_id}/speakers:correct-line",
    tag=TAG,
    needs="call_transcript:update",
    answer=views.Speakers,
)
def correct_line(context: Context, call_id: str, body: views.CorrectedLine) -> Any:
    """Correct who said a line.

    One of the call's other speakers. Metrics and machine levels are made again.
    """
    command = CorrectLine(call_id, body.line, body.speaker, body.version)
    return _shown(context.app.correcting.line(command, context.by))


@operation(
    "POST /v1/calls/{call_id}/speakers:undo",
    tag=TAG,
    needs="call_transcript:update",
    answer=views.Speakers,
)
def undo_correction(context: Context, call_id: str, body: views.UndoneCorrection) -> Any:
    """Undo a correction.

    Conflict where it was undone before, or corrected again since.
    """
    command = UndoCorrection(call_id, body.number, body.version)
    return _shown(context.app.correcting.undo(command, context.by))


def _shown(words: CallTranscript) -> dict[str, Any]:
    said = words.transcript
    lines = [one.speaker for one in said.utterances]
    return {
        "call_id": words.call_id,
        "version": words.version,
        "speakers": [
            {"ref": one.ref, "side": one.side, "name": one.name, "lines": lines.count(one.ref)}
            for one in said.speakers
        ],
        "corrections": [
            {
                "number": one.number, "by": one.by, "at": one.at, "line": one.line,
                "before": one.before.ref if one.line is not None else one.before.side,
                "after": one.after.ref if one.line is not None else one.after.side,
                "undone_by": one.undone_by,
            }
            for one in words.corrections
        ],
    }  # fmt: skip
