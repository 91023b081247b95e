"""Pages on people: gaps with evidence, plans, places and points."""

from revrise.apps.demo.loop.loop import Loop
from revrise.apps.demo.report.page import Page
from revrise.apps.demo.report.rules import by_rule
from revrise.apps.demo.report.tongue import Tongue, signed
from revrise.services.coaching.gaps import GapView

_TOP = 3


def gaps(page: Page, t: Tongue, loop: Loop) -> None:
    """Whom to help first, and the words that show it."""
    first = loop.gaps[0] if loop.gaps else None
    if first is None:
        page.section(t("Gaps: none known yet; add calls", "差距：尚无数据，请先添加通话"))
        return
    page.section(
        t(
            f"Widest gap: {first.person} in {first.competency.lower()}, "
            f"{first.gap.current} against a target of {first.gap.target}",
            f"最大差距：{first.person} 的{t.name(first.competency)}，"
            f"当前 {first.gap.current}，目标 {first.gap.target}",
        )
    )
    page.table(
        [
            t("person", "人员"),
            t("competency", "能力"),
            ">" + t("level", "水平"),
            ">" + t("trend", "趋势"),
            ">" + t("calls", "通话"),
            t("what was said, because …", "原话与理由"),
        ],
        [
            (
                view.person,
                t.name(view.competency),
                f"{view.gap.current:.1f} ± {view.gap.margin:.1f}",
                signed(view.gap.trend),
                str(view.gap.n),
                _evidence(t, view),
            )
            for view in loop.gaps
        ],
    )
    page.note(
        t(
            "Levels 1–5 with a 95 % interval; the surely wide come first. Quotes only where all "
            "on the call agreed to coaching.",
            "水平 1–5，附 95% 区间；把握最大的排在前面。只引用各方均同意用于辅导的通话。",
        )
    )


def plans(page: Page, t: Tongue, loop: Loop) -> None:
    """Plans proposed; the rep accepts."""
    page.section(
        t(
            f"{len(loop.plans)} coaching plans proposed; each waits for the rep to accept",
            f"已提出 {len(loop.plans)} 个辅导计划，等待销售本人接受",
        )
    )
    page.table(
        [
            t("for", "对象"),
            t("by", "教练"),
            t("from → to", "起点 → 目标"),
            t("until", "截止"),
            t("actions", "行动"),
        ],
        [
            (
                one.gap.person,
                one.coach,
                f"{t.name(one.gap.competency)} {one.plan.baseline} → {one.plan.target}",
                f"{one.plan.due_at:%Y-%m-%d}",
                "\n".join(_action(t, each.kind, each.title) for each in one.plan.actions),
            )
            for one in loop.plans
        ],
    )


def boards(page: Page, t: Tongue, loop: Loop) -> None:
    """The first three of every team, with the places chance leaves them."""
    newest: dict[str, str] = {}
    for row in loop.ledger:
        newest.setdefault(row["person_id"], row[f"reason_{t.language}"])
    weeks = {(one.end - one.start).days // 7 for one in loop.boards.values()}
    page.section(
        t(
            f"Leaderboard of the last {max(weeks, default=0)} weeks, within each team: places are "
            "ranges, the data supports no more",
            f"近 {max(weeks, default=0)} 周各团队排行：名次是区间，数据只支持到这里",
        )
    )
    page.table(
        [
            t("team", "团队"),
            t("person", "人员"),
            t("place", "名次"),
            ">" + t("points", "积分"),
            t("newest, because", "最近一次，因为"),
        ],
        [
            (
                team if index == 0 else "",
                board.names.get(place.person_id, place.person_id),
                t.places(place.first, place.last),
                f"{board.points[place.person_id]:,}",
                newest.get(place.person_id, "–"),
            )
            for team, board in loop.boards.items()
            for index, place in enumerate(board.board.places[:_TOP])
        ],
    )


def points(page: Page, t: Tongue, loop: Loop) -> None:
    """By rule: why, why not, what next."""
    rules = by_rule(loop.rewards.decisions)
    page.section(
        t(
            f"{sum(one.points for one in rules):,} points, each with its reason; "
            f"{sum(one.refused for one in rules):,} refusals say why not and what next",
            f"共 {sum(one.points for one in rules):,} 积分，每笔都有理由；"
            f"{sum(one.refused for one in rules):,} 次未发放，均说明原因和下一步",
        )
    )
    page.table(
        [
            t("rule", "规则"),
            ">" + t("granted", "发放"),
            ">" + t("points", "积分"),
            ">" + t("refused", "未发放"),
            t("why not, what next", "为何没有、下一步"),
        ],
        [
            (
                t.say(one.title),
                f"{one.granted:,}",
                f"{one.points:,}",
                f"{one.refused:,}",
                f"{t.say(one.why_not)} {t.say(one.what_next)}" if one.why_not else "–",
            )
            for one in rules
        ],
    )


def _evidence(t: Tongue, view: GapView) -> str:
    if not view.quotes:
        return t("no words may be quoted", "没有可引用的原话")
    return "\n".join(
        f"“{quote.text}”\n  {t.say(quote.why)} ({quote.call}, {quote.at:%Y-%m-%d})"
        for quote in view.quotes
    )


def _action(t: Tongue, kind: str, title: str) -> str:
    kinds = {
        "course": t("take the course", "学习课程"),
        "scenario": t("practise", "练习"),
        "listening": t("listen together", "一起回听"),
        "one_on_one": t("meet", "面谈"),
        "asset": t("read", "阅读"),
    }
    return f"{kinds.get(kind, kind)}: {t.name(title)}"
