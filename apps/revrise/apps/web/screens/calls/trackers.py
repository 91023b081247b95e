"""Which trackers are met in a call, and where first."""

from attrs import frozen

from revrise.core.bilingual import Language
from revrise.services.calls.page import CallPage


@frozen
class Met:
    """A tracker that is met, `times` heard; no line where it is by what was not said."""

    title: str
    times: int
    line: int | None
    at_ms: int | None


def met(page: CallPage, locale: Language) -> list[Met]:
    """Those that are, in the order of the set."""
    if page.analysis is None:
        return []
    lines, found = page.analysis.transcript.utterances, []
    for one in page.listened.met(page.analysis.trackers):
        first = one.moments[0].span.utterance if one.moments else None
        at = None if first is None else lines[first].start_ms
        title = page.listened.title(one.tracker_id, locale)
        found.append(Met(title, len(one.moments), first, at))
    return found
