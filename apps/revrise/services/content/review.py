"""Review of content: who has to approve, what they say, going back, and how long it is valid."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.content.approval import COURSE, ApprovalRule, Review
from revrise.core.content.asset import (
    KINDS,
    Asset,
    AssetVersion,
    next_number,
    unapproved_writers,
)
from revrise.core.content.lifecycle import after
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.content.service import Content
from revrise.services.desk import Desk
from revrise.services.pipeline.lookup import Lookup

OTHERS = "*"
_REASON = "know how many have to approve an asset"
_LONGEST = 2_000


@frozen
class Waiting:
    """A version in review, since when, and how many of the needed approvals it has.

    `mine` is for the actor to decide; `against` is the version that is published, if any.
    """

    asset: View
    edition: View
    author: str
    since: datetime
    against: str | None
    approvals: int
    needed: int
    mine: bool


@frozen
class ContentReview:
    """Use cases around approval."""

    desk: Desk
    content: Content

    def approve(self, asset_id: str, by: Actor, comment: str = "") -> AssetVersion:
        """One approval of the newest version, of as many as the rule of its kind wants.

        Raises Refused for who wrote any of it, a second time and for who is not asked.
        """
        review = self._said(by, "approve", comment)

        def step(work: UnitOfWork, one: AssetVersion) -> AssetVersion:
            there = self._every(work, by, (one.asset_id,))
            rule = self._rule(work, by, one.asset_id)
            return one.approve(review, rule, by.roles, unapproved_writers(there))

        return self.content.move(asset_id, by, "approve", step, "asset.reviewed")

    def send_back(self, asset_id: str, by: Actor, comment: str) -> AssetVersion:
        """Not approved as it is, and why.

        Raises Invalid without a reason, Refused for who is not asked.
        """
        review = self._said(by, "return", comment)

        def step(work: UnitOfWork, one: AssetVersion) -> AssetVersion:
            return one.send_back(review, self._rule(work, by, one.asset_id), by.roles)

        return self.content.move(asset_id, by, "approve", step, "asset.reviewed")

    def inbox(self, by: Actor, asset_id: str | None = None) -> Sequence[Waiting]:
        """What is in review, the longest waiting first; `mine` is for the actor to decide."""
        self.desk.scope(by, "asset", "approve")
        with self.desk.store.read(by) as work:
            one = where(state="in_review", **({"asset_id": asset_id} if asset_id else {}))
            query = Query(one, (("created_at", False),))
            editions = work.of(AssetVersion).load_many(
                self.desk.scope(by, "asset_version", "approve"), query
            )
            if not editions:
                return ()
            wanted = where(id=tuple(sorted({one.asset_id for one in editions})))
            assets = work.of(Asset).rows(self.desk.scope(by, "asset"), Query(wanted))
            rules, known = self._rules(work, by), {one["id"]: one for one in assets}
            there = self._every(work, by, [*known]) if known else ()
            people = Lookup(self.desk, work, by).names(
                Person, "person", {one.author_id for one in editions}
            )
        found = [
            self._waiting(known[one.asset_id], one, rules, there, by, people)
            for one in editions
            if one.asset_id in known
        ]
        return sorted(found, key=lambda one: (one.since, one.asset["id"]))

    def mine(self, by: Actor, asset_id: str | None = None) -> Sequence[Waiting]:
        """What waits for the actor; nothing for who never approves."""
        try:
            return [one for one in self.inbox(by, asset_id) if one.mine]
        except Refused:
            return ()

    def rollback(self, asset_id: str, number: str, by: Actor) -> AssetVersion:
        """An earlier published version again, as a new one that is published at once.

        It keeps its author and those who approved it. Raises NotFound for no such version,
        Refused for one that was never published or is shown, Conflict while another version is
        on its way.
        """
        scope, now = self.desk.scope(by, "asset", "publish"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            there = self.content.versions(work, by, asset_id)
            earlier = next((one for one in there if one.number == number), None)
            if earlier is None:
                raise NotFound(f"no version {number}", culprit="version")
            _may_return(asset, there[-1], number)
            fresh = next_number(one.number for one in there)
            said = Review(by.person_id, "rollback", now, number)
            made = earlier.again(self.desk.ids.new("edition"), fresh, said)
            made = made.publish(now, by.person_id)
            work.of(AssetVersion).add(made, self.desk.scope(by, "asset_version", "publish"))
            work.of(Asset).save(asset.publish(made, now), scope, expected=asset.version)
            work.record("asset.rolled_back", asset_id, {"version": made.number, "as": number})
        return made

    def set_expiry(self, asset_id: str, until: datetime | None, by: Actor) -> Asset:
        """How long an asset is valid; None for ever. What has expired is shown again.

        Raises Invalid for a moment that has passed, Refused for what is retired.
        """
        if until is not None and until <= self.desk.clock.now():
            raise Invalid("must be later than now", culprit="expires_at")
        scope = self.desk.scope(by, "asset", "publish")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            if asset.state == "retired":
                raise Refused("what is retired is not renewed", culprit=asset.title)
            state = after("expired", "renew") if asset.state == "expired" else asset.state
            if state != asset.state:
                self._renew(work, asset, by)
            kept = evolve(asset, expires_at=until, state=state, version=asset.version + 1)
            work.of(Asset).save(kept, scope, expected=asset.version)
            until_text = until.isoformat() if until else None
            work.record("asset.expiry_set", asset_id, {"until": until_text})
        return kept

    def rules(self, by: Actor) -> Sequence[View]:
        """How many have to approve what."""
        with self.desk.store.read(by) as work:
            return work.of(ApprovalRule).rows(self.desk.scope(by, "approval_rule"))

    def set_rule(self, rule: ApprovalRule, by: Actor) -> ApprovalRule:
        """Sets the rule of a kind, or of all others; it holds for what is in review too.

        Raises Invalid for an unknown kind or role, NotFound for somebody out of sight.
        """
        scope = self.desk.scope(by, "approval_rule", "update")
        known = {one.name for one in self.desk.policy.roles(by.tenant_id)}
        for role in rule.roles:
            if role not in known:
                raise Invalid(f"no role {role!r}", culprit="roles", remedy=", ".join(sorted(known)))
        if rule.id not in (*KINDS, COURSE, OTHERS):
            known_kinds = ", ".join((*KINDS, COURSE))
            raise Invalid(f"no kind {rule.id!r}", culprit="kind", remedy=known_kinds)
        with self.desk.store.begin(by) as work:
            for person in rule.approvers:
                if not work.of(Person).count(
                    self.desk.scope(by, "person"), Query(where(id=person))
                ):
                    raise NotFound(f"no person {person}", culprit="approvers")
            before = self._rules(work, by).get(rule.id)
            if before is None:
                work.of(ApprovalRule).add(rule, self.desk.scope(by, "approval_rule", "create"))
            else:
                rule = evolve(rule, version=before.version + 1)
                work.of(ApprovalRule).save(rule, scope, expected=before.version)
            detail = {"needed": rule.needed, "approvers": len(rule.approvers)}
            work.record("approval_rule.set", rule.id, detail)
        return rule

    def _said(self, by: Actor, verdict: str, comment: str) -> Review:
        if len(comment) > _LONGEST:
            raise Invalid(f"is longer than {_LONGEST} characters", culprit="comment")
        return Review(by.person_id, verdict, self.desk.clock.now(), comment.strip())

    def _renew(self, work: UnitOfWork, asset: Asset, by: Actor) -> None:
        said = self._said(by, "renew", "")
        for one in self.content.versions(work, by, asset.id):
            if one.number == asset.published_version and one.state == "expired":
                self.content.save(work, by, one, one.renew(said), "publish")

    def _every(
        self, work: UnitOfWork, by: Actor, asset_ids: Sequence[str]
    ) -> Sequence[AssetVersion]:
        """All versions there are, also those the actor may not read: they may have written one."""
        query = Query(where(asset_id=tuple(asset_ids)), (("created_at", False),))
        return work.of(AssetVersion).load_many(self._all(by, "asset_version"), query)

    def _rule(self, work: UnitOfWork, by: Actor, asset_id: str) -> ApprovalRule:
        asset = work.of(Asset).load(asset_id, self._all(by, "asset"))
        return _of(self._rules(work, by), asset.kind)

    def _rules(self, work: UnitOfWork, by: Actor) -> dict[str, ApprovalRule]:
        found = work.of(ApprovalRule).load_many(self._all(by, "approval_rule"))
        return {one.id: one for one in found}

    def _waiting(
        self,
        asset: View,
        edition: AssetVersion,
        rules: dict[str, ApprovalRule],
        there: Sequence[AssetVersion],
        by: Actor,
        people: Mapping[str, str],
    ) -> Waiting:
        rule = _of(rules, asset["kind"])
        writers = unapproved_writers(one for one in there if one.asset_id == asset["id"])
        out = {edition.author_id, *writers, *edition.approved_by}
        return Waiting(
            asset,
            {"id": edition.id, "number": edition.number, "author_id": edition.author_id},
            people.get(edition.author_id) or "",
            edition.submitted_at,
            asset["published_version"],
            len(edition.approved_by),
            rule.needed,
            by.person_id not in out and rule.asks(by.person_id, by.roles),
        )

    def _all(self, by: Actor, resource: str) -> Scope:
        return system_scope(by.tenant_id, resource, "read", _REASON)


def _may_return(asset: Asset, newest: AssetVersion, number: str) -> None:
    if asset.state == "retired" or (asset.state, asset.published_version) == ("published", number):
        raise Refused("this version is shown, or all are retired", culprit=number)
    if newest.state in ("draft", "in_review", "approved"):
        raise Conflict(
            "another version is on its way",
            culprit=newest.number,
            remedy="publish or withdraw it, or retire it first",
        )


def approval_rule(work: UnitOfWork, kind: str) -> ApprovalRule:
    """How many have to approve a kind of content, and who is asked."""
    every = system_scope(work.actor.tenant_id, "approval_rule", "read", _REASON)
    found = {one.id: one for one in work.of(ApprovalRule).load_many(every)}
    return _of(found, kind)


def _of(rules: dict[str, ApprovalRule], kind: str) -> ApprovalRule:
    return rules.get(kind) or rules.get(OTHERS) or ApprovalRule(OTHERS)
