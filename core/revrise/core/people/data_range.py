"""Data ranges: how far a person or a team sees, apart from what their roles let them do."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from revrise.core.errors import Invalid
from revrise.core.governance.actor import Reach
from revrise.core.people.organisation import Team, subtree

KINDS = ("own", "team", "subtree", "all", "set")
SUBJECTS = ("person", "team")


@frozen
class DataSet:
    """A named choice of teams, each with the teams below it, and of people."""

    id: str
    name: str
    teams: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    version: int = 1


@frozen
class DataRange:
    """The range of a person, or of everybody in a team who has none of their own.

    `kind` is own | team | subtree | all | set; only `set` has a `set_id`.
    """

    id: str
    subject: str
    subject_id: str
    kind: str = field()
    set_id: str | None = None
    version: int = 1

    def __attrs_post_init__(self) -> None:
        """Raises Invalid for an unknown kind, and where kind and set do not go together."""
        if self.kind not in KINDS or self.subject not in SUBJECTS:
            raise Invalid(f"no range {self.kind!r}", culprit="kind", remedy=", ".join(KINDS))
        if (self.kind == "set") != (self.set_id is not None):
            raise Invalid("only the kind set names a set", culprit="set_id")


@frozen
class Ranges:
    """All ranges of a tenant, to look people up in."""

    teams: Sequence[Team]
    by_subject: Mapping[tuple[str, str], DataRange]
    sets: Mapping[str, DataSet]

    @classmethod
    def of(
        cls, teams: Sequence[Team], ranges: Iterable[DataRange], sets: Iterable[DataSet]
    ) -> "Ranges":
        """From what is stored."""
        found = {(one.subject, one.subject_id): one for one in ranges}
        return cls(teams, found, {one.id: one for one in sets})

    def given(self, person_id: str, team_id: str | None) -> DataRange | None:
        """A person's own range, else that of their team or of the nearest team above it."""
        own = self.by_subject.get(("person", person_id))
        if own is not None or not self.by_subject:
            return own
        parents = {team.id: team.parent_id for team in self.teams}
        seen: set[str] = set()
        while team_id and team_id not in seen:
            if found := self.by_subject.get(("team", team_id)):
                return found
            seen.add(team_id)
            team_id = parents.get(team_id)
        return None

    def reach(self, person_id: str, team_id: str | None, usual: str) -> Reach:
        """How far somebody reaches; `usual` is the range of their roles, where none is given."""
        given = self.given(person_id, team_id)
        kind = given.kind if given else usual
        match kind:
            case "team":
                return Reach(frozenset({team_id} if team_id else ()))
            case "subtree":
                return Reach(subtree(self.teams, team_id))
            case "set":
                return self._set(given.set_id if given else None)
        return Reach(everything=kind == "all")

    def _set(self, set_id: str | None) -> Reach:
        """A set that is gone reaches nothing."""
        chosen = self.sets.get(set_id or "")
        if chosen is None:
            return Reach()
        below = (subtree(self.teams, team) for team in chosen.teams)
        return Reach(frozenset().union(*below), frozenset(chosen.people))
