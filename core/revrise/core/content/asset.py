"""An asset of the library and its immutable versions.

draft → in_review → approved → published → expired | retired. A reader always gets the newest
published version; a pinned link stays on its version.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.errors import Refused

MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"in_review", "retired"}),
    "in_review": frozenset({"draft", "approved"}),
    "approved": frozenset({"published", "retired"}),
    "published": frozenset({"expired", "retired"}),
    "expired": frozenset({"retired"}),
    "retired": frozenset(),
}
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
class AssetVersion:
    """One edition; its text never changes once published. `number` is semantic (`1.2.0`)."""

    id: str
    asset_id: str
    number: str
    body: str
    author_id: str
    created_at: datetime
    state: str = "draft"
    approved_by: tuple[str, ...] = ()
    published_at: datetime | None = None
    version: int = 1

    def submit(self) -> "AssetVersion":
        """Asks for review."""
        return self._move("in_review")

    def send_back(self) -> "AssetVersion":
        """Not approved as it is: its author goes on with it."""
        return self._move("draft")

    def approve(self, by: str) -> "AssetVersion":
        """Approved by somebody else than its author. Raises Refused for the author."""
        if by == self.author_id:
            raise Refused(
                "the author may not approve their own version",
                culprit=self.number,
                remedy="ask somebody else",
            )
        return evolve(self._move("approved"), approved_by=(*self.approved_by, by))

    def publish(self, at: datetime) -> "AssetVersion":
        """Shows it to its audience from now on."""
        return evolve(self._move("published"), published_at=at)

    def expire(self) -> "AssetVersion":
        """Its time is over."""
        return self._move("expired")

    def retire(self) -> "AssetVersion":
        """Takes it away for good."""
        return self._move("retired")

    def _move(self, to: str) -> "AssetVersion":
        if to not in MOVES[self.state]:
            allowed = ", ".join(sorted(MOVES[self.state])) or "nothing"
            raise Refused(
                f"a version that is {self.state} cannot become {to}",
                culprit=self.number,
                remedy=f"it can become {allowed}",
            )
        return evolve(self, state=to, version=self.version + 1)


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
