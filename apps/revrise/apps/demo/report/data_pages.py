"""Pages on what the figures rest on: consent, rows left out, the simulator's own truth."""

from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.load import Loaded
from revrise.apps.demo.loop.loop import Loop
from revrise.apps.demo.report.finding import Finding
from revrise.apps.demo.report.page import Page
from revrise.apps.demo.report.tongue import Tongue, signed
from revrise.apps.demo.report.truth import checks

_BIAS = {
    "ability": "能力",
    "motivation and ability": "动力与能力",
    "low measured skill": "起点水平低",
}


def calls(page: Page, t: Tongue, loop: Loop) -> None:
    """How many were analysed, and which consent is missing."""
    seen = loop.calls
    page.section(
        t(
            f"{seen['analysed']:,} of {seen['total']:,} calls analysed; {seen['blocked']} blocked "
            f"for want of consent, {seen['logged']:,} without a transcript",
            f"{seen['total']:,} 通电话中分析了 {seen['analysed']:,} 通；"
            f"{seen['blocked']} 通因未获同意而锁定，{seen['logged']:,} 通没有文字稿",
        )
    )
    for reason, times in seen["blocked_because"].items():
        page.note(t(f"{times} times: {reason} (the buyer)", f"{times} 次：B（客户）未同意分析"))


def crm(page: Page, t: Tongue, loaded: Loaded) -> None:
    """Rows left out with place and reason, loose ends kept."""
    report = loaded.crm
    page.section(
        t(
            f"{len(report.rejected)} rows of the customer system left out, "
            f"{len(report.warnings())} loose ends kept and named",
            f"客户系统中有 {len(report.rejected)} 行未导入，"
            f"{len(report.warnings())} 处引用不全但已保留",
        )
    )
    page.table(
        [t("file", "文件"), ">" + t("line", "行"), t("column", "列"), t("reason", "原因")],
        [(one.file, str(one.line), one.column or "–", one.reason) for one in report.rejected],
    )
    page.note(*report.warnings())


def truth(page: Page, t: Tongue, found: list[Finding], company: Company) -> None:
    """What the simulator put in, beside what was found."""
    page.section(
        t(
            "What the simulator knows: chance-drawn comparisons find it, the others may not",
            "模拟器知道的真相：随机对照能找到它，其他比较未必",
        )
    )
    page.table(
        [
            t("treatment", "措施"),
            ">" + t("true points", "真实百分点"),
            ">" + t("found", "估计"),
            ">95 %",
            t("grade", "等级"),
            t("truth inside?", "区间含真值？"),
            t("confounded by", "混杂因素"),
        ],
        [
            (
                t.say(one.label),
                signed(one.true_points),
                signed(one.finding.points),
                f"{signed(one.finding.low)} … {signed(one.finding.high)}",
                one.finding.found.grade,
                {True: t("yes", "是"), False: t("no", "否"), None: "–"}[one.covered],
                t(one.confounded_by or "–", _BIAS.get(one.confounded_by or "", "–")),
            )
            for one in checks(found, company)
        ],
    )
