"""Rewards in words: the range of places, sentences of the ledger, what a run would do."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.apps.web.i18n import Words
from revrise.core.rewards.leaderboard import Place
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition
from revrise.services.rewards.page import RewardView
from revrise.services.rewards.service import RewardRun

_TEENS = range(10, 20)


def ordinal(number: int) -> str:
    """A place in English, such as `2nd` or `13th`."""
    if number % 100 in _TEENS:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def span(one: Place, _: Words) -> str:
    """A range of places: `2nd to 4th`, or one."""
    if _.locale == "zh":
        return f"{one.first}–{one.last}" if one.first != one.last else f"{one.first}"
    first, last = ordinal(one.first), ordinal(one.last)
    return first if one.first == one.last else f"{first} to {last}"


def title(view: RewardView, me: str, _: Words) -> str:
    """Where one stands, as exactly as the points of these weeks say and no more."""
    mine = next((one for one in view.standing.board.places if one.person_id == me), None)
    count = view.standing.board.entrants
    if mine:
        return _("You are %(span)s of %(count)s", span=span(mine, _), count=count)
    if view.standing.board.places:
        best = view.standing.board.places[0]
        name = view.names.get(best.person_id, "")
        return _(
            "%(name)s leads, %(span)s of %(count)s", name=name, span=span(best, _), count=count
        )
    if view.own is not None:
        return _.n("You have %(num)s point", "You have %(num)s points", view.own.balance)
    return _("Points and the rules behind them")


def level(view: RewardView, me: str) -> int:
    """How many others the data cannot tell from one, among the places that are seen."""
    mine = next((one for one in view.standing.board.places if one.person_id == me), None)
    if mine is None:
        return 0
    return mine.last - mine.first


@frozen
class Line:
    """A line of the ledger or a refusal: points, what for, why, and by which rule."""

    at: Any
    points: int
    title: str
    why: str
    granted: bool
    rule: str
    link: str | None = None
    reversal: bool = False


def lines(
    entries: Sequence[Mapping[str, Any]],
    refused: Sequence[RewardDecision],
    rules: Sequence[RewardRuleDefinition],
    _: Words,
    *,
    most: int | None = None,
) -> list[Line]:
    """Entries and refusals in one list, newest first."""
    titles = {one.id: one.title.of(_.locale) for one in rules}
    found = [_entry(row, titles, _) for row in entries]
    found += [_refusal(one, _) for one in refused]
    ordered = sorted(found, key=lambda line: line.at, reverse=True)
    return ordered[:most]


def _entry(row: Mapping[str, Any], titles: Mapping[str, str], _: Words) -> Line:
    rule = str(row.get("rule") or "")
    name = titles.get(rule.split("@", maxsplit=1)[0], rule) or _("Points")
    back = bool(row.get("reverses"))
    return Line(
        at=row["at"],
        points=row["points"],
        title=_("Reversed: %(what)s", what=name) if back else name,
        why=row.get(f"reason_{_.locale}") or _("for what you may not see"),
        granted=True,
        rule=rule,
        link=_link(row.get("source_id")),
        reversal=back,
    )


def _refusal(one: RewardDecision, _: Words) -> Line:
    return Line(
        at=one.at,
        points=0,
        title=one.rule.title.of(_.locale),
        why=one.reason.of(_.locale),
        granted=False,
        rule=one.rule.ref,
        link=_link(one.source_id),
    )


def _link(source: str | None) -> str | None:
    if source and source.startswith("deal"):
        return f"/deals/{source.split('/')[0]}"
    return None


@frozen
class Preview:
    """What a run would do by one rule."""

    rule: RewardRuleDefinition
    granted: int
    points: int
    people: int
    refused: int


def preview(run: RewardRun, rules: Sequence[RewardRuleDefinition]) -> list[Preview]:
    """New grants, people and refusals of each rule."""
    found = []
    for rule in rules:
        new = [one for one in run.granted if one.rule == rule.ref]
        no = [one for one in run.decisions if one.rule.id == rule.id and not one.granted]
        people = {one.person_id for one in new}
        found.append(Preview(rule, len(new), sum(o.points for o in new), len(people), len(no)))
    return found
