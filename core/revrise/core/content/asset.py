"""An asset of the library and its immutable versions.

draft → in_review → approved → published → expired | retired; the steps are in `lifecycle`. A
reader always gets the newest published version; a pinned link stays on its version.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.content.approval import ApprovalRule, Review
from revrise.core.content.lifecycle import after
from revrise.core.errors import Invalid, Refused

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

    def publish(self, edition: "AssetVersion", now: datetime | None = None) -> "Asset":
        """The asset showing a published version of itself; a day that is over by now is dropped."""
        if edition.asset_id != self.id or edition.state != "published":
            raise Refused(f"version {edition.number} of {edition.asset_id} is not published")
        over = now is not None and self.expires_at is not None and self.expires_at <= now
        return evolve(
            self,
            state="published",
            published_version=edition.number,
            expires_at=None if over else self.expires_at,
            version=self.version + 1,
        )


@frozen
class AssetVersion:
    """One edition; its text never changes once published. `number` is semantic (`1.2.0`).

    `approved_by` are those who approved it as it stands; `reviews` every step taken with it.
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

    @property
    def shown_once(self) -> bool:
        """Whether readers have had it before them: from then on only its state changes."""
        return self.published_at is not None or self.state in ("published", "expired")

    @property
    def submitted_at(self) -> datetime:
        """Since when it waits for review."""
        asked = [one.at for one in self.reviews or () if one.verdict == "submit"]
        return asked[-1] if asked else self.created_at

    def submit(self, by: str = "", at: datetime | None = None) -> "AssetVersion":
        """Asks for review."""
        said = Review(by, "submit", at or self.created_at)
        return evolve(self._move("submit", said), approved_by=())

    def withdraw(self, by: str, at: datetime | None = None) -> "AssetVersion":
        """Its author goes on with it. Raises Refused for anybody else."""
        if by != self.author_id:
            raise Refused("only its author withdraws a version", culprit=self.number)
        said = Review(by, "withdraw", at or self.created_at)
        return evolve(self._move("withdraw", said), approved_by=())

    def send_back(
        self, review: Review, rule: ApprovalRule | None = None, roles: Collection[str] = ()
    ) -> "AssetVersion":
        """Not approved as it is: its author goes on with it, and approvals so far are void.

        Raises Invalid without a reason, Refused for who is not asked.
        """
        if not review.comment.strip():
            raise Invalid("say what is to be changed", culprit="comment")
        back = evolve(self._move("send_back", review), approved_by=())
        self._asked(review.by, rule, roles)
        return back

    def approve(
        self,
        review: Review,
        rule: ApprovalRule,
        roles: Collection[str] = (),
        writers: Collection[str] = (),
    ) -> "AssetVersion":
        """One more approval; approved once there are as many as the rule wants.

        `roles` are those of who approves, `writers` whoever wrote what nobody has approved yet.
        Raises Refused for its author and writers, for who approved it already, in whatever role,
        and for who is not asked.
        """
        if review.by == self.author_id or review.by in writers:
            raise Refused(
                "the author may not approve their own version",
                culprit=self.number,
                remedy="ask somebody else",
            )
        approvals = (*self.approved_by, review.by)
        last = len(approvals) >= rule.needed
        approved = self._move("approve" if last else "agree", review)
        if review.by in self.approved_by:
            raise Refused("you have approved it already", culprit=self.number)
        self._asked(review.by, rule, roles)
        return evolve(approved, approved_by=approvals)

    def _asked(self, by: str, rule: ApprovalRule | None, roles: Collection[str]) -> None:
        if rule is not None and not rule.asks(by, roles):
            raise Refused(
                "others are asked to approve this kind",
                culprit=self.number,
                remedy="see the approval rules",
            )

    def publish(self, at: datetime, by: str = "") -> "AssetVersion":
        """Shows it to its audience from now on."""
        return evolve(self._move("publish", Review(by, "publish", at)), published_at=at)

    def expire(self, review: Review | None = None) -> "AssetVersion":
        """Its time is over."""
        return self._move("expire", review)

    def renew(self, review: Review | None = None) -> "AssetVersion":
        """Shown again after its time was over."""
        return self._move("renew", review)

    def retire(self, review: Review | None = None) -> "AssetVersion":
        """Takes it away for good."""
        return self._move("retire", review)

    def again(self, new_id: str, number: str, review: Review) -> "AssetVersion":
        """Its text as a new version, with its author and its approvals, to be published.

        Raises Refused for what was never published.
        """
        if not self.shown_once:
            raise Refused(
                "only what was published comes back",
                culprit=self.number,
                remedy="choose a version that was published",
            )
        return evolve(
            self,
            id=new_id,
            number=number,
            created_at=review.at,
            state="approved",
            published_at=None,
            reviews=(review,),
            version=1,
        )

    def checked(self, then: "AssetVersion") -> "AssetVersion":
        """What it becomes. Raises Refused where that is another text, once it was published."""
        if self.shown_once and any(getattr(self, one) != getattr(then, one) for one in FIXED):
            raise Refused(
                "a published version never changes",
                culprit=self.number,
                remedy="make a new version",
            )
        return then

    def _move(self, step: str, review: Review | None = None) -> "AssetVersion":
        state = after(self.state, step, self.number)
        said = (*(self.reviews or ()), *([review] if review else []))
        return evolve(self, state=state, reviews=said, version=self.version + 1)


FIXED = ("asset_id", "number", "body", "author_id", "created_at", "approved_by", "published_at")
"""What never changes of a published version; the database refuses it too."""


def unapproved_writers(editions: Iterable[AssetVersion]) -> frozenset[str]:
    """Who wrote any version since the one published last: none of them approves the newest."""
    found: set[str] = set()
    for edition in editions:
        found = set() if edition.shown_once else {*found, edition.author_id}
    return frozenset(found)


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


def next_number(existing: Iterable[str]) -> str:
    """The next semantic version: the minor number goes up."""
    numbers = [tuple(int(part) for part in number.split(".")) for number in existing]
    if not numbers:
        return "1.0.0"
    first, second, _ = max(numbers)
    return f"{first}.{second + 1}.0"
