"""Groups of the company's directory: who is in them, and what members get here."""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope
from revrise.core.identity.account import folded
from revrise.core.identity.provisioning import NEVER, ScimGroup, checked_text
from revrise.core.people.organisation import Team
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight
from revrise.services.provisioning.books import IN_CHARGE, everybody, groups, of_all, settle


@frozen
class GroupSaid:
    """A group as the directory describes it; members are ids of people."""

    name: str
    external_id: str | None = None
    members: tuple[str, ...] = ()


@frozen
class MapGroup:
    """What the members of a group get: roles, and a team or None."""

    group_id: str
    roles: tuple[str, ...]
    team_id: str | None = None


@frozen
class ScimGroups:
    """Use cases of the directory around groups, and of an administrator around what they give."""

    desk: Desk
    tenant_id: str

    def every(self) -> Sequence[ScimGroup]:
        """All groups, by name, for the directory."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return groups(work)

    def one(self, group_id: str) -> ScimGroup:
        """A group, for the directory. Raises NotFound."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return _one(work, group_id)

    def create(self, said: GroupSaid, token_id: str) -> ScimGroup:
        """A new group, which gives nothing yet. Raises Conflict for a name in use, Invalid."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            group = _told(ScimGroup(self.desk.ids.new("grp"), "", ""), said)
            _check(work, group, frozenset())
            work.of(ScimGroup).add(group, of_all(work, "scim_group", "create"))
            settle(work, group.members)
            work.record("scim_group.added", group.id, {"token": token_id})
            return group

    def change(
        self,
        group_id: str,
        change: Callable[[ScimGroup], GroupSaid],
        token_id: str,
        expected: int | None = None,
    ) -> ScimGroup:
        """What `change` makes of a group; who came or went gets or loses what it gives.

        Raises NotFound; Stale where it is another version than `expected`; Conflict, Invalid;
        Refused where it would leave nobody who administers this.
        """
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            before = _one(work, group_id)
            _fresh(before, expected)
            after = _told(before, change(before))
            if after == before:
                return before
            _check(work, after, frozenset(before.members))
            after = _save(work, before, after, of_all(work, "scim_group", "update"))
            moved = set(before.members) ^ set(after.members)
            settle(work, moved)
            came, went = set(after.members) - set(before.members), moved - set(after.members)
            moves = {"token": token_id, "came": sorted(came), "went": sorted(went)}
            emptied = {"emptied_of": len(went)} if went and not after.members else {}
            work.record("scim_group.changed", group_id, {**moves, **emptied})
            return after

    def remove(self, group_id: str, token_id: str, expected: int | None = None) -> None:
        """Takes a group away, and from its members what it gave. Raises NotFound; Stale."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            group = _one(work, group_id)
            _fresh(group, expected)
            work.of(ScimGroup).remove(group_id, of_all(work, "scim_group", "delete"))
            settle(work, group.members)
            detail = {"token": token_id, "went": sorted(group.members)}
            work.record("scim_group.removed", group_id, detail)

    def listed(self, by: Actor) -> Sequence[View]:
        """Groups and what they give, for an administrator, by name."""
        query = Query(order=(("key", False), ("id", False)))
        return self.desk.rows(by, ScimGroup, "scim_group", query)

    def map(self, command: MapGroup, by: Actor) -> ScimGroup:
        """Sets what the members of a group get, at once.

        It is giving roles: Raises Refused for who may not give them, for admin by who is none, and
        for owner by anybody, and where the actor is in the group and would see more; Invalid for no
        such role; NotFound for no such group or team.
        """
        scope = self.desk.scope(by, "scim_group", "update")
        roles = tuple(dict.fromkeys(command.roles))
        self._may_give(roles, by)
        with self.desk.store.begin(by) as work, OwnSight(self.desk).kept(work, by):
            before = work.of(ScimGroup).load(command.group_id, scope)
            if command.team_id:
                work.of(Team).load(command.team_id, self.desk.scope(by, "team"))
            self._not_oneself(before, by)
            after = evolve(before, roles=roles, team_id=command.team_id or None)
            if after == before:
                return before
            after = _save(work, before, after, scope)
            settle(work, after.members)
            detail = {"roles": sorted(roles), "team": after.team_id, "was": sorted(before.roles)}
            work.record("scim_group.mapped", after.id, detail)
        return after

    def _may_give(self, roles: Sequence[str], by: Actor) -> None:
        if not self.desk.scope(by, "person", "update").covers("roles"):
            raise Refused("you may not give roles", culprit="roles")
        if NEVER & set(roles):
            raise Refused("a group never makes an owner or a responder", culprit="roles")
        if "admin" in roles and not IN_CHARGE & by.roles:
            raise Refused("only an administrator can let a group make administrators")
        known = {role.name for role in self.desk.policy.roles(by.tenant_id)}
        for role in roles:
            if role not in known:
                raise Invalid(f"no role {role!r}", culprit="roles", remedy=", ".join(sorted(known)))

    def _not_oneself(self, group: ScimGroup, by: Actor) -> None:
        if by.person_id in group.members and not IN_CHARGE & by.roles:
            raise Refused("you cannot give roles to a group you are in", culprit="roles")


def _one(work: UnitOfWork, group_id: str) -> ScimGroup:
    try:
        return work.of(ScimGroup).load(group_id, of_all(work, "scim_group"))
    except NotFound:
        raise NotFound(f"no group {group_id}") from None


def _fresh(group: ScimGroup, expected: int | None) -> None:
    if expected is not None and expected != group.version:
        raise Stale("somebody else changed this group first", culprit="If-Match")


def _told(group: ScimGroup, said: GroupSaid) -> ScimGroup:
    name = checked_text(said.name, "displayName")
    if not name:
        raise Invalid("is missing", culprit="displayName")
    return evolve(
        group,
        name=name,
        key=folded(name),
        outside_id=checked_text(said.external_id, "externalId"),
        members=tuple(sorted(set(said.members))),
    )


def _check(work: UnitOfWork, group: ScimGroup, before: frozenset[str]) -> None:
    same = Query(where=where(key=group.key))
    found = work.of(ScimGroup).load_many(of_all(work, "scim_group"), same)
    if any(one.id != group.id for one in found):
        raise Conflict("a group has this name", culprit="displayName")
    new = set(group.members) - before
    known = {one.person.id for one in everybody(work, sorted(new))}
    if new - known:
        raise Invalid(f"no user {min(new - known)}", culprit="members")


def _save(work: UnitOfWork, before: ScimGroup, after: ScimGroup, scope: Scope) -> ScimGroup:
    saved = evolve(after, version=before.version + 1)
    work.of(ScimGroup).save(saved, scope, expected=before.version)
    return saved
