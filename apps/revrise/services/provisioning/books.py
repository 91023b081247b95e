"""What the use cases of provisioning share."""

from collections.abc import Collection, Iterable, Mapping

from attrs import evolve, frozen

from revrise.core.errors import NotFound, Refused
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.identity.account import folded
from revrise.core.identity.outside import OutsideLink
from revrise.core.identity.provisioning import ScimGroup, ScimUser, scim_user_id, settled
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.identity.books import account_of

REASON = "keep people as the company's directory has them"
IN_CHARGE = frozenset({"admin", "owner"})


@frozen
class Provisioned:
    """A person with what the directory says of them, and the groups they are in."""

    person: Person
    said: ScimUser
    groups: tuple[ScimGroup, ...] = ()

    @property
    def etag(self) -> str:
        """Changes with everything that is shown of them."""
        return f'W/"{self.person.version}.{self.said.version}"'


def of_all(work: UnitOfWork, resource: str, action: str = "system") -> Scope:
    """Every row, for the directory."""
    return system_scope(work.actor.tenant_id, resource, action, REASON)


def groups(work: UnitOfWork) -> list[ScimGroup]:
    """All groups, by name."""
    query = Query(order=(("key", False), ("id", False)))
    return list(work.of(ScimGroup).load_many(of_all(work, "scim_group"), query))


def everybody(work: UnitOfWork, ids: Collection[str] | None = None) -> list[Provisioned]:
    """People as the directory sees them, by id: all, or those of `ids`.

    Without owners, who are in nobody's hands, and without those it deleted.
    """
    wanted = None if ids is None else tuple(ids)
    if wanted == ():
        return []
    people = _people(work, wanted)
    query = Query() if wanted is None else Query(where=where(person_id=wanted))
    links = work.of(ScimUser).load_many(of_all(work, "scim_user"), query)
    said = {one.person_id: one for one in links}
    memberships = _memberships(groups(work))
    found = (
        Provisioned(one, said.get(one.id) or unsaid(one), tuple(memberships.get(one.id, ())))
        for one in people
        if "owner" not in one.roles
    )
    return [one for one in found if one.said.removed_at is None]


def one_of(work: UnitOfWork, person_id: str) -> Provisioned:
    """A person. Raises NotFound for nobody, an owner, somebody deleted."""
    found = everybody(work, (person_id,))
    if not found:
        raise NotFound(f"no user {person_id}")
    return found[0]


def unsaid(person: Person) -> ScimUser:
    """What stands for a person the directory said nothing of yet; version 0 is stored nowhere."""
    name = person.email or person.id
    return ScimUser(
        scim_user_id(person.id),
        person.id,
        name,
        folded(name),
        display_name=person.name,
        says_email=person.email is not None,
        language=person.locale,
        version=0,
    )


def keep(work: UnitOfWork, before: Provisioned, person: Person, said: ScimUser) -> Provisioned:
    """Stores what changed of the two. Raises Stale when somebody was quicker."""
    if person != before.person:
        person = evolve(person, version=before.person.version + 1)
        scope = of_all(work, "person", "update")
        work.of(Person).save(person, scope, expected=before.person.version)
    if said != before.said:
        said = evolve(said, version=before.said.version + 1)
        records, scope = work.of(ScimUser), of_all(work, "scim_user", "update")
        if before.said.version:
            records.save(said, scope, expected=before.said.version)
        else:
            records.add(said, scope)
    return Provisioned(person, said, before.groups)


def settle(work: UnitOfWork, ids: Iterable[str]) -> int:
    """Gives each of these people what their groups give now; how many changed.

    Raises Refused where nobody would be left to run this.
    """
    known, changed, lost = groups(work), 0, False
    for one in everybody(work, sorted(set(ids))):
        person, said = settled(one.person, one.said, known)
        if person != one.person or said != one.said:
            keep(work, one, person, said)
            changed, lost = changed + 1, lost or gives_up(one.person, person)
    if lost:
        check_in_charge(work)
    return changed


def gives_up(before: Person, after: Person) -> bool:
    """Whether somebody who runs this does so no more."""
    return _runs_this(before) and not _runs_this(after)


def check_in_charge(work: UnitOfWork) -> None:
    """Raises Refused where nobody is left who can log in and give roles.

    An owner who has no way in is the machine's: they have the command line alone.
    """
    people = work.of(Person).load_many(of_all(work, "person"), Query(where=where(active=True)))
    for one in filter(_runs_this, people):
        if "admin" in one.roles or _can_log_in(work, one.id):
            return
    raise Refused(
        "nobody would be left to administer this",
        culprit="members",
        remedy="make somebody else an administrator first",
    )


def _runs_this(person: Person) -> bool:
    return person.active and not IN_CHARGE.isdisjoint(person.roles)


def _can_log_in(work: UnitOfWork, person_id: str) -> bool:
    account = account_of(work, person_id)
    links = Query(where=where(person_id=person_id))
    return bool(account and account.password_hash) or (
        work.of(OutsideLink).count(of_all(work, "outside_link"), links) > 0
    )


def _people(work: UnitOfWork, ids: tuple[str, ...] | None) -> list[Person]:
    found = where(id=ids) if ids is not None else None
    query = Query(order=(("id", False),)) if found is None else Query(found, order=(("id", False),))
    return list(work.of(Person).load_many(of_all(work, "person"), query))


def _memberships(known: Iterable[ScimGroup]) -> Mapping[str, list[ScimGroup]]:
    found: dict[str, list[ScimGroup]] = {}
    for group in known:
        for member in group.members:
            found.setdefault(member, []).append(group)
    return found
