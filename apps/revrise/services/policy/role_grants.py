"""Roles in time: lending, giving, breaking the glass, taking back."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.role_grant import LONGEST, RESPONDER, RoleGrant
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight

_NAMED = "see that what a grant names is there"
_GRANTING = ("admin", "owner")


@frozen
class GiveRole:
    """A role for a while. `delegated` lends one of one's own, `temporary` gives any."""

    person_id: str
    role: str
    reason: str
    ends_at: datetime
    starts_at: datetime | None = None
    kind: str = "delegated"


@frozen
class RoleGrants:
    """Use cases around roles in time. What changes counts from the next request on."""

    desk: Desk

    def grants(self, by: Actor) -> Sequence[View]:
        """Roles in time one may see, the newest first."""
        return self.desk.rows(by, RoleGrant, "role_grant", Query(order=(("starts_at", True),)))

    def give(self, command: GiveRole, by: Actor) -> RoleGrant:
        """Lends or gives a role until a moment.

        Raises Refused for a role one may not pass on, for oneself, and for an administrator's role
        by who is none; Invalid for a reason or a span that does not do.
        """
        if command.person_id == by.person_id:
            raise Refused("you cannot give yourself a role", remedy="ask an administrator")
        if command.kind not in ("delegated", "temporary"):
            raise Invalid(
                f"no kind {command.kind!r}", culprit="kind", remedy="delegated or temporary"
            )
        now = self.desk.clock.now()
        scope = self.desk.scope(by, "role_grant", "create")
        grant = RoleGrant(
            self.desk.ids.new("grt"),
            command.person_id,
            command.role,
            command.kind,
            by.person_id,
            command.reason.strip(),
            command.starts_at or now,
            command.ends_at,
        ).checked(now)
        with self.desk.store.begin(by) as work:
            self._may_pass_on(work, grant, by)
            work.of(RoleGrant).add(grant, scope)
            self._told(work, grant, by, "role.given")
        return grant

    def break_glass(self, reason: str, by: Actor) -> RoleGrant:
        """Takes the role of an emergency responder for an hour; administrators are told at once.

        Raises Refused for who may not, Invalid without a reason, Conflict while one has it.
        """
        scope, now = self.desk.scope(by, "role_grant", "break_glass"), self.desk.clock.now()
        if RESPONDER in by.roles:
            raise Conflict("you are an emergency responder already", culprit="role")
        grant = RoleGrant(
            self.desk.ids.new("grt"),
            by.person_id,
            RESPONDER,
            "break_glass",
            by.person_id,
            reason.strip(),
            now,
            now + LONGEST["break_glass"],
        ).checked(now)
        self._known(RESPONDER, by)
        with self.desk.store.begin(by) as work:
            work.of(RoleGrant).add(grant, scope)
            self._told(work, grant, by, "glass.broken")
        return grant

    def end(self, grant_id: str, by: Actor) -> RoleGrant:
        """Ends a grant before its time.

        Raises NotFound when hidden or missing, Conflict when over, Refused where the role kept
        things from the actor.
        """
        with self.desk.store.begin(by) as work, OwnSight(self.desk).kept(work, by):
            scope = self._ending(work, grant_id, by)
            before = work.of(RoleGrant).load(grant_id, scope)
            after = before.ended(self.desk.clock.now(), by.person_id)
            work.of(RoleGrant).save(after, scope, expected=before.version)
            self._told(work, after, by, "role.taken_back")
        return after

    def _ending(self, work: UnitOfWork, grant_id: str, by: Actor) -> Scope:
        """Who took an emergency role may also put it down."""
        own = where(person_id=by.person_id, id=grant_id)
        if work.of(RoleGrant).count(self._all(by, "role_grant"), Query(own)):
            return self._all(by, "role_grant")
        return self.desk.scope(by, "role_grant", "update")

    def _may_pass_on(self, work: UnitOfWork, grant: RoleGrant, by: Actor) -> None:
        self._known(grant.role, by)
        work.of(Person).load(grant.person_id, self._all(by, "person"))
        giver = work.of(Person).load(by.person_id, self._all(by, "person"))
        if grant.kind == "delegated" and grant.role not in giver.roles:
            raise Refused(
                "you can lend only a role of your own",
                culprit="role",
                remedy="who manages people gives others for a while",
            )
        if grant.kind == "temporary":
            self.desk.scope(by, "person", "manage")
        highest = {role for role in _GRANTING if role == grant.role} - set(by.roles)
        if highest or grant.role == RESPONDER:
            raise Refused(f"you cannot give the role {grant.role}", culprit="role")

    def _known(self, role: str, by: Actor) -> None:
        if role not in {one.name for one in self.desk.policy.roles(by.tenant_id)}:
            raise Invalid(f"no role {role!r}", culprit="role", remedy="see `revrise policy roles`")

    def _told(self, work: UnitOfWork, grant: RoleGrant, by: Actor, name: str) -> None:
        now = self.desk.clock.now()
        data = {"person": grant.person_id, "role": grant.role}
        work.emit(Event(name, grant.id, now, by.person_id, data))
        until = grant.ended_at or grant.ends_at
        detail = {"grant": grant.id, "role": grant.role, "kind": grant.kind}
        work.record(name, grant.person_id, {**detail, "until": until.isoformat()})

    def _all(self, by: Actor, resource: str) -> Scope:
        return system_scope(by.tenant_id, resource, "system", _NAMED)
