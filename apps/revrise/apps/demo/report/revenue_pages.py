"""Pages on money: the pipeline, what moved revenue, how credit divides."""

from collections.abc import Sequence

from revrise.apps.demo.company import Company
from revrise.apps.demo.loop.loop import Loop
from revrise.apps.demo.report.credit import spreads
from revrise.apps.demo.report.finding import Finding, by_done
from revrise.apps.demo.report.page import Page
from revrise.apps.demo.report.pipeline import lines
from revrise.apps.demo.report.tongue import Tongue, percent, signed

_CHANNELS = 8


def pipeline(page: Page, t: Tongue, loop: Loop, company: Company) -> None:
    """By region and team."""
    found = lines(loop.pipeline, company)
    whole = found[-1]
    page.section(
        t(
            f"Pipeline: {whole.open:,} deals are open, worth {t.money(whole.open_value)}",
            f"商机：{whole.open:,} 个进行中，金额 {t.money(whole.open_value)}",
        )
    )
    page.table(
        [
            t("region, team", "大区、团队"),
            *(">" + head for head in (t("deals", "商机"), t("open", "进行中"), t("won", "赢单"))),
            *(">" + head for head in (t("lost", "输单"), t("win rate", "赢单率"))),
            *(">" + head for head in (t("won value", "赢单金额"), t("open value", "在谈金额"))),
        ],
        [
            (
                "  " * line.depth
                + (t("(no team)", "（无团队）") if line.name == "–" else line.name),
                *(f"{n:,}" for n in (line.deals, line.open, line.won, line.lost)),
                percent(line.win_rate),
                t.money(line.won_value),
                t.money(line.open_value),
            )
            for line in found
        ],
    )
    page.note(
        t(
            "Win rate: won among closed. Currencies stand apart, they are not converted or added.",
            "赢单率：赢单占已关闭商机的比例。不同币种分开列示，不折算、不相加。",
        )
    )


def moved(page: Page, t: Tongue, loop: Loop, found: Sequence[Finding]) -> None:
    """What goes with winning and how sure that is: programmes, then talk and levels."""
    proved = [one for one in found if one.found.grade == "L3" and one.found.verdict == "effect"]
    page.section(_answer(t, proved))
    heads = [">n", ">95 %", ">q", t("verdict", "结论")]
    page.table(
        [
            t("programme, content", "项目、内容"),
            t("grade", "等级"),
            ">" + t("points", "百分点"),
            *heads,
        ],
        [_row(t, one) for one in by_done(found, done=True)],
    )
    page.note(
        t(
            "Points of win rate, deals with it against deals without.",
            "赢单率百分点：有该项的商机与没有的相比。",
        )
    )
    page.table(
        [
            t("how reps talk", "销售如何沟通"),
            t("grade", "等级"),
            ">" + t("points", "百分点"),
            *heads,
        ],
        [_row(t, one) for one in by_done(found, done=False)],
    )
    page.note(
        t(
            "Points of win rate per standard deviation between reps on their calls until the deal "
            "closed.",
            "赢单率百分点：商机关闭前的通话中，销售之间每相差一个标准差。",
        ),
        t.say(loop.insight.assumptions[0]),
        t(
            "L3: waves drawn by chance, each rep against themselves, in the same quarter. "
            "Intervals: reps drawn anew.",
            "L3：批次随机抽取，同一季度内每位销售与自己相比。区间由重抽销售得出。",
        ),
    )


def credit(page: Page, t: Tongue, loop: Loop) -> None:
    """The spread of the models."""
    found = spreads(loop.credit)[:_CHANNELS]
    page.section(
        t(
            f"Credit for {loop.credit['conversions']:,} touched wins (L0): it divides success, it "
            "does not explain it",
            f"{loop.credit['conversions']:,} 个有触点的赢单如何归功（L0）：只是分配，不是解释",
        )
    )
    page.table(
        [
            t("touch", "触点"),
            ">" + t("share, all models", "各模型占比"),
            t("least by", "最低"),
            t("most by", "最高"),
        ],
        [
            (t.channel(one.channel), f"{one.low:.1%}–{one.high:.1%}", one.low_model, one.high_model)
            for one in found
        ],
    )


def _answer(t: Tongue, proved: Sequence[Finding]) -> str:
    if not proved:
        return t(
            "What moved revenue: no rollout has proved a cause yet; all else only goes with it",
            "什么推动了收入：尚无随机推广证明因果，其余只是与赢单同时出现",
        )
    names = "; ".join(f"{t.say(one.label)} {signed(one.points)}" for one in proved)
    return t(
        f"What moved revenue: proved by chance-drawn waves: {names} points",
        f"什么推动了收入：随机批次已证明：{names} 个百分点",
    )


def _row(t: Tongue, one: Finding) -> tuple[str, ...]:
    seen = one.found
    if one.points is None:
        why = t("everybody or nobody had it", "所有人都有或都没有")
        reason = why if seen.reason == "constant" else t("too few", "样本太少")
        return t.say(one.label), seen.grade, "–", f"{seen.n:,}", "–", "–", reason
    return (
        t.say(one.label),
        seen.grade,
        signed(one.points),
        f"{seen.n:,}",
        f"{signed(one.low)} … {signed(one.high)}",
        "–" if seen.q is None else f"{seen.q:.3f}",
        verdict(t, one),
    )


def verdict(t: Tongue, one: Finding) -> str:
    """In words: an effect only where chance drew the waves."""
    seen = one.found
    if seen.verdict == "cannot tell":
        return t.weeks(seen.weeks)
    if seen.verdict == "no effect":
        return t("too small to matter", "小到可忽略")
    if seen.grade == "L3":
        return t("effect", "有效果")
    up = (one.points or 0) > 0
    more = t("goes with winning", "与赢单同时出现")
    return more if up else t("goes with losing", "与输单同时出现")
