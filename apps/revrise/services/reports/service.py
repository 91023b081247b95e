"""Reports by their names, for who may read reports and what is in them."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk
from revrise.services.reports import access, assessments, content, privacy
from revrise.services.reports.report import Heading, Outside, Report


class Source(Protocol):
    """Where the rows of a report come from."""

    def rows(self, by: Actor) -> Sequence[Sequence[Any]]:
        """All of them, as far as the reader may see. Raises Refused."""
        ...

    def outside(self, by: Actor, /) -> Sequence[Outside]:
        """What the rows leave out."""
        ...


@frozen
class Offered:
    """A report there is: its title, what it answers, its columns."""

    name: str
    title: Bilingual
    about: Bilingual
    columns: tuple[Heading, ...]


OFFERED: Mapping[str, Offered] = {
    one.name: one
    for one in (
        Offered(
            "access-review",
            Bilingual("Access review", "访问权限审查"),
            Bilingual(
                "Who may what, how far, and which rights nobody used in 90 days.",
                "谁可以做什么、范围多大，以及 90 天内未使用的权限。",
            ),
            access.COLUMNS,
        ),
        Offered(
            "consent-coverage",
            Bilingual("Consent coverage", "同意覆盖情况"),
            Bilingual(
                "Calls by purpose and place: allowed, withdrawn or missing.",
                "按目的和地区统计通话：允许、已撤回或缺失。",
            ),
            privacy.CONSENT,
        ),
        Offered(
            "content-freshness",
            Bilingual("Content freshness", "内容时效"),
            Bilingual(
                "Content by state: expiring, expired, never reviewed, unused.",
                "按状态列出内容：即将到期、已到期、从未审核、未使用。",
            ),
            content.COLUMNS,
        ),
        Offered(
            "ai-assessments",
            Bilingual("Assessments by machine", "自动评分日志"),
            Bilingual(
                "Each with its rubric's version, and what people made of it.",
                "每次评分的标准版本，以及人工复核、异议和改判。",
            ),
            assessments.COLUMNS,
        ),
        Offered(
            "retention-due",
            Bilingual("Retention due", "到期数据"),
            Bilingual(
                "What has had its time, class by class, and what is on hold.",
                "按类别列出已到保留期限的数据，以及被保留的部分。",
            ),
            privacy.RETENTION,
        ),
    )
}


@frozen
class Reports:
    """`sources` by the names of OFFERED."""

    desk: Desk
    sources: Mapping[str, Source]

    def offered(self, by: Actor) -> Sequence[Offered]:
        """Every report. Raises Refused for who may not read reports."""
        self.desk.scope(by, "report")
        return tuple(OFFERED.values())

    def make(self, name: str, by: Actor) -> Report:
        """A report as of now. Raises NotFound, Refused for who may not see what is in it."""
        self.desk.scope(by, "report")
        if name not in OFFERED:
            raise NotFound(f"no report {name}", remedy=f"there are: {', '.join(OFFERED)}")
        wanted = OFFERED[name]
        rows, left = self.sources[name].rows(by), self.sources[name].outside(by)
        return Report(name, wanted.title, self.desk.clock.now(), wanted.columns, rows, left)

    def takes(self, report: Report, form: str, by: Actor) -> None:
        """Writes down that somebody takes a report away as a file."""
        self.desk.scope(by, "report")
        with self.desk.store.begin(by) as work:
            detail = {"resource": "report", "format": form, "rows": len(report.rows)}
            work.record("export.made", report.name, detail)
