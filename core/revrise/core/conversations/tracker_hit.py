"""What a tenant's trackers found in a call, as kept: which, how often, where first. No words."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.trackers import Tracker, TrackerResult
from revrise.core.conversations.transcript import Transcript
from revrise.core.ids import derived

HITS = "thit"


@frozen
class TrackerHit:
    """A tracker that was met in a call; `owner_id` is its rep.

    `tracker` is the tracker's own id, `since` its version: the number of the set in which it last
    came to say something else. It was heard `times` times (0: met by what was not said), first in
    line `utterance`, `at_ms` into the call, by that `side`; None where there is no such line or
    time.
    """

    id: str
    call_id: str
    transcript_id: str
    owner_id: str
    team_id: str | None
    started_at: datetime
    tracker: str
    since: int
    times: int
    utterance: int | None = None
    at_ms: int | None = None
    side: str | None = None
    version: int = 1


@frozen
class TrackerPass:
    """A call that was gone through for set `number`, its words being of version `words`.

    `heard_with` is a digest of what listened; None of before it was kept.
    """

    id: str
    call_id: str
    transcript_id: str
    owner_id: str
    team_id: str | None
    started_at: datetime
    number: int
    words: int
    heard_with: str | None = None
    version: int = 1


def hit_id(call_id: str, tracker: str) -> str:
    """One hit a call and tracker, whatever its version."""
    return derived(HITS, call_id, tracker)


def pass_id(call_id: str) -> str:
    """One a call."""
    return derived("tpass", call_id)


def first_heard(result: TrackerResult, said: Transcript) -> tuple[int, int | None, str] | None:
    """Line, time in ms and side of the first hit; None where nothing was said."""
    spans = [moment.span for moment in result.moments]
    if not spans:
        return None
    first = min(spans, key=lambda span: (span.utterance, span.start))
    line = said.utterances[first.utterance]
    return first.utterance, line.start_ms, said.side(line.speaker)


def versions(
    before: Mapping[str, Tracker], known: Mapping[str, int], after: Mapping[str, Tracker], new: int
) -> dict[str, int]:
    """The version of each tracker of a new set: as it was, or `new` where it asks anything else.

    Another title makes no other version.
    """
    same = {key for key, one in after.items() if key in before and before[key].when == one.when}
    return {key: known.get(key, new - 1) if key in same else new for key in after}
