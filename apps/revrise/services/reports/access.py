"""Access review: who may what, how far, what of it they never used, and which keys end soon."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import define, field, frozen

from revrise.core.governance.actor import Actor, Reach
from revrise.core.governance.rule import Column, Compare, Const, where
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.session import Session
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors
from revrise.services.reports.report import Outside, headings, outside

COLUMNS = headings(
    ("person_id", "Person", "人员编号"),
    ("name", "Name", "姓名"),
    ("team_id", "Team", "团队"),
    ("roles", "Roles", "角色"),
    ("range", "Range", "数据范围"),
    ("rights", "Rights", "权限"),
    ("unused", "Rights to change, not used", "未使用的变更权限"),
    ("last_seen", "Last seen", "最近活动"),
    ("dormant", "Dormant", "长期未登录"),
    ("keys", "API keys", "API 密钥"),
    ("keys_ending", "Keys ending soon", "即将到期的密钥"),
)
_SOON = timedelta(days=30)
_LOOKS = frozenset({"read", "view", "verify"})


@frozen
class AccessReview:
    """`days` without a use is unused, without a log-in dormant."""

    desk: Desk
    days: int = 90

    def rows(self, by: Actor) -> Sequence[Sequence[Any]]:
        """A row an active person, in the order of names. Raises Refused."""
        self.desk.scope(by, "policy")
        since = self.desk.clock.now() - timedelta(days=self.days)
        used = self._used(by, since)
        with self.desk.store.read(by) as work:
            people = self._many(work, Person, "person", by, active=True)
            seen = self._seen(work, by)
            keys = self._keys(work, by)
            actors = Actors.read(self.desk, work)
            rights = _Rights(self.desk)
            return [
                self._row(one, actors.of(one), rights, used.get(one.id, set()), seen, keys)
                for one in sorted(people, key=lambda one: (one.name, one.id))
            ]

    def outside(self, by: Actor, /) -> Sequence[Outside]:
        """People the reader does not see."""
        with self.desk.store.read(by) as work:
            return outside(self.desk, work, by, (Person, "person", "People", "人员"))

    def _row(
        self,
        person: Person,
        actor: Actor,
        rights: "_Rights",
        used: set[str],
        seen: Mapping[str, datetime],
        keys: Mapping[str, list[datetime]],
    ) -> Sequence[Any]:
        now, held = self.desk.clock.now(), rights.of(actor)
        last, mine = seen.get(person.id), keys.get(person.id, [])
        return (
            person.id,
            person.name,
            person.team_id,
            " ".join(sorted(actor.roles)),
            _range(actor.reach),
            "; ".join(f"{name}: {' '.join(actions)}" for name, actions in held.items()),
            " ".join(n for n, a in held.items() if set(a) - _LOOKS and n not in used),
            last,
            last is None or now - last > timedelta(days=self.days),
            len(mine),
            sum(end - now <= _SOON for end in mine),
        )

    def _used(self, by: Actor, since: datetime) -> Mapping[str, set[str]]:
        """Person → what they changed, as the trail calls it."""
        found: dict[str, set[str]] = {}
        scope = self.desk.scope(by, "audit")
        late = Query(Compare(">=", Column("at"), Const(since)))
        for entry in self.desk.store.audit_stream(scope, late):
            found.setdefault(entry.actor_id, set()).add(entry.action.partition(".")[0])
        return found

    def _seen(self, work: UnitOfWork, by: Actor) -> Mapping[str, datetime]:
        found: dict[str, datetime] = {}
        query = Query(columns=("id", "person_id", "seen_at"))
        for row in work.of(Session).rows(self.desk.scope(by, "session"), query):
            person, at = str(row["person_id"]), row["seen_at"]
            found[person] = max(at, found.get(person, at))
        return found

    def _keys(self, work: UnitOfWork, by: Actor) -> Mapping[str, list[datetime]]:
        found: dict[str, list[datetime]] = {}
        now = self.desk.clock.now()
        query = Query(columns=("id", "person_id", "expires_at", "ended_at"))
        for row in work.of(ApiKey).rows(self.desk.scope(by, "api_key"), query):
            if row["ended_at"] is None and row["expires_at"] > now:
                found.setdefault(str(row["person_id"]), []).append(row["expires_at"])
        return found

    def _many(
        self, work: UnitOfWork, kind: type[Any], resource: str, by: Actor, **only: Any
    ) -> Sequence[Any]:
        return work.of(kind).load_many(self.desk.scope(by, resource), Query(where(**only)))


@define
class _Rights:
    """Resource → actions of an actor; the policy is asked once a set of roles."""

    desk: Desk
    _known: dict[frozenset[str], Mapping[str, list[str]]] = field(factory=dict)

    def of(self, actor: Actor) -> Mapping[str, list[str]]:
        """In the order of their names; resources without any are left out."""
        if actor.roles not in self._known:
            found: dict[str, list[str]] = {}
            for resource, action in sorted(self.desk.policy.answered(actor.tenant_id)):
                if self.desk.policy.explain(actor, resource, action).allowed:
                    found.setdefault(resource, []).append(action)
            self._known[actor.roles] = found
        return self._known[actor.roles]


def _range(reach: Reach | None) -> str:
    if reach is None:
        return "as the roles say"
    if reach.everything:
        return "everything"
    return f"{len(reach.teams)} teams, {len(reach.people)} people"
