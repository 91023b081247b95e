"""A tenant's own rubrics: written as drafts, published, retired, compared; never deleted."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import Conflict, Invalid, NotFound, Stale
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_diff import RubricDiff, difference
from revrise.core.scoring.rubric_text import (
    LONGEST,
    NAME,
    RubricText,
    numbered,
    rubric_text_id,
)
from revrise.ports.catalogue import Catalogue, rubric_there
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.rubrics.in_force import definition_of
from revrise.services.rubrics.service import read
from revrise.services.toml_faults import faulty

_KIND = "rubric"
_SHOWN, _LOOKED = 200, 20


@frozen
class SaveRubric:
    """A rubric as TOML. `number`: the newest version of its id that was seen, 0 for none."""

    text: str
    number: int


@frozen
class DecideRubric:
    """A version by name and number; `version` is that of its row, None for any."""

    name: str
    number: int
    version: int | None = None


@frozen
class RubricDesk:
    """The use cases. `catalogue` is what is in force."""

    desk: Desk
    catalogue: Catalogue

    def list(self, by: Actor, name: str | None = None) -> Sequence[RubricText]:
        """The versions in reach, by name and the newest first. Raises Refused."""
        rule = where(name=name) if name else where()
        query = Query(rule, (("name", False), ("number", True)), _SHOWN)
        with self.desk.store.read(by) as work:
            return work.of(RubricText).load_many(self.desk.scope(by, _KIND), query)

    def versions(self, name: str, by: Actor) -> Sequence[RubricText]:
        """Those of a rubric that are kept. Raises NotFound where there is no such rubric at all."""
        found = self.list(by, name)
        if not found and self._exactly(name) is None:
            raise NotFound("there is no such rubric", culprit=name)
        return found

    def one(self, name: str, number: int, by: Actor) -> RubricText:
        """One version. Raises NotFound where there is none, or none to be seen."""
        with self.desk.store.read(by) as work:
            return self._one(work, name, number, by)

    def definition(self, name: str, number: int, by: Actor) -> RubricDefinition:
        """What a version says, kept or a plugin's. Raises NotFound, Invalid for an old text."""
        try:
            return definition_of(self.one(name, number, by).text, number)
        except NotFound:
            found = self._exactly(f"{name}@{number}")
            if found is None:
                raise
            return found

    def seen(self, command: DecideRubric, by: Actor) -> RubricText:
        """The version as it was looked at. Raises NotFound, Stale where it was changed since."""
        with self.desk.store.read(by) as work:
            return self._decided(work, command, by)

    def diff(self, name: str, number: int, against: int | None, by: Actor) -> RubricDiff | None:
        """What a version changed since `against`, by default the one before it; None before all.

        Raises NotFound.
        """
        after = self.definition(name, number, by)
        if against is not None:
            return difference(self.definition(name, against, by), after)
        kept = [one.number for one in self.list(by, name) if one.number < number]
        if kept:
            return difference(self.definition(name, kept[0], by), after)
        shipped = (self._exactly(f"{name}@{one}") for one in range(number - 1, 0, -1)[:_LOOKED])
        return next((difference(one, after) for one in shipped if one), None)

    def compare(self, text: str, by: Actor) -> RubricDiff:
        """What a text would change in the rubric in force of its id. Raises Faulty, Refused."""
        self.desk.scope(by, _KIND, "create")
        after = read(_bounded(text), "rubric")
        return difference(self._exactly(after.id), after)

    def save(self, command: SaveRubric, by: Actor) -> RubricText:
        """Keeps a text as the next version of its rubric, a draft.

        Raises Invalid with the line that is wrong, Stale when somebody saved one meanwhile,
        Conflict when the newest says the same already, Refused.
        """
        scope = self.desk.scope(by, _KIND, "create")
        said = command.text.replace("\r\n", "\n")
        rubric = checked(said)
        with self.desk.store.begin(by) as work:
            newest = self._newest(work, rubric.id, by)
            if (newest.number if newest else 0) != command.number:
                raise Stale(
                    "the rubric was changed by somebody else",
                    culprit=rubric.id,
                    remedy="look at what they changed, then make your change again",
                )
            if newest and newest.text == numbered(said, newest.number):
                raise Conflict("this version is kept already", culprit=newest.ref)
            number = self._next(rubric.id, newest)
            made = RubricText(
                rubric_text_id(by.tenant_id, rubric.id, number),
                rubric.id,
                number,
                numbered(said, number),
                by.person_id,
                self.desk.clock.now(),
            )
            work.of(RubricText).add(made, scope)
            work.record("rubric.saved", made.ref, {"criteria": len(rubric.criteria)})
        return made

    def publish(self, command: DecideRubric, by: Actor) -> RubricText:
        """In force from now on: new calls are scored on it, the one before it is retired.

        Raises NotFound, Conflict where it is in force already or was changed, Invalid for a text
        that is no rubric any more, Refused.
        """
        scope = self.desk.scope(by, _KIND, "update")
        now = self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            rows = self._held(work, command.name, by)
            before = self._decided(work, command, by)
            checked(before.text)
            after = before.publish(by.person_id, now)
            replaced = [one for one in rows if one.state == "published"]
            for one in replaced:
                old = one.retire(by.person_id, now)
                work.of(RubricText).save(old, scope, expected=one.version)
            work.of(RubricText).save(after, scope, expected=before.version)
            work.record(
                "rubric.published", after.ref, {"replaces": " ".join(one.ref for one in replaced)}
            )
        return after

    def retire(self, command: DecideRubric, by: Actor) -> RubricText:
        """Not in force any more; the rubric of a plugin of the same id is again, if there is one.

        Scorecards on it stay. Raises NotFound, Conflict, Refused.
        """
        scope = self.desk.scope(by, _KIND, "update")
        with self.desk.store.begin(by) as work:
            self._held(work, command.name, by)
            before = self._decided(work, command, by)
            after = before.retire(by.person_id, self.desk.clock.now())
            work.of(RubricText).save(after, scope, expected=before.version)
            work.record("rubric.retired", after.ref, {"was": before.state})
        return after

    def newest(self, name: str, by: Actor) -> int:
        """The number of the newest version that is kept, 0 where there is none."""
        found = self.list(by, name)
        return found[0].number if found else 0

    def _held(self, work: UnitOfWork, name: str, by: Actor) -> Sequence[RubricText]:
        """The versions of a name, while nobody else decides on any: of two, one waits here."""
        scope = self.desk.scope(by, _KIND, "update")
        first = Query(where(name=name), (("number", False),), 1)
        for one in work.of(RubricText).load_many(scope, first):
            work.of(RubricText).hold(one.id, scope)
        return work.of(RubricText).load_many(scope, Query(where(name=name)))

    def _decided(self, work: UnitOfWork, command: DecideRubric, by: Actor) -> RubricText:
        found = self._one(work, command.name, command.number, by)
        if command.version not in (None, found.version):
            raise Stale(
                "the rubric was changed by somebody else",
                culprit=found.ref,
                remedy="look again, then decide",
            )
        return found

    def _one(self, work: UnitOfWork, name: str, number: int, by: Actor) -> RubricText:
        query = Query(where(name=name, number=number))
        found = work.of(RubricText).load_many(self.desk.scope(by, _KIND), query)
        if not found:
            raise NotFound("there is no such version", culprit=f"{name}@{number}")
        return found[0]

    def _newest(self, work: UnitOfWork, name: str, by: Actor) -> RubricText | None:
        query = Query(where(name=name), (("number", True),), 1)
        found = work.of(RubricText).load_many(self.desk.scope(by, _KIND), query)
        return found[0] if found else None

    def _next(self, name: str, newest: RubricText | None) -> int:
        """Above every version there is, a plugin's included."""
        there = self._exactly(name)
        number = max(newest.number if newest else 0, there.version if there else 0) + 1
        while self._exactly(f"{name}@{number}"):
            number += 1
        return number

    def _exactly(self, reference: str) -> RubricDefinition | None:
        found = rubric_there(self.catalogue, reference)
        return found.definition if found else None


def checked(text: str) -> RubricDefinition:
    """The rubric of a text to be kept. Raises Faulty with the lines at fault."""
    found = read(_bounded(text), "rubric")
    if not NAME.fullmatch(found.id):
        wrong = Invalid("must be small letters, digits and -", culprit="id")
        raise faulty([wrong], text, "rubric")
    return found


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise Invalid(f"is longer than {LONGEST:,} characters", culprit="text")
    return text
