"""docs/pipelines.md names what a worker does by itself: all of it, when it does it, and no more."""

import re
from pathlib import Path

import pytest

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Intake, Settings
from revrise.apps.worker.tasks import schedules

TEXT = (Path(__file__).parents[2] / "docs" / "pipelines.md").read_text(encoding="utf-8")


def rows(head: str) -> list[list[str]]:
    table = TEXT.split(f"{head}\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines()[1:]]


def said(cron: str) -> str:
    minute, hour = cron.split()[:2]
    if hour != "*":
        return f"{int(hour):02}:{int(minute):02}"
    return "every minute" if minute == "*" else f":{int(minute):02}"


@pytest.fixture
def app(tmp_path: Path):
    folder = tmp_path / "calls"
    folder.mkdir()
    made = RevRise(Settings(data_dir=str(tmp_path), intake=Intake(folder=str(folder))))
    yield made
    made.engine.dispose()


def test_every_schedule_stands_there_with_its_time(app: RevRise) -> None:
    told = [
        (when, re.findall(r"`(.*)`", task)[0])
        for when, task, _ in rows("| schedule (UTC) | task | does |")
    ]
    assert sorted(told) == sorted((said(one.cron), one.task) for one in schedules(app))


def test_every_handler_of_events_stands_there_in_order(app: RevRise) -> None:
    names = [name for name, *_ in rows("| handler | does | twice? |")]
    assert names == [one.name for one in app.flow.relay.handlers]
