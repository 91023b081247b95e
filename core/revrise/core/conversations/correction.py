"""Who speaks, put right by people: a whole speaker or one line, and taken back again."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Side, Speaker, Transcript
from revrise.core.errors import Conflict, Invalid, NotFound

MOST = 500


@frozen
class Correction:
    """`before` and `after` are the speaker as listed; of one `line` who it was said to be by.

    `number` counts from 1 within a call. `undone_by` took it back.
    """

    number: int
    by: str
    at: datetime
    before: Speaker
    after: Speaker
    line: int | None = None
    undone_by: str | None = None


@frozen
class Changed:
    """A transcript after a change, and what changed in it."""

    transcript: Transcript
    before: Speaker
    after: Speaker
    line: int | None = None


def rename(transcript: Transcript, ref: str, side: Side, name: str | None = None) -> Changed:
    """A whole speaker on another side or under another name; None leaves the name.

    Raises NotFound for an unknown ref, Invalid where nothing changes.
    """
    before = listed(transcript, ref)
    wanted = before.name if name is None else name.strip() or None
    # Another name may be another person: who it was is not known any more.
    who = before.person_id if wanted == before.name else None
    return _replaced(transcript, before, evolve(before, side=side, name=wanted, person_id=who))


def reassign(transcript: Transcript, line: int, ref: str) -> Changed:
    """One line as said by another of the speakers.

    Raises NotFound for an unknown line or ref, Invalid where nothing changes.
    """
    if not 0 <= line < len(transcript.utterances):
        raise NotFound(f"the transcript has no line {line}", culprit="line")
    said = transcript.utterances[line]
    if said.speaker == ref:
        raise Invalid("is by this speaker already", culprit="speaker", remedy="choose another")
    before, after = listed(transcript, said.speaker), listed(transcript, ref)
    changed = evolve(said, speaker=ref)
    lines = (*transcript.utterances[:line], changed, *transcript.utterances[line + 1 :])
    return Changed(evolve(transcript, utterances=lines), before, after, line)


def undo(transcript: Transcript, done: Correction) -> Changed:
    """As before a correction. Raises Conflict where it was undone or something else came after."""
    if done.undone_by is not None:
        raise Conflict("it was undone already", culprit=str(done.number), remedy="look again")
    if done.line is None:
        if listed(transcript, done.after.ref) != done.after:
            raise _later(done)
        return _replaced(transcript, done.after, done.before)
    if transcript.utterances[done.line].speaker != done.after.ref:
        raise _later(done)
    return reassign(transcript, done.line, done.before.ref)


def noted(known: Sequence[Correction], change: Changed, by: str, at: datetime) -> Correction:
    """The correction that made a change. Raises Invalid beyond MOST of a call."""
    if len(known) >= MOST:
        raise Invalid(f"has {MOST} corrections", culprit="line", remedy="add the call again")
    return Correction(len(known) + 1, by, at, change.before, change.after, change.line)


def listed(transcript: Transcript, ref: str) -> Speaker:
    """A speaker as listed, or who speaks without being. Raises NotFound for anybody else."""
    for one in transcript.speakers:
        if one.ref == ref:
            return one
    if any(one.speaker == ref for one in transcript.utterances):
        return Speaker(ref)
    raise NotFound(f"nobody is called {ref} in the transcript", culprit="speaker")


def _replaced(transcript: Transcript, before: Speaker, after: Speaker) -> Changed:
    if before == after:
        raise Invalid("is so already", culprit="side", remedy="choose another side or name")
    known = [after if one.ref == after.ref else one for one in transcript.speakers]
    speakers = known if after in known else [*known, after]
    return Changed(evolve(transcript, speakers=tuple(speakers)), before, after)


def _later(done: Correction) -> Conflict:
    return Conflict(
        "it was corrected again since",
        culprit=str(done.number),
        remedy="undo the later correction first",
    )
