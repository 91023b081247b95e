"""`calls add` killed with -9 at random moments and run again loses nothing and doubles nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support import call_files

pytestmark = pytest.mark.crash
CALLS = 60
ADDED = 'call.added {"person": "per_owner"}'


@pytest.fixture(scope="module")
def args(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    files = call_files.write(tmp_path_factory.mktemp("calls") / "folder", CALLS)
    return ["calls", "add", *map(str, files), "--seller", "Alice", "--consent", "all-party"]


@pytest.mark.parametrize(("engine", "kills"), [("sqlite", 25), ("postgres", 5)])
def test_killed_adding_ends_like_adding_nobody_killed(
    request: pytest.FixtureRequest,
    args: list[str],
    engine: str,
    kills: int,
    tell: Callable[[str], None],
) -> None:
    make: Callable[..., Any] = request.getfixturevalue(f"{engine}_reaper")
    reaper = make(args, seed=20_260_302)
    whole, ran = reaper.whole()
    assert whole["counts"]["call"] == whole["counts"]["call_transcript"] == CALLS
    assert_sound(whole)
    for state in reaper.harass(kills, ran.seconds):
        assert state == whole
    tell(f"calls add on {engine}: {reaper.told()}; {sum(whole['counts'].values()):,} rows each")


def assert_sound(state: dict[str, Any]) -> None:
    """Nothing twice, the chain whole, and for every call its event and its entry."""
    assert (state["doubled"], state["unsound"], state["breach"]) == ({}, [], None)
    added = sum(n for said, n in state["entries"].items() if said.startswith("call.added "))
    assert added == CALLS
    scored = 'call.scored {"person": "per_owner", "scorecards": 2}'
    assert state["events"] == {ADDED: CALLS, scored: CALLS}


def test_every_call_is_whole_or_absent_after_a_kill(
    sqlite_reaper: Callable[..., Any], args: list[str], tmp_path: Path
) -> None:
    """Without a re-run: as many transcripts, entries and events as calls."""
    from tests.support.commands import Command

    reaper = sqlite_reaper(args, seed=2)
    _, ran = reaper.whole()
    for number, share in enumerate((0.4, 0.6, 0.8)):
        url = f"sqlite:///{tmp_path}/part{number}.sqlite"
        reaper.commands.run(Command(args, {"REVRISE_DATABASE_URL": url}, ran.seconds * share))
        state = reaper.state(url)
        counts = state["counts"]
        assert (state["doubled"], state["unsound"], state["breach"]) == ({}, [], None)
        assert counts.get("call", 0) == counts.get("call_transcript", 0)
        assert counts.get("call", 0) == state["events"].get(ADDED, 0)
