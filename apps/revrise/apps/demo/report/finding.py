"""What goes with winning, in win-rate points that mean something to a reader."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from revrise.apps.demo.company import Company
from revrise.apps.demo.loop.loop import Loop
from revrise.core.attribution.question import Association
from revrise.core.bilingual import Bilingual

_ORDER = {"effect": 0, "no effect": 1, "cannot tell": 2}
_TALK = {
    "call: talk_share": Bilingual("Rep's share of talk", "销售说话占比"),
    "call: questions_open_share": Bilingual("Open among all questions", "开放式问题占比"),
    "call: longest_monologue": Bilingual("Longest monologue", "最长独白"),
    "call: patience": Bilingual("Pause before answering", "回应前的停顿"),
    "call: interactivity": Bilingual("Changes of speaker", "对话轮换频率"),
}


@frozen
class Finding:
    """`points` (with interval) is the change of the win rate in percentage points.

    For something done or not (`done`), deals with it against deals without; for a measure, per
    standard deviation `step` between reps.
    """

    key: str
    label: Bilingual
    done: bool
    found: Association
    points: float | None
    low: float | None
    high: float | None
    step: float | None


def findings(loop: Loop, company: Company) -> list[Finding]:
    """Everything asked, the surest first; a randomised rollout stands in for its course's L1."""
    keys = {one.id: f"course: {one.title.en}" for one in company.courses}
    names = {
        f"{kind}: {title.en}": Bilingual(f"{kind}: {title.en}", f"{word}：{title.zh}")
        for kind, word, titles in _titles(company)
        for title in titles
    }
    competencies = {one.id: one.name for one in company.competencies}
    drawn = [
        _finding(keys[one.course_id], names[keys[one.course_id]], one.found)
        for one in loop.rollouts
    ]
    known = {one.key for one in drawn}
    seen = [
        _finding(one.behaviour, _label(one.behaviour, names, competencies), one)
        for one in loop.insight.associations
        if one.behaviour not in known
    ]
    return sorted((*drawn, *seen), key=_rank)


def by_done(found: Sequence[Finding], *, done: bool) -> list[Finding]:
    """Only programmes (done or not), or only measures."""
    return [one for one in found if one.done is done]


def _titles(company: Company) -> Iterator[tuple[str, str, list[Bilingual]]]:
    yield "course", "课程", [one.title for one in company.courses]
    yield "practice", "练习", [one.title for one in company.scenarios]
    yield "content", "内容", [one.title for one in company.assets]


def _rank(one: Finding) -> tuple[bool, int, float, str]:
    unknown = one.points is None
    return unknown, _ORDER[one.found.verdict], -abs(one.points or 0.0), one.key


def _finding(key: str, label: Bilingual, found: Association) -> Finding:
    done = not key.startswith(("call: ", "level: "))
    scale = 100 / (found.sd or 1.0) if done else 100.0

    def points(value: float | None) -> float | None:
        return None if value is None else value * scale

    low, high = points(found.low), points(found.high)
    return Finding(
        key, label, done, found, points(found.estimate), low, high, None if done else found.sd
    )


def _label(key: str, names: dict[str, Bilingual], competencies: dict[str, Bilingual]) -> Bilingual:
    if key in names or key in _TALK:
        return names.get(key) or _TALK[key]
    kind, _, what = key.partition(": ")
    title = competencies.get(what, Bilingual(what, what))
    if kind == "level":
        return Bilingual(f"{title.en} level on calls", f"通话中的{title.zh}水平")
    return Bilingual(f"coaching: {title.en.lower()}", f"辅导：{title.zh}")
