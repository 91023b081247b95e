"""Data ranges: how far people and teams see, and the named sets they are made of."""

from collections.abc import Sequence

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.people.data_range import SUBJECTS, DataRange, DataSet
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight

_NAMED = "see that what a range names is there"


@frozen
class SetRange:
    """How far a person or a team sees; `kind` None leaves it to their roles again."""

    subject: str
    subject_id: str
    kind: str | None
    set_id: str | None = None


@frozen
class DataRanges:
    """Use cases around ranges. What changes counts from the next request on."""

    desk: Desk

    def ranges(self, by: Actor) -> Sequence[View]:
        """Every range somebody was given."""
        return self.desk.rows(by, DataRange, "data_range")

    def sets(self, by: Actor) -> Sequence[View]:
        """Every named set, by name."""
        return self.desk.rows(by, DataSet, "data_set", Query(order=(("name", False),)))

    def set_range(self, command: SetRange, by: Actor) -> DataRange | None:
        """Gives a range, or takes it away. Raises NotFound for who or what it names is not there.

        Nobody widens their own, nor by way of their team: raises Refused, another administrator
        has to. Raises Invalid for what is neither a person nor a team.
        """
        if command.subject not in SUBJECTS:
            raise Invalid("names nobody", culprit="subject", remedy="a person or a team")
        if command.subject == "person" and command.subject_id == by.person_id:
            raise Refused("you cannot set your own range", remedy="ask another administrator")
        range_id = derived("rng", command.subject, command.subject_id)
        with self.desk.store.begin(by) as work, OwnSight(self.desk).kept(work, by):
            self._named(work, by, command)
            before = _found(work, DataRange, range_id, self.desk.scope(by, "data_range", "update"))
            if command.kind is None:
                self._unset(work, by, before)
                return None
            after = DataRange(
                range_id,
                command.subject,
                command.subject_id,
                command.kind,
                command.set_id or None,
                before.version + 1 if before else 1,
            )
            if before:
                scope = self.desk.scope(by, "data_range", "update")
                work.of(DataRange).save(after, scope, expected=before.version)
            else:
                work.of(DataRange).add(after, self.desk.scope(by, "data_range", "create"))
            detail = {
                "kind": after.kind,
                "set": after.set_id,
                "was": before.kind if before else None,
            }
            work.record("data_range.set", command.subject_id, detail)
        return after

    def keep_set(
        self, name: str, teams: Sequence[str], people: Sequence[str], by: Actor, set_id: str = ""
    ) -> DataSet:
        """Makes a named set, or changes it.

        Raises Invalid without a name, Conflict for one in use, NotFound for who is not there,
        Refused for a set that is one's own range and would grow.
        """
        if not name.strip():
            raise Invalid("is missing", culprit="name", remedy="give the set a name")
        with self.desk.store.begin(by) as work, OwnSight(self.desk).kept(work, by):
            for team in teams:
                work.of(Team).load(team, self._all(by, "team"))
            for person in people:
                work.of(Person).load(person, self._all(by, "person"))
            if any(one["name"] == name.strip() and one["id"] != set_id for one in self.sets(by)):
                raise Conflict("there is a set of this name", culprit="name")
            scope = self.desk.scope(by, "data_set", "update" if set_id else "create")
            made = DataSet(
                set_id or self.desk.ids.new("set"), name.strip(), tuple(teams), tuple(people)
            )
            if set_id:
                before = work.of(DataSet).load(set_id, scope)
                made = evolve(made, version=before.version + 1)
                work.of(DataSet).save(made, scope, expected=before.version)
            else:
                work.of(DataSet).add(made, scope)
            work.record("data_set.kept", made.id, {"teams": len(teams), "people": len(people)})
        return made

    def remove_set(self, set_id: str, by: Actor) -> None:
        """Takes a set away. Raises Conflict while somebody's range is this set."""
        scope = self.desk.scope(by, "data_set", "delete")
        with self.desk.store.begin(by) as work:
            if work.of(DataRange).count(self._all(by, "data_range"), Query(where(set_id=set_id))):
                raise Conflict(
                    "somebody's range is this set", culprit=set_id, remedy="change it first"
                )
            work.of(DataSet).remove(set_id, scope)
            work.record("data_set.removed", set_id)

    def _named(self, work: UnitOfWork, by: Actor, command: SetRange) -> None:
        kind = Team if command.subject == "team" else Person
        work.of(kind).load(command.subject_id, self._all(by, command.subject))
        if command.set_id:
            work.of(DataSet).load(command.set_id, self._all(by, "data_set"))

    def _unset(self, work: UnitOfWork, by: Actor, before: DataRange | None) -> None:
        if before is None:
            raise NotFound("there is no range to take away")
        work.of(DataRange).remove(before.id, self.desk.scope(by, "data_range", "delete"))
        work.record("data_range.removed", before.subject_id, {"was": before.kind})

    def _all(self, by: Actor, resource: str) -> Scope:
        return system_scope(by.tenant_id, resource, "system", _NAMED)


def _found(
    work: UnitOfWork, kind: type[DataRange], thing_id: str, scope: Scope
) -> DataRange | None:
    try:
        return work.of(kind).load(thing_id, scope)
    except NotFound:
        return None
