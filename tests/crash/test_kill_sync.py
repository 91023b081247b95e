"""`crm sync` killed with -9 at random moments and run again loses nothing and doubles nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support import crm_folder

pytestmark = pytest.mark.crash
DEALS, PAGES = 3_600, 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> crm_folder.CrmFolder:
    return crm_folder.write(tmp_path_factory.mktemp("crm") / "folder", DEALS, PAGES)


@pytest.mark.parametrize(("engine", "kills"), [("sqlite", 25), ("postgres", 5)])
def test_a_killed_sync_ends_like_one_nobody_killed(
    request: pytest.FixtureRequest,
    folder: crm_folder.CrmFolder,
    engine: str,
    kills: int,
    tell: Callable[[str], None],
) -> None:
    make: Callable[..., Any] = request.getfixturevalue(f"{engine}_reaper")
    reaper = make(folder.args, seed=20_260_301)
    whole, ran = reaper.whole()
    assert {kind: whole["counts"][kind] for kind in ("team", "account", "deal")} == {
        kind: folder.counts[kind] for kind in ("team", "account", "deal")
    }
    assert whole["counts"]["person"] == folder.counts["person"] + 1  # and the local owner
    assert_sound(whole)
    for state in reaper.harass(kills, ran.seconds):
        assert state == whole
    tell(f"crm sync on {engine}: {reaper.told()}; {sum(whole['counts'].values()):,} rows each")


def assert_sound(state: dict[str, Any]) -> None:
    """Nothing twice, the chain whole, and for every unit of work its event."""
    assert (state["doubled"], state["unsound"], state["breach"]) == ({}, [], None)
    synced = {said: n for said, n in state["entries"].items() if ".synced" in said}
    assert state["events"] == synced


def test_what_a_killed_sync_had_committed_is_not_read_as_new(
    sqlite_reaper: Callable[..., Any], folder: crm_folder.CrmFolder, tmp_path: Path
) -> None:
    """The re-run counts what is there as unchanged: committed pages are not written again."""
    from tests.support.commands import Command

    reaper = sqlite_reaper(folder.args, seed=1)
    _, ran = reaper.whole()
    env = {"REVRISE_DATABASE_URL": f"sqlite:///{tmp_path}/late.sqlite"}
    for _ in range(5):
        if reaper.commands.run(Command(folder.args, env, ran.seconds * 0.9)).killed:
            break
    report = reaper.commands.run(Command(folder.args, env)).json()
    total = sum(folder.counts.values())
    assert report["created"] + report["unchanged"] == report["read"] == total
    assert report["updated"] == 0
    assert report["unchanged"] > 0
