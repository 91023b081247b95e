"""An asset of the library and its immutable versions.

draft → in_review → approved → published → expired | retired. A reader always gets the newest
published version; a pinned link stays on its version.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.errors import Invalid, Refused

MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"in_review", "retired"}),
    "in_review": frozenset({"draft", "approved"}),
    "approved": frozenset({"published", "retired"}),
    "published": frozenset({"expired", "retired"}),
    "expired": frozenset({"published", "retired"}),
    "retired": frozenset(),
}
_MOST = 5
KINDS = ("playbook", "battlecard", "case_study", "one_pager", "deck", "demo_video", "template")


@frozen
class Asset:
    """What the library lists. `tags` by facet (industry, persona, stage, competitor …)."""

    id: str
    kind: str
    title: str
    owner_id: str
    language: str = "en"
    state: str = "draft"
    tags: Mapping[str, str] = Factory(dict)
    published_version: str | None = None
    expires_at: datetime | None = None
    version: int = 1

    def publish(self, edition: "AssetVersion") -> "Asset":
        """The asset showing a published version of itself."""
        if edition.asset_id != self.id or edition.state != "published":
            raise Refused(f"version {edition.number} of {edition.asset_id} is not published")
        return evolve(
            self, state="published", published_version=edition.number, version=self.version + 1
        )


@frozen
class Review:
    """What somebody said of a version: approve | return, and why."""

    by: str
    verdict: str
    at: datetime
    comment: str = ""


@frozen
class AssetVersion:
    """One edition; its text never changes once published. `number` is semantic (`1.2.0`).

    `approved_by` are those who approved it as it stands; `reviews` everything said of it.
    """

    id: str
    asset_id: str
    number: str
    body: str
    author_id: str
    created_at: datetime
    state: str = "draft"
    approved_by: tuple[str, ...] = ()
    published_at: datetime | None = None
    reviews: tuple[Review, ...] = ()
    version: int = 1

    def submit(self) -> "AssetVersion":
        """Asks for review."""
        return self._move("in_review")

    def withdraw(self, by: str) -> "AssetVersion":
        """Its author goes on with it. Raises Refused for anybody else."""
        if by != self.author_id:
            raise Refused("only its author withdraws a version", culprit=self.number)
        return evolve(self._move("draft"), approved_by=())

    def send_back(self, review: Review) -> "AssetVersion":
        """Not approved as it is: its author goes on with it, and approvals so far are void."""
        if not review.comment.strip():
            raise Invalid("say what is to be changed", culprit="comment")
        said = (*self.reviews, review)
        return evolve(self._move("draft"), approved_by=(), reviews=said)

    def approve(self, review: Review, rule: "ApprovalRule") -> "AssetVersion":
        """One more approval; approved once there are as many as the rule wants.

        Raises Refused for its author, for who approved it already and for who is not asked.
        """
        self._check_approver(review.by, rule)
        approvals, said = (*self.approved_by, review.by), (*self.reviews, review)
        if len(approvals) < rule.needed:
            return evolve(self, approved_by=approvals, reviews=said, version=self.version + 1)
        return evolve(self._move("approved"), approved_by=approvals, reviews=said)

    def _check_approver(self, by: str, rule: "ApprovalRule") -> None:
        if by == self.author_id:
            raise Refused(
                "the author may not approve their own version",
                culprit=self.number,
                remedy="ask somebody else",
            )
        if self.state != "in_review":
            raise self._refusal("approved")
        if by in self.approved_by:
            raise Refused("you have approved it already", culprit=self.number)
        if rule.approvers and by not in rule.approvers:
            raise Refused(
                "others are asked to approve this kind",
                culprit=self.number,
                remedy="see the approval rules",
            )

    def renew(self) -> "AssetVersion":
        """Shown again after its time was over."""
        if self.state != "expired":
            raise self._refusal("published")
        return self._move("published")

    def publish(self, at: datetime) -> "AssetVersion":
        """Shows it to its audience from now on."""
        if self.state != "approved":
            raise self._refusal("published")
        return evolve(self._move("published"), published_at=at)

    def expire(self) -> "AssetVersion":
        """Its time is over."""
        return self._move("expired")

    def retire(self) -> "AssetVersion":
        """Takes it away for good."""
        return self._move("retired")

    def _move(self, to: str) -> "AssetVersion":
        if to not in MOVES[self.state]:
            raise self._refusal(to)
        return evolve(self, state=to, version=self.version + 1)

    def _refusal(self, to: str) -> Refused:
        allowed = ", ".join(sorted(MOVES[self.state])) or "nothing"
        return Refused(
            f"a version that is {self.state} cannot become {to}",
            culprit=self.number,
            remedy=f"it can become {allowed}",
        )


@frozen
class ApprovalRule:
    """How many have to approve assets of a kind (`id`; `*` for all others), and who is asked.

    Without named `approvers` everybody who may approve content is asked.
    """

    id: str
    needed: int = 1
    approvers: tuple[str, ...] = ()
    version: int = 1

    def __attrs_post_init__(self) -> None:
        """Raises Invalid where so many could never approve."""
        if not 1 <= self.needed <= _MOST:
            raise Invalid(f"must be 1 to {_MOST}", culprit="needed")
        if self.approvers and len(set(self.approvers)) < self.needed:
            raise Invalid("fewer people are named than have to approve", culprit="approvers")


@frozen
class AssetUse:
    """Somebody viewed, shared or used an asset, perhaps on a deal."""

    id: str
    asset_id: str
    person_id: str
    team_id: str | None
    action: str
    at: datetime
    deal_id: str | None = None
    version: int = 1


def next_number(existing: Iterable[str], *, major: bool = False) -> str:
    """The next semantic version: the minor number goes up, or the major one."""
    numbers = [tuple(int(part) for part in number.split(".")) for number in existing]
    if not numbers:
        return "1.0.0"
    first, second, _ = max(numbers)
    return f"{first + 1}.0.0" if major else f"{first}.{second + 1}.0"
