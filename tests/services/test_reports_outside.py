"""A report is never silently less: what the reader may not see is a number, from five on."""

import pytest
from tests.services.conftest import World

from revrise.core.content.asset import Asset
from revrise.services.reports.assessments import AssessmentLog
from revrise.services.reports.content import ContentFreshness
from revrise.services.reports.service import Reports


@pytest.fixture
def reports(world: World) -> Reports:
    sources = {
        "content-freshness": ContentFreshness(world.desk),
        "ai-assessments": AssessmentLog(world.desk),
    }
    return Reports(world.desk, sources)


def put(world: World, number: int, first: int = 0) -> None:
    world.put(
        *(
            Asset(f"a{one}", "playbook", f"Title {one}", "enb")
            for one in range(first, first + number)
        )
    )


def told(
    reports: Reports, name: str, world: World, who: str | None
) -> list[tuple[str, int | None]]:
    return [(one.called.en, one.count) for one in reports.make(name, world.by(who)).outside]


def test_who_reads_no_content_is_told_how_much_there_is_but_no_small_number(
    world: World, reports: Reports
) -> None:
    assert told(reports, "content-freshness", world, "admin") == []
    put(world, 4)
    assert told(reports, "content-freshness", world, "admin") == [("Content", None)]
    put(world, 3, 4)
    found = reports.make("content-freshness", world.by("admin"))
    assert (list(found.rows), [one.count for one in found.outside]) == ([], [7])
    assert list(found.lines("zh"))[-1][:2] == ("#outside: 内容", "7")
    whole = reports.make("content-freshness", world.by(None))
    assert (len(whole.rows), list(whole.outside)) == (7, [])
    assert whole.lines("en") == list(whole.rows)


def test_a_report_of_nothing_one_may_see_is_empty_and_not_refused(
    world: World, reports: Reports
) -> None:
    found = reports.make("ai-assessments", world.by("admin"))
    assert (list(found.rows), list(found.outside)) == ([], [])
