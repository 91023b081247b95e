"""How many moments of each kind a call has: one number for its time line, its filter, its cards."""

from collections import Counter
from collections.abc import Mapping

from revrise.core.conversations.analysis import CallAnalysis
from revrise.services.calls.page import CallPage

_PARTS = {"objection": "objections", "commitment": "promises", "tracker": "trackers"}


def part(kind: str) -> str:
    """The part of the transcript that shows moments of a kind; a plugin's own kind is its own."""
    return _PARTS.get(kind, kind)


def counted(page: CallPage) -> Mapping[str, int]:
    """Moments by part, timed or not: two in one line are two, as analyses and metrics count them.

    Of questions those of sellers, of comments those at a time, without the answers to them.
    """
    found = Counter(_moments(page.analysis)) if page.analysis else Counter[str]()
    found["comments"] = sum(
        one.at_ms is not None and one.parent_id is None for one in page.comments
    )
    return found


def _moments(analysis: CallAnalysis) -> "Counter[str]":
    said, found = analysis.transcript, Counter[str]()
    for one in analysis.moments:
        asks = one.kind == "question"
        if not asks or said.side(said.utterances[one.span.utterance].speaker) == "seller":
            found[part(one.kind)] += 1
    return found
