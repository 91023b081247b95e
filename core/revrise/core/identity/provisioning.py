"""Provisioning: what a directory of the company (SCIM) may say about people and groups."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import evolve, field, frozen

from revrise.core.errors import Invalid
from revrise.core.ids import derived
from revrise.core.people.person import Person

# What somebody is whom no group gives a role: everybody holds one.
PLAIN = ("rep",)
# Never given by a directory: who owns the organisation, and who broke the glass.
NEVER = frozenset({"owner", "responder"})
_LONGEST = 200


@frozen
class ProvisioningToken:
    """What a directory proves itself with: for SCIM alone, never a person. It always expires."""

    id: str
    name: str
    token_hash: str = field(repr=False)
    made_by: str
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    version: int = 1

    def alive(self, at: datetime) -> bool:
        """Whether it may still be used."""
        return self.ended_at is None and at < self.expires_at

    def ended(self, at: datetime) -> "ProvisioningToken":
        """Over, once and for all; the first end counts."""
        return evolve(self, ended_at=self.ended_at or at, version=self.version + 1)


@frozen
class ScimUser:
    """What a directory says of a person beside what a person is.

    `given_roles` and `given_team` are what groups gave, so that only that is taken away again.
    `says_active` False: it left the word out. `removed_at`: the directory deleted the person, who
    stays here, deactivated.
    """

    id: str
    person_id: str
    user_name: str
    login: str
    outside_id: str | None = None
    display_name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    says_email: bool = False
    says_active: bool = True
    language: str | None = None
    department: str | None = None
    given_roles: tuple[str, ...] = ()
    given_team: str | None = None
    removed_at: datetime | None = None
    version: int = 1


@frozen
class ScimGroup:
    """A group of the directory. `roles` and `team_id` are what its members get here."""

    id: str
    name: str
    key: str
    outside_id: str | None = None
    members: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    team_id: str | None = None
    version: int = 1


def scim_user_id(person_id: str) -> str:
    """The id of what a directory says of a person."""
    return derived("scu", person_id)


def settled(person: Person, said: ScimUser, groups: Iterable[ScimGroup]) -> tuple[Person, ScimUser]:
    """Both as the groups somebody is in have it; what was given by hand stays.

    Of several teams the one of the first group by name counts. Versions are as before.
    """
    mine = sorted((one for one in groups if person.id in one.members), key=lambda one: one.key)
    by_hand = tuple(role for role in person.roles if role not in said.given_roles)
    wanted = [role for group in mine for role in group.roles if role not in NEVER]
    given = tuple(dict.fromkeys(role for role in wanted if role not in by_hand))
    if not given and not by_hand:
        given = PLAIN
    teams = [group.team_id for group in mine if group.team_id]
    team = _team(person.team_id, said.given_team, teams)
    given_team = team if teams else None
    return (
        evolve(person, roles=by_hand + given, team_id=team),
        evolve(said, given_roles=given, given_team=given_team),
    )


def _team(now: str | None, given: str | None, teams: Sequence[str]) -> str | None:
    if teams:
        return teams[0]
    return None if given is not None and now == given else now


def checked_text(value: str | None, what: str) -> str | None:
    """A text of a directory without space around it. Raises Invalid for what no name can be."""
    if value is None:
        return None
    text = value.strip()
    if len(text) > _LONGEST or not text.isprintable():
        raise Invalid(f"is no text of up to {_LONGEST} printable characters", culprit=what)
    return text or None
