"""The directory: who belongs to the organisation, in which team and role, and who runs it."""

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.role_grant import RESPONDER
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight

LANGUAGES = ("en", "zh")
_NAMED = "tell who can grant what somebody may not do"
# Whoever has one of these roles can give others.
_GRANTING = ("admin", "owner")
T = TypeVar("T")


@frozen
class PersonDetails:
    """What an administrator says of somebody; `team_id` None is no team."""

    name: str
    email: str | None = None
    team_id: str | None = None
    roles: tuple[str, ...] = ("rep",)
    locale: str = "en"


@frozen
class Directory:
    """Use cases around people's place in the organisation."""

    desk: Desk

    def teams(self, by: Actor) -> Sequence[View]:
        """Every team, by name."""
        return self.desk.rows(by, Team, "team", Query(order=(("name", False),)))

    def add(self, details: PersonDetails, by: Actor) -> Person:
        """Somebody new. Raises Invalid naming the field, Conflict for an address in use."""
        scope = self.desk.scope(by, "person", "create")
        with self.desk.store.begin(by) as work:
            person = _with(Person(self.desk.ids.new("per"), ""), details)
            self.check(work, person, by)
            work.of(Person).add(person, scope)
            work.record("person.added", person.id, {"roles": sorted(person.roles)})
        return person

    def change(self, person_id: str, details: PersonDetails, version: int, by: Actor) -> Person:
        """Other details.

        Raises Stale when somebody else changed them first, Refused where the actor would see more
        by it: by another role or team of their own, say.
        """

        def changed(person: Person) -> Person:
            return _with(person, details)

        return self._save(person_id, version, by, "person.changed", changed)

    def activate(self, person_id: str, version: int, by: Actor, *, active: bool) -> Person:
        """Lets somebody in again, or keeps them out; what they did stays."""
        if person_id == by.person_id and not active:
            raise Refused(
                "you cannot deactivate yourself", culprit="person", remedy="ask another admin"
            )

        def changed(person: Person) -> Person:
            return evolve(person, active=active, version=person.version + 1)

        action = "person.activated" if active else "person.deactivated"
        return self._save(person_id, version, by, action, changed)

    def speak(self, language: str, by: Actor) -> None:
        """Sets one's own language. Raises Invalid for one the product does not speak."""
        if language not in LANGUAGES:
            raise Invalid(f"cannot be {language!r}", culprit="locale", remedy="use en or zh")
        scope = self.desk.scope(by, "person", "update")
        with self.desk.store.begin(by) as work:
            person = work.of(Person).load(by.person_id, scope)
            if person.locale == language:
                return
            changed = evolve(person, locale=language, version=person.version + 1)
            work.of(Person).save(changed, scope, expected=person.version)
            work.record("person.language_set", person.id, {"locale": language})

    def administrators(self, by: Actor) -> Sequence[str]:
        """The names of those who can give roles: everybody may know whom to ask."""
        scope = _all(by, "person", "read")
        with self.desk.store.read(system_actor(by.tenant_id)) as work:
            people = work.of(Person).load_many(
                scope, Query(where=where(active=True), order=(("name", False),))
            )
        return [person.name for person in people if set(_GRANTING) & set(person.roles)]

    def _save(
        self,
        person_id: str,
        version: int,
        by: Actor,
        action: str,
        change: Callable[[Person], Person],
    ) -> Person:
        scope = self.desk.scope(by, "person", "update")
        with self.desk.store.begin(by) as work, OwnSight(self.desk).kept(work, by):
            person = work.of(Person).load(person_id, scope)
            changed = change(person)
            self.check(work, changed, by, was=person)
            work.of(Person).save(changed, scope, expected=version)
            work.record(action, person.id, _difference(person, changed))
        return changed

    def check(self, work: UnitOfWork, person: Person, by: Actor, was: Person | None = None) -> None:
        """Whether somebody may be kept so. Raises Invalid, Refused, Conflict naming the field."""
        _check_alone(person, {role.name for role in self.desk.policy.roles(by.tenant_id)})
        before = set(was.roles) if was else set()
        if "owner" in set(person.roles) - before and "owner" not in by.roles:
            raise Refused("only an owner can make an owner", culprit="roles")
        lost = (before - set(person.roles)) & set(_GRANTING)
        if person.id == by.person_id and lost:
            raise Refused(
                "you cannot take your own administration away",
                culprit="roles",
                remedy="ask another admin",
            )
        if person.team_id:
            work.of(Team).load(person.team_id, _all(by, "team", "read"))
        if person.email and self._taken(work, person, by):
            raise Conflict("somebody else has this address", culprit="email")

    def _taken(self, work: UnitOfWork, person: Person, by: Actor) -> bool:
        same = Query(where=where(email=person.email), columns=("id",))
        rows = work.of(Person).rows(_all(by, "person", "read"), same)
        return any(row["id"] != person.id for row in rows)


def _with(person: Person, details: PersonDetails) -> Person:
    return evolve(
        person,
        name=details.name.strip(),
        email=(details.email or "").strip() or None,
        team_id=details.team_id or None,
        roles=details.roles,
        locale=details.locale,
        version=person.version + 1 if person.name else person.version,
    )


def _check_alone(person: Person, roles: Collection[str]) -> None:
    if not person.name:
        raise Invalid("is missing", culprit="name", remedy="give a name")
    if person.email and ("@" not in person.email or " " in person.email):
        raise Invalid("is no e-mail address", culprit="email", remedy="like name@company.example")
    if not person.roles or not set(person.roles) <= set(roles):
        raise Invalid("choose at least one role", culprit="roles", remedy=", ".join(sorted(roles)))
    if RESPONDER in person.roles:
        raise Invalid("is only for an emergency", culprit="roles", remedy="it is taken by who may")
    if person.locale not in LANGUAGES:
        raise Invalid("cannot be this", culprit="locale", remedy="use en or zh")


def _difference(before: Person, after: Person) -> dict[str, object]:
    """What changed, for the audit: roles and teams, but of names and addresses only the fact."""
    told: dict[str, object] = {}
    for name in ("team_id", "roles", "locale", "active"):
        if getattr(before, name) != getattr(after, name):
            value = getattr(after, name)
            told[name] = sorted(value) if name == "roles" else value
    hidden = [name for name in ("name", "email") if getattr(before, name) != getattr(after, name)]
    return {**told, "also": hidden} if hidden else told


def _all(by: Actor, resource: str, action: str) -> Scope:
    return system_scope(by.tenant_id, resource, action, _NAMED)
