"""People as the company's directory makes, changes and takes them away."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, Refused, Stale
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.identity.account import folded
from revrise.core.identity.provisioning import (
    PLAIN,
    ScimGroup,
    ScimUser,
    checked_text,
    scim_user_id,
)
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.directory import Directory
from revrise.services.provisioning.books import (
    Provisioned,
    check_in_charge,
    everybody,
    gives_up,
    keep,
    of_all,
    one_of,
)


@frozen
class UserSaid:
    """A user as the directory describes them. `active` None: it left the word out."""

    user_name: str
    external_id: str | None = None
    display_name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    active: bool | None = None
    language: str | None = None
    department: str | None = None

    @property
    def name(self) -> str:
        """What the person is called here."""
        parts = " ".join(filter(None, (self.given_name, self.family_name)))
        return self.display_name or parts or self.user_name

    @property
    def address(self) -> str | None:
        """The e-mail address, or the user name where that is one."""
        return self.email or (folded(self.user_name) if "@" in self.user_name else None)


@frozen
class ScimUsers:
    """Use cases of the directory around people. `token_id` is what it proved itself with."""

    desk: Desk
    tenant_id: str

    def every(self, names: Collection[str] | None = None) -> Sequence[Provisioned]:
        """Everybody, by id; or only those of these user names."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            if names is None:
                return everybody(work)
            return everybody(work, self._named(work, tuple(map(folded, names))))

    def one(self, person_id: str) -> Provisioned:
        """A person. Raises NotFound."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return one_of(work, person_id)

    def create(self, said: UserSaid, token_id: str) -> Provisioned:
        """Somebody new, or somebody the directory deleted before, who comes back.

        Raises Conflict for a user name or an address in use, Invalid.
        """
        said = _checked(said)
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            gone = self._gone(work, said)
            made = self._back(work, gone, said) if gone else self._new(work, said)
            detail = {"token": token_id, "roles": list(made.person.roles)}
            work.record("scim_user.added", made.person.id, detail)
            return made

    def change(
        self,
        person_id: str,
        change: Callable[[Provisioned], UserSaid],
        token_id: str,
        expected: str | None = None,
    ) -> Provisioned:
        """What `change` makes of a person. Nothing is written where nothing is different.

        Raises NotFound; Stale where it is another version than `expected`; Conflict, Invalid;
        Refused for another address of an administrator, and for the last one to be put out.
        """
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            before = one_of(work, person_id)
            if expected is not None and expected != before.etag:
                raise Stale("somebody else changed this user first", culprit="If-Match")
            person, link = _told(before.person, before.said, _checked(change(before)))
            if person == before.person and link == before.said:
                return before
            self._check(work, before, person, link)
            after = _kept(work, before, person, link)
            work.record(_action(before, after), person_id, _detail(before, after, token_id))
            return after

    def remove(self, person_id: str, token_id: str, expected: str | None = None) -> None:
        """Deactivates somebody and takes them out of every group; what they did stays.

        Raises NotFound; Stale and Refused as `change`.
        """
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            before = one_of(work, person_id)
            if expected is not None and expected != before.etag:
                raise Stale("somebody else changed this user first", culprit="If-Match")
            for group in before.groups:
                _without(work, group, person_id)
            by_hand = tuple(x for x in before.person.roles if x not in before.said.given_roles)
            team = None if before.said.given_team else before.person.team_id
            person = evolve(before.person, active=False, roles=by_hand or PLAIN, team_id=team)
            given = () if by_hand else PLAIN
            at = self.desk.clock.now()
            link = evolve(before.said, removed_at=at, given_roles=given, given_team=None)
            _kept(work, before, person, link)
            detail = {"token": token_id, "groups": [group.id for group in before.groups]}
            work.record("scim_user.removed", person_id, detail)

    def _new(self, work: UnitOfWork, said: UserSaid) -> Provisioned:
        person = Person(self.desk.ids.new("per"), said.name, said.address, roles=PLAIN)
        link = ScimUser(scim_user_id(person.id), person.id, "", "", given_roles=PLAIN)
        person, link = _told(person, link, said)
        before = Provisioned(person, evolve(link, version=0))
        self._check(work, before, person, link)
        work.of(Person).add(person, of_all(work, "person", "create"))
        work.of(ScimUser).add(link, of_all(work, "scim_user", "create"))
        return Provisioned(person, link)

    def _back(self, work: UnitOfWork, gone: ScimUser, said: UserSaid) -> Provisioned:
        person = work.of(Person).load(gone.person_id, of_all(work, "person"))
        before = Provisioned(person, gone)
        active = said.active is not False
        told, link = _told(person, evolve(gone, removed_at=None), evolve(said, active=active))
        self._check(work, before, told, link)
        return keep(work, before, told, link)

    def _gone(self, work: UnitOfWork, said: UserSaid) -> ScimUser | None:
        found = work.of(ScimUser).load_many(
            of_all(work, "scim_user"), Query(where=where(login=folded(said.user_name)))
        )
        if found and found[0].removed_at is None:
            raise Conflict("somebody has this user name", culprit="userName")
        return found[0] if found else None

    def _check(self, work: UnitOfWork, before: Provisioned, person: Person, link: ScimUser) -> None:
        named = self._named(work, (link.login,))
        if any(one != person.id for one in named):
            raise Conflict("somebody has this user name", culprit="userName")
        by_hand = set(before.person.roles) - set(before.said.given_roles)
        if "admin" in by_hand and person.email != before.person.email:
            raise Refused(
                "the address of an administrator is not the directory's to change",
                culprit="emails",
                remedy="change it in RevRise",
            )
        Directory(self.desk).check(work, person, work.actor, was=before.person)

    def _named(self, work: UnitOfWork, logins: tuple[str, ...]) -> list[str]:
        """Ids of those with such a user name, said or standing for one."""
        links = work.of(ScimUser).load_many(
            of_all(work, "scim_user"), Query(where=where(login=logins))
        )
        found = [one.person_id for one in links]
        spelled = tuple(logins)
        people = [
            *work.of(Person).load_many(of_all(work, "person"), Query(where=where(email=spelled))),
            *work.of(Person).load_many(of_all(work, "person"), Query(where=where(id=spelled))),
        ]
        return list(dict.fromkeys([*found, *self._unsaid(work, people)]))

    def _unsaid(self, work: UnitOfWork, people: Sequence[Person]) -> list[str]:
        """Those of them the directory has not named otherwise."""
        ids = tuple(person.id for person in people)
        named = work.of(ScimUser).load_many(
            of_all(work, "scim_user"), Query(where=where(person_id=ids))
        )
        said = {one.person_id for one in named}
        return [one for one in ids if one not in said]


def _told(person: Person, link: ScimUser, said: UserSaid) -> tuple[Person, ScimUser]:
    """Both as the directory says; versions are as before."""
    chinese = (said.language or person.locale).casefold().startswith("zh")
    active = person.active if said.active is None else said.active
    return (
        evolve(
            person,
            name=said.name,
            email=said.address,
            active=active,
            locale="zh" if chinese else "en",
        ),
        evolve(
            link,
            user_name=said.user_name,
            login=folded(said.user_name),
            outside_id=said.external_id,
            display_name=said.display_name,
            given_name=said.given_name,
            family_name=said.family_name,
            says_email=said.email is not None,
            says_active=said.active is not None,
            language=said.language,
            department=said.department,
        ),
    )


def _checked(said: UserSaid) -> UserSaid:
    texts: dict[str, Any] = {
        name: checked_text(getattr(said, name), name)
        for name in UserSaid.__annotations__
        if name != "active"
    }
    email, name = texts["email"], texts["user_name"]
    if not name:
        raise Invalid("is missing", culprit="userName")
    return evolve(said, **{**texts, "email": folded(email) if email else None, "user_name": name})


def _without(work: UnitOfWork, group: ScimGroup, person_id: str) -> None:
    left = tuple(one for one in group.members if one != person_id)
    smaller = evolve(group, members=left, version=group.version + 1)
    scope = of_all(work, "scim_group", "update")
    work.of(ScimGroup).save(smaller, scope, expected=group.version)


def _kept(work: UnitOfWork, before: Provisioned, person: Person, said: ScimUser) -> Provisioned:
    after = keep(work, before, person, said)
    if gives_up(before.person, person):
        check_in_charge(work)
    return after


def _action(before: Provisioned, after: Provisioned) -> str:
    if before.person.active == after.person.active:
        return "scim_user.changed"
    return "scim_user.activated" if after.person.active else "scim_user.deactivated"


def _detail(before: Provisioned, after: Provisioned, token_id: str) -> dict[str, object]:
    """Which fields changed; their values are personal."""
    changed = [
        name
        for one, other in ((before.person, after.person), (before.said, after.said))
        for name in type(one).__annotations__
        if name not in ("id", "version", "login") and getattr(one, name) != getattr(other, name)
    ]
    return {"token": token_id, "changed": sorted(changed)}
