"""The report: the answer first, then what to do, then the evidence."""

from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.load import Loaded
from revrise.apps.demo.loop.loop import Loop
from revrise.apps.demo.report import data_pages, people_pages, revenue_pages
from revrise.apps.demo.report.finding import Finding, findings
from revrise.apps.demo.report.page import Page
from revrise.apps.demo.report.tongue import Tongue, percent
from revrise.core.bilingual import Language


def show(
    page: Page,
    company: Company,
    loaded: Loaded,
    loop: Loop,
    language: Language,
    *,
    truth: bool = False,
) -> None:
    """Every page; `truth` adds what only the simulator knows."""
    t, found = Tongue.of(language, company), findings(loop, company)
    page.title(_answer(t, loop, company, found), _advice(t, loop, company))
    revenue_pages.pipeline(page, t, loop, company)
    people_pages.gaps(page, t, loop)
    people_pages.plans(page, t, loop)
    people_pages.boards(page, t, loop)
    people_pages.points(page, t, loop)
    revenue_pages.moved(page, t, loop, found)
    revenue_pages.credit(page, t, loop)
    data_pages.calls(page, t, loop)
    data_pages.crm(page, t, loaded)
    if truth:
        data_pages.truth(page, t, found, company)


def _answer(t: Tongue, loop: Loop, company: Company, found: list[Finding]) -> str:
    won, closed = loop.pipeline["won"], loop.pipeline["won"] + loop.pipeline["lost"]
    rate = percent(loop.pipeline["win_rate"])
    proved = sum(one.found.grade == "L3" and one.found.verdict == "effect" for one in found)
    along = sum(one.found.grade != "L3" and one.found.verdict == "effect" for one in found)
    unknown = sum(one.found.verdict == "cannot tell" for one in found)
    return t(
        f"{company.name.en} won {won:,} of {closed:,} closed deals ({rate}). {proved} causes of "
        f"winning are proved, {along} things go with it, {unknown} cannot be told yet.",
        f"{company.name.zh}在 {closed:,} 个已关闭商机中赢得 {won:,} 个（{rate}）。"
        f"已证明的赢单原因 {proved} 个，与输赢同时出现的因素 {along} 个，"
        f"尚无法判断的 {unknown} 个。",
    )


def _advice(t: Tongue, loop: Loop, company: Company) -> str:
    parts = []
    if loop.gaps:
        first = loop.gaps[0]
        parts.append(
            t(
                f"coach {first.person} on {first.competency.lower()} first",
                f"先辅导{first.person}的{t.name(first.competency)}",
            )
        )
    titles = {one.id: one.title for one in company.courses}
    for one in loop.rollouts:
        if one.next_wave:
            name = t.say(titles[one.course_id])
            parts.append(
                t(
                    f"start the {one.next_wave:%Y-%m-%d} wave of “{name}” as drawn "
                    f"({one.waiting} reps)",
                    f"“{name}”{one.next_wave.month} 月 {one.next_wave.day} 日一批"
                    f"（{one.waiting} 人）按抽签结果开课",
                )
            )
    joined = t("; ", "；").join(parts)
    return t(f"Do next: {joined}.", f"下一步：{joined}。")
