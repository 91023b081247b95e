"""Which calls a list, a search or a file asks for; the same names at every door."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen

from revrise.core.conversations.objections import CATEGORIES
from revrise.core.errors import Invalid
from revrise.core.governance.rule import All, Cell, Column, Compare, Const, Rule, where

ANY = "any"
# What an address, a file and a command may say of what was measured or done with a call.
REVIEWED, AT_LEAST, BELOW, OBJECTIONS = "reviewed", "talk_share.gte", "talk_share.lt", "objections"
MEASURED = (REVIEWED, AT_LEAST, BELOW, OBJECTIONS)
_TRUTHS = {"true": True, "false": False}


def _category(_: object, __: object, value: str | None) -> None:
    if value not in (None, ANY, *CATEGORIES):
        raise Invalid(f"must be {ANY}, {', '.join(CATEGORIES)}", culprit=OBJECTIONS)


@frozen
class CallFilter:
    """Which calls; None is any. `below` keeps calls with a scorecard under that score.

    `reviewed`: somebody gave a score of their own. Talk shares are 0 to 1, from one up to
    below the other. `objection` is one of CATEGORIES that was heard, or ANY.
    `tracker` is the id of one in force that was met in them. Raises Invalid for another category.
    """

    rep_id: str | None = None
    language: str | None = None
    state: str | None = None
    deal_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    below: float | None = None
    team_id: str | None = None
    account_id: str | None = None
    tracker: str | None = None
    reviewed: bool | None = None
    talk_share_from: float | None = None
    talk_share_below: float | None = None
    objection: str | None = field(default=None, validator=_category)

    @property
    def rule(self) -> Rule:
        """All of it but score and tracker, which are no columns of a call."""
        named: dict[str, Cell] = {
            "owner_id": self.rep_id,
            "language": self.language,
            "state": self.state,
        }
        named |= {"deal_id": self.deal_id, "team_id": self.team_id, "account_id": self.account_id}
        named |= {"reviewed": self.reviewed}
        parts = [where(**{name: value for name, value in named.items() if value is not None})]
        if self.since is not None:
            parts.append(Compare(">=", Column("started_at"), Const(self.since)))
        if self.until is not None:
            parts.append(Compare("<", Column("started_at"), Const(self.until)))
        return All((*parts, *self._measured))

    @property
    def _measured(self) -> Iterator[Rule]:
        """By what was measured; a call that was not measured fits no such filter."""
        share = Column("talk_share")
        if self.talk_share_from is not None:
            yield Compare(">=", share, Const(self.talk_share_from))
        if self.talk_share_below is not None:
            yield Compare("<", share, Const(self.talk_share_below))
        if self.objection == ANY:
            yield Compare("!=", Column("objections"), Const(""))
        elif self.objection is not None:
            yield Compare("has", Column("objections"), Const(self.objection))


def measured(asked: Mapping[str, str]) -> dict[str, Any]:
    """The parts of a CallFilter that MEASURED names say. Raises Invalid for what none can be."""
    found: dict[str, Any] = {}
    if text := asked.get(REVIEWED):
        if text not in _TRUTHS:
            raise Invalid("must be true or false", culprit=REVIEWED)
        found["reviewed"] = _TRUTHS[text]
    for name, part in ((AT_LEAST, "talk_share_from"), (BELOW, "talk_share_below")):
        if text := asked.get(name):
            found[part] = _share(name, text)
    if text := asked.get(OBJECTIONS):
        _category(None, None, text)
        found["objection"] = text
    return found


def _share(name: str, text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise Invalid("must be 0 to 1", culprit=name)
    return share
