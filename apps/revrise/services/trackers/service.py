"""A tenant's trackers: the set in force, its versions, what another text would change."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff

from attrs import frozen

from revrise.core.conversations.tracker_hit import versions
from revrise.core.conversations.tracker_text import LONGEST, MOST, TrackerText, tracker_text_id
from revrise.core.conversations.tracker_toml import faults
from revrise.core.conversations.trackers import Tracker
from revrise.core.errors import Conflict, Invalid, NotFound, Stale
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.measures.trackers_in_force import NAME, compiled, wanted
from revrise.services.toml_faults import faulty
from revrise.services.trackers.again import ask

_KIND = "tracker"
_SHOWN = 100


@frozen
class SetTrackers:
    """A whole set as TOML. `number` is the version it was made from, 0 where there is none."""

    text: str
    number: int


@frozen
class TrackersInForce:
    """The set that is listened for. `number` 0: nobody set any. `fault` where it is none."""

    number: int
    text: str
    trackers: Sequence[Tracker]
    version: TrackerText | None
    fault: Invalid | None = None


@frozen
class TrackersDiff:
    """What another text would be listening for: ids of trackers, and the lines that differ."""

    added: Sequence[str]
    removed: Sequence[str]
    changed: Sequence[str]
    lines: Sequence[str]


@frozen
class Trackers:
    """The use cases. A version is never changed: going back is a new one with the old text."""

    desk: Desk

    def show(self, by: Actor) -> TrackersInForce:
        """The set in force. Raises Refused for who may not read trackers."""
        found = self.history(by, 1)
        if not found:
            return TrackersInForce(0, "", (), None)
        newest = found[0]
        try:
            return TrackersInForce(newest.number, newest.text, check(newest.text), newest)
        except Invalid as error:
            return TrackersInForce(newest.number, newest.text, (), newest, error)

    def history(self, by: Actor, limit: int = _SHOWN) -> Sequence[TrackerText]:
        """The versions, the newest first."""
        with self.desk.store.read(by) as work:
            query = Query(order=(("number", True),), limit=limit)
            return work.of(TrackerText).load_many(self.desk.scope(by, _KIND), query)

    def version(self, number: int, by: Actor) -> TrackerText:
        """One of them. Raises NotFound for one there is not."""
        with self.desk.store.read(by) as work:
            query = Query(where=where(number=number))
            found = work.of(TrackerText).load_many(self.desk.scope(by, _KIND), query)
        if not found:
            raise NotFound("there is no such version")
        return found[0]

    def diff(self, before: str, after: str, by: Actor) -> TrackersDiff:
        """From one text to another. Raises Invalid where the second is none."""
        self.desk.scope(by, _KIND)
        new = {one.id: one for one in check(after)}
        try:
            old = {one.id: one for one in check(before)}
        except Invalid:
            old = {}
        both = old.keys() & new.keys()
        lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
        return TrackersDiff(
            [one for one in new if one not in old],
            [one for one in old if one not in new],
            [one for one in new if one in both and old[one] != new[one]],
            list(lines)[2:],
        )

    def set(self, command: SetTrackers, by: Actor) -> int:
        """Listens for this set from now on; its number.

        Raises Invalid with the line that is wrong, Stale when somebody set another meanwhile,
        Conflict when this is the set already, Refused.
        """
        scope = self.desk.scope(by, _KIND, "create")
        made_of = {one.id: one for one in check(command.text)}
        with self.desk.store.begin(by) as work:
            before = self._newest(work, by)
            number = before.number if before else 0
            if number != command.number:
                raise Stale(
                    "the trackers were changed by somebody else",
                    culprit=NAME,
                    remedy="look at what they changed, then make your change again",
                )
            if command.text == (before.text if before else ""):
                raise Conflict("this is what is listened for already", culprit=NAME)
            made = TrackerText(
                tracker_text_id(by.tenant_id, number + 1),
                number + 1,
                command.text,
                by.person_id,
                self.desk.clock.now(),
                _versions(before, made_of, number + 1),
            )
            ask(work, made.number)
            work.of(TrackerText).add(made, scope)
            work.record("tracker.set", made.id, {"number": made.number, "trackers": len(made_of)})
        return made.number

    def restore(self, number: int, seen: int, by: Actor) -> int:
        """An earlier set again, as a new version; its number. Raises as `set` and `version`."""
        return self.set(SetTrackers(self.version(number, by).text, seen), by)

    def _newest(self, work: UnitOfWork, by: Actor) -> TrackerText | None:
        query = Query(order=(("number", True),), limit=1)
        found = work.of(TrackerText).load_many(self.desk.scope(by, _KIND), query)
        return found[0] if found else None


def _versions(
    before: TrackerText | None, after: Mapping[str, Tracker], number: int
) -> dict[str, int]:
    old = wanted(before).by_id
    known = {key: before.last_changed(key) for key in old} if before else {}
    return versions(old, known, after, number)


def check(text: str) -> tuple[Tracker, ...]:
    """The trackers of a text, none of an empty one. Raises Faulty with the lines at fault."""
    if len(text) > LONGEST:
        raise Invalid(f"is longer than {LONGEST:,} characters", culprit=NAME)
    try:
        found = tuple(compiled(text).by_id.values())
    except Invalid as error:
        raise faulty(faults(text, NAME) or (error,), text, NAME) from None
    if len(found) > MOST:
        raise Invalid(f"holds more than {MOST:,} trackers", culprit=NAME)
    return found
