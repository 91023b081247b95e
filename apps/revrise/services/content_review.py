"""Review of content: who has to approve, what they say, going back, and how long it is valid."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.content.asset import (
    KINDS,
    ApprovalRule,
    Asset,
    AssetVersion,
    Review,
    next_number,
)
from revrise.core.errors import Conflict, Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.content import Content
from revrise.services.desk import Desk

OTHERS = "*"
_REASON = "know how many have to approve an asset"
_LONGEST = 2_000


@frozen
class Waiting:
    """A version that waits for somebody's word, since when, and how many approvals it has."""

    asset: View
    edition: View
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

        Raises Refused for its author, a second time and for who is not asked.
        """
        review = self._said(by, "approve", comment)

        def step(work: UnitOfWork, one: AssetVersion) -> AssetVersion:
            return one.approve(review, self._rule(work, by, one.asset_id))

        return self.content.move(asset_id, by, "approve", step, "asset.reviewed")

    def send_back(self, asset_id: str, by: Actor, comment: str) -> AssetVersion:
        """Not approved as it is, and why. Raises Invalid without a reason."""
        review = self._said(by, "return", comment)
        return self.content.move(
            asset_id, by, "approve", lambda _, one: one.send_back(review), "asset.reviewed"
        )

    def inbox(self, by: Actor) -> Sequence[Waiting]:
        """What is in review, the longest waiting first; `mine` is for the actor to decide."""
        self.desk.scope(by, "asset", "approve")
        with self.desk.store.read(by) as work:
            query = Query(where(state="in_review"), (("created_at", False),))
            editions = work.of(AssetVersion).rows(self.desk.scope(by, "asset_version"), query)
            wanted = where(id=tuple(sorted({one["asset_id"] for one in editions})))
            assets = work.of(Asset).rows(self.desk.scope(by, "asset"), Query(wanted))
            rules = self._rules(work, by)
        known = {one["id"]: one for one in assets}
        return [
            self._waiting(known[one["asset_id"]], one, rules, by)
            for one in editions
            if one["asset_id"] in known
        ]

    def rollback(self, asset_id: str, number: str, by: Actor) -> AssetVersion:
        """An earlier published version again, as a new one with its approvals, to be published.

        Raises NotFound for no such version, Conflict for one that was never published and while
        another one is on its way.
        """
        with self.desk.store.begin(by) as work:
            work.of(Asset).load(asset_id, self.desk.scope(by, "asset", "update"))
            there = self.content.versions(work, by, asset_id)
            earlier = next((one for one in there if one.number == number), None)
            if earlier is None:
                raise NotFound(f"no version {number}", culprit="version")
            if earlier.published_at is None or there[-1].state in ("draft", "in_review"):
                raise Conflict(
                    "only what was published comes back, and only when nothing is on its way",
                    culprit=number,
                    remedy="publish or retire the newest version first",
                )
            made = AssetVersion(
                self.desk.ids.new("edition"),
                asset_id,
                next_number(one.number for one in there),
                earlier.body,
                by.person_id,
                self.desk.clock.now(),
                "approved",
                tuple(one for one in earlier.approved_by if one != by.person_id),
            )
            work.of(AssetVersion).add(made, self.desk.scope(by, "asset_version", "create"))
            detail = {"version": made.number, "as": number}
            work.record("asset.rolled_back", asset_id, detail)
        return made

    def set_expiry(self, asset_id: str, until: datetime | None, by: Actor) -> Asset:
        """How long an asset is valid; None for ever. What has expired is shown again.

        Raises Invalid for a moment that has passed.
        """
        if until is not None and until <= self.desk.clock.now():
            raise Invalid("must be later than now", culprit="expires_at")
        scope = self.desk.scope(by, "asset", "publish")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            state = "published" if asset.state == "expired" else asset.state
            if state != asset.state:
                self._renew(work, asset, by)
            after = evolve(asset, expires_at=until, state=state, version=asset.version + 1)
            work.of(Asset).save(after, scope, expected=asset.version)
            until_text = until.isoformat() if until else None
            work.record("asset.expiry_set", asset_id, {"until": until_text})
        return after

    def rules(self, by: Actor) -> Sequence[View]:
        """How many have to approve what."""
        with self.desk.store.read(by) as work:
            return work.of(ApprovalRule).rows(self.desk.scope(by, "approval_rule"))

    def set_rule(self, rule: ApprovalRule, by: Actor) -> ApprovalRule:
        """Sets the rule of a kind, or of all others. Raises Invalid for an unknown kind."""
        if rule.id not in (*KINDS, OTHERS):
            raise Invalid(f"no kind {rule.id!r}", culprit="kind", remedy=", ".join(KINDS))
        with self.desk.store.begin(by) as work:
            before = self._rules(work, by).get(rule.id)
            if before is None:
                work.of(ApprovalRule).add(rule, self.desk.scope(by, "approval_rule", "create"))
            else:
                rule = evolve(rule, version=before.version + 1)
                scope = self.desk.scope(by, "approval_rule", "update")
                work.of(ApprovalRule).save(rule, scope, expected=before.version)
            detail = {"needed": rule.needed, "approvers": len(rule.approvers)}
            work.record("approval_rule.set", rule.id, detail)
        return rule

    def _said(self, by: Actor, verdict: str, comment: str) -> Review:
        if len(comment) > _LONGEST:
            raise Invalid(f"is longer than {_LONGEST} characters", culprit="comment")
        return Review(by.person_id, verdict, self.desk.clock.now(), comment.strip())

    def _renew(self, work: UnitOfWork, asset: Asset, by: Actor) -> None:
        scope = self.desk.scope(by, "asset_version", "update")
        for one in self.content.versions(work, by, asset.id):
            if one.number == asset.published_version and one.state == "expired":
                work.of(AssetVersion).save(one.renew(), scope, expected=one.version)

    def _rule(self, work: UnitOfWork, by: Actor, asset_id: str) -> ApprovalRule:
        asset = work.of(Asset).load(asset_id, self._all(by, "asset"))
        return _of(self._rules(work, by), asset.kind)

    def _rules(self, work: UnitOfWork, by: Actor) -> dict[str, ApprovalRule]:
        found = work.of(ApprovalRule).load_many(self._all(by, "approval_rule"))
        return {one.id: one for one in found}

    def _waiting(
        self, asset: View, edition: View, rules: dict[str, ApprovalRule], by: Actor
    ) -> Waiting:
        rule, approvals = _of(rules, asset["kind"]), edition["approved_by"] or ()
        asked = not rule.approvers or by.person_id in rule.approvers
        mine = asked and by.person_id not in (edition["author_id"], *approvals)
        return Waiting(asset, edition, len(approvals), rule.needed, mine)

    def _all(self, by: Actor, resource: str) -> Scope:
        return system_scope(by.tenant_id, resource, "read", _REASON)


def _of(rules: dict[str, ApprovalRule], kind: str) -> ApprovalRule:
    return rules.get(kind) or rules.get(OTHERS) or ApprovalRule(OTHERS)
