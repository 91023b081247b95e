"""What the coach dashboard shows: cells as colours and words, the queue, plans off track."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.apps.web.formats import number
from revrise.apps.web.i18n import Words, marked
from revrise.core.bilingual import Language
from revrise.core.coaching.gap import ENOUGH
from revrise.core.people.competency import Competency
from revrise.ports.rubrics import Rubric
from revrise.services.coaching.heatmap import Cell, HeatMap, Row
from revrise.services.coaching.progress import ListedPlan

# How far from the target a level is, and the class of its cell; the widest first.
_SHADES = ((1.0, "hc-3"), (0.5, "hc-2"), (0.2, "hc-1"))
_ABOVE = 0.3
_PLAN_STATES: Mapping[str, tuple[str, str]] = {
    "met": (marked("target met"), "good"),
    "on_track": (marked("on track"), "good"),
    "off_track": (marked("off track"), "bad"),
    "early": (marked("too early"), "dash"),
    "proposed": (marked("proposed"), "acc"),
    "completed": (marked("completed"), "good"),
    "closed": (marked("closed"), ""),
}


@frozen
class ShownCell:
    """A cell of the heat map; `trend` is up | down | ''; `said` everything in one sentence."""

    cell: Cell | None
    shade: str
    trend: str
    said: str
    href: str


@frozen
class ShownRow:
    """A person with a cell a competency and where their plan stands."""

    row: Row
    since: str
    cells: tuple[ShownCell, ...]
    plan: ListedPlan | None


def rows(
    found: HeatMap, plans: Mapping[str, ListedPlan], locale: Language, now: datetime
) -> list[ShownRow]:
    """The rows of the heat map in its order."""
    return [
        ShownRow(
            row,
            tenure(row.hired_at, now, Words(locale)),
            tuple(_cell(row, competency, locale) for competency in found.competencies),
            plans.get(row.person_id),
        )
        for row in found.rows
    ]


def title_of(competency: Competency | None, locale: Language, otherwise: str = "") -> str:
    """A competency's title in a language."""
    if competency is None:
        return otherwise
    return competency.title_zh if locale == "zh" else competency.title_en


def shade(size: float | None) -> str:
    """The class of a cell: amber below target, blue above, dashed where nobody can tell."""
    if size is None:
        return "hn"
    below = next((name for least, name in _SHADES if round(size, 2) >= least), "")
    return below or ("hc1" if size <= -_ABOVE else "hc0")


def tenure(hired: datetime | None, now: datetime, _: Words) -> str:
    """How long somebody has been here."""
    if hired is None:
        return ""
    months = (now.year - hired.year) * 12 + now.month - hired.month
    years = months // 12
    return _("%(num)s y", num=years) if years >= 1 else _("%(num)s mo", num=max(months, 0))


def newest_open(plans: Sequence[ListedPlan]) -> dict[str, ListedPlan]:
    """Each person's newest open plan."""
    open_ = [one for one in plans if one.row["state"] in {"proposed", "accepted"}]
    return {one.row["person_id"]: one for one in reversed(open_)}


def standing(plan: ListedPlan) -> tuple[str, str]:
    """A plan's state as word and colour; an accepted plan says whether it works."""
    state = plan.row["state"]
    return _PLAN_STATES[plan.progress.state if state == "accepted" else state]


def names(
    competencies: Sequence[Competency], rubrics: Sequence[Rubric], locale: Language
) -> dict[str, str]:
    """What reasons are about, by id: competencies, and criteria of rubrics."""
    criteria = [one for rubric in rubrics for one in rubric.definition.criteria]
    found = {one.id: one.title.get(locale, one.id) for one in criteria}
    found |= {
        rubric.definition.id: rubric.definition.title.get(locale, rubric.definition.id)
        for rubric in rubrics
    }
    return found | {one.id: title_of(one, locale) for one in competencies}


def _cell(row: Row, competency: Competency, locale: Language) -> ShownCell:
    _, cell = Words(locale), row.cells.get(competency.id)
    title = title_of(competency, locale)
    href = f"/coaching/people/{row.person_id}/{competency.id}"
    if cell is None or cell.gap.current is None:
        n = cell.gap.n if cell else 0
        said = _(
            "%(who)s, %(what)s: cannot tell, %(num)s of %(least)s calls",
            who=row.name, what=title, num=n, least=ENOUGH,
        )  # fmt: skip
        return ShownCell(cell, "hn", "", said, href)
    gap, drift = cell.gap, cell.drift
    trend = "" if drift is None or not drift.sure else "up" if drift.value > 0 else "down"
    low, high = interval(gap.current, gap.margin)
    said = _(
        "%(who)s, %(what)s: %(level)s [%(low)s, %(high)s], target %(target)s",
        who=row.name,
        what=title,
        level=number(gap.current, locale, 1),
        low=number(low, locale, 1),
        high=number(high, locale, 1),
        target=number(gap.target, locale, 1),
    )
    return ShownCell(cell, shade(gap.size), trend, said, href)


def interval(level: Any, margin: Any) -> tuple[float, float]:
    """The ends of an interval, within the scale."""
    half = margin or 0.0
    return max(level - half, 1.0), min(level + half, 5.0)
