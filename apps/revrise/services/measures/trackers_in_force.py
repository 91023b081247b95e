"""What a tenant listens for in calls: the newest set of trackers, compiled once."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b

from attrs import Factory, frozen

from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.conversations.tracker_toml import load
from revrise.core.conversations.trackers import Tracker, TrackerResult, TrackerSet
from revrise.core.errors import Invalid
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork

NAME = "trackers"
_REASON = "listen for what the tenant's trackers say"
_KEPT = 16


@frozen(eq=False)
class Listened:
    """Trackers by id in their order, ready to be found; `mark` is a digest of their text."""

    by_id: Mapping[str, Tracker] = Factory(dict)
    set: TrackerSet = Factory(lambda: TrackerSet(()))
    mark: str = ""

    def title(self, tracker_id: str, language: str) -> str:
        """What a tracker is called in a language, else in any, else its id."""
        titles = self.by_id[tracker_id].title if tracker_id in self.by_id else {}
        return titles.get(language) or next(iter(titles.values()), tracker_id)

    def met(self, results: tuple[TrackerResult, ...]) -> Iterator[TrackerResult]:
        """Those that were met."""
        return (one for one in results if one.met)


NOTHING = Listened()


@lru_cache(maxsize=_KEPT)
def compiled(text: str) -> Listened:
    """The trackers of a text; nothing for an empty one. Raises Invalid for a wrong one."""
    if not text.strip():
        return NOTHING
    trackers = load(text, NAME)
    mark = blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Listened({one.id: one for one in trackers}, TrackerSet(trackers), mark)


def newest(work: UnitOfWork) -> TrackerText | None:
    """The version in force, for whoever asks; one query."""
    scope = system_scope(work.actor.tenant_id, "tracker", "read", _REASON)
    found = work.of(TrackerText).load_many(scope, Query(order=(("number", True),), limit=1))
    return found[0] if found else None


def listened(work: UnitOfWork) -> Listened:
    """What the tenant listens for."""
    return wanted(newest(work))


def wanted(text: TrackerText | None) -> Listened:
    """What a version listens for; nothing where a text of an older RevRise is none any more."""
    try:
        return compiled(text.text) if text else NOTHING
    except Invalid:  # shown, with its line, to who reads the trackers
        return NOTHING
