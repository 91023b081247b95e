"""The commands on the real data their users bring; nothing of it is kept in the repository."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support import call_files
from tests.support.in_process import Answer, place, revrise

MAPPING = Path("docs/mappings/maven.toml")
WON_VALUE, DEALS, WON, LOST = 10_005_534, 8_800, 4_238, 2_473


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """An empty installation; the working directory is in it."""
    with place(tmp_path) as folder:
        yield folder


@pytest.fixture(scope="module")
def synced(
    shared_data: Path, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Answer]:
    """The first sync of the CRM export; later commands find it stored."""
    with place(tmp_path_factory.mktemp("maven")):
        yield sync(shared_data, root / MAPPING)


def sync(shared_data: Path, mapping: Path) -> Answer:
    folder = str(shared_data / "maven_crm")
    return revrise("crm", "sync", "csv", folder, "--mapping", str(mapping), "--json")


def test_every_row_of_the_crm_export_is_stored_or_named(synced: Answer) -> None:
    found = synced.json()
    assert synced.code == 0
    assert (found["updated"], found["unchanged"], found["rejected"]) == (0, 0, [])
    assert found["read"] == found["created"]
    assert found["by_kind"]["deal"] == {"created": DEALS, "updated": 0}
    warnings = "\n".join(found["warnings"])
    assert "'GTXPro', which is no known product; did you mean 'GTX Pro'? (1,480 times)" in warnings
    assert "deal without account: kept, account left empty (1,425 times)" in warnings


def test_the_pipeline_has_the_published_totals(synced: Answer) -> None:
    report = revrise("pipeline", "report", "--json").json()
    figures = [report[name] for name in ("deals", "won", "lost", "open", "won_value")]
    assert figures == [DEALS, WON, LOST, DEALS - WON - LOST, WON_VALUE]
    assert report["win_rate"] == pytest.approx(WON / (WON + LOST))
    for cut in report["by"].values():
        assert sum(line["deals"] for line in cut) == DEALS
        assert sum(line["won_value"] for line in cut) == WON_VALUE


def test_a_manager_and_a_rep_see_their_part_of_it(shared_data: Path, synced: Answer) -> None:
    whole = table(shared_data / "maven_crm" / "sales_pipeline.csv")
    team = {
        row["sales_agent"] for row in table(shared_data / "maven_crm" / "sales_teams.csv")
        if row["manager"] == "Melvin Marxen"
    }  # fmt: skip
    for person, agents in (("Melvin Marxen", team), ("Moses Frase", {"Moses Frase"})):
        mine = [row for row in whole if row["sales_agent"] in agents]
        report = revrise("pipeline", "report", "--json", "--as", person).json()
        assert report["deals"] == len(mine) > 0
        assert report["won_value"] == sum(
            int(row["close_value"]) for row in mine if row["deal_stage"] == "Won"
        )


def test_syncing_again_changes_nothing(shared_data: Path, root: Path, synced: Answer) -> None:
    again, first = sync(shared_data, root / MAPPING).json(), synced.json()
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["unchanged"] == again["read"] == first["read"]
    assert again["warnings"] == first["warnings"]


def test_a_mapping_can_be_previewed_beside_its_rows(
    shared_data: Path, root: Path, here: Path
) -> None:
    folder = str(shared_data / "maven_crm")
    ways = [["--mapping", str(root / MAPPING)], []]
    for way in ways:
        rows = revrise("crm", "map", folder, "--preview", "--limit", "3", "--json", *way).json()
        assert {row["kind"] for row in rows} >= {"person", "product", "account", "deal"}
        assert all(row["record"] and not row["error"] for row in rows)
        shown = revrise("crm", "map", folder, "--preview", "--limit", "3", *way)
        assert shown.code == 0
        assert "GTX" in shown.out
    assert not (here / "revrise.sqlite").exists()


def test_a_proposed_mapping_gives_the_same_totals(shared_data: Path, here: Path) -> None:
    proposed = revrise("crm", "map", str(shared_data / "maven_crm"))
    (here / "proposed.toml").write_text(proposed.out, encoding="utf-8")
    found = sync(shared_data, here / "proposed.toml")
    assert found.code == 0, found.err
    report = revrise("pipeline", "report", "--json").json()
    figures = [report[name] for name in ("deals", "won", "lost", "won_value")]
    assert figures == [DEALS, WON, LOST, WON_VALUE]


def test_the_agents_talk_share_of_the_bank_call_follows_its_word_times(shared_data: Path) -> None:
    path = shared_data / "harper_valley_sample" / "0002f70f7386445b.json"
    found = revrise("calls", "analyze", str(path), "--seller", "agent", "--json").json()
    assert found["schema"] == "revrise.call-analysis/1"
    share = found["metrics"]["talk_share"]["value"]
    assert abs(share - talk_share(json.loads(path.read_text(encoding="utf-8")))) <= 0.02


def talk_share(call: dict[str, Any]) -> float:
    """The agent's share of all milliseconds of words, on the clock both channels share."""
    spoken: dict[str, set[int]] = {"agent": set(), "caller": set()}
    for segment in call["segments"]:
        spans = zip(segment["word_offsets_ms"], segment["word_durations_ms"], strict=True)
        for offset, length in spans:
            start = segment["offset_ms"] + offset
            spoken[segment["speaker_role"]].update(range(start, start + length))
    return len(spoken["agent"]) / (len(spoken["agent"]) + len(spoken["caller"]))


def test_a_folder_of_a_thousand_transcripts_is_a_line_each(here: Path) -> None:
    files = call_files.write(here / "calls", 1_000)
    answer = revrise("calls", "analyze", str(here / "calls"), "--seller", "Alice", "--json")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert (answer.code, answer.err) == (0, "")
    assert [line["file"] for line in lines] == sorted(map(str, files))
    assert {line["language"] for line in lines} == {"en", "zh"}
    shares = [line["metrics"]["talk_share"]["value"] for line in lines]
    assert shares == pytest.approx([3 / 7.5] * 1_000, abs=0.001)


def casino(data: Path) -> Iterator[list[tuple[str, str]]]:
    for name in ("test", "valid"):
        for talk in json.loads((data / "casino" / f"casino_{name}.json").read_text()):
            yield [(turn["id"], turn["text"]) for turn in talk["chat_logs"]]


def craigslist(data: Path) -> Iterator[list[tuple[str, str]]]:
    for talk in json.loads((data / "craigslist_dev" / "cb_dev.json").read_text()):
        said = [one for one in talk["events"] if one["action"] == "message" and one["data"]]
        yield [(f"agent{turn['agent']}", turn["data"]) for turn in said]


def crosswoz(data: Path) -> Iterator[list[tuple[str, str]]]:
    with zipfile.ZipFile(data / "crosswoz_val" / "val.json.zip") as packed:
        talks = json.loads(packed.read("val.json"))
    for talk in talks.values():
        yield [(turn["role"], turn["content"]) for turn in talk["messages"]]


CORPORA = {"casino": ("en", casino), "craigslist": ("en", craigslist), "crosswoz": ("zh", crosswoz)}


@pytest.mark.parametrize("name", CORPORA)
def test_every_dialogue_of_a_corpus_is_analysed(shared_data: Path, here: Path, name: str) -> None:
    language, read = CORPORA[name]
    talks = [turns for turns in read(shared_data) if turns]
    (here / name).mkdir()
    for number, turns in enumerate(talks):
        text = canonical(turns, language)
        (here / name / f"{number:04}.json").write_text(text, encoding="utf-8")
    answer = revrise("calls", "analyze", str(here / name), "--json")
    assert (answer.code, answer.err) == (0, "")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert len(lines) == len(talks)
    for line in lines:
        # Without times nothing is timed: such metrics say why instead of guessing.
        assert line["language"] == language
        empty = [m for m in line["metrics"].values() if m["value"] is None]
        assert all(metric["reason"] for metric in empty)


def canonical(turns: Iterable[tuple[str, str]], language: str) -> str:
    said = list(turns)
    voices = list(dict.fromkeys(who for who, _ in said))
    sides = dict(zip(voices, ("buyer", "seller"), strict=False))
    document = {
        "schema": "revrise.transcript/1",
        "language": language,
        "speakers": [{"ref": ref, "side": sides.get(ref, "unknown")} for ref in voices],
        "utterances": [{"speaker": who, "text": text} for who, text in said],
    }
    return json.dumps(document, ensure_ascii=False)


TOUCHES = """journey,channel,at,converted,value
a,webinar,2026-01-01,1,1000
a,call,2026-01-05,1,1000
b,call,2026-01-02,0,
c,e-mail,2026-02-01,1,250.50
"""


def test_credit_of_a_small_file_adds_up_in_every_model(here: Path) -> None:
    (here / "touches.csv").write_text(TOUCHES, encoding="utf-8")
    found = revrise("attribution", "touches", "touches.csv", "--json").json()
    assert (found["journeys"], found["conversions"], found["value"]) == (3, 2, 1250.5)
    for lines in found["models"].values():
        assert sum(line["conversions"] for line in lines) == pytest.approx(2)
        assert sum(line["value"] for line in lines) == pytest.approx(1250.5)
    first = {line["channel"]: line["conversions"] for line in found["models"]["first"]}
    assert first == {"webinar": 1, "e-mail": 1, **{k: 0 for k in first if k == "call"}}
    assert "webinar" in revrise("attribution", "touches", "touches.csv").out


def test_the_county_panel_is_compared_by_county(shared_data: Path) -> None:
    path = str(shared_data / "did_mpdta" / "mpdta.csv")
    args = ["attribution", "behaviours", path, "--outcome", "lemp", "--cluster", "countyreal"]
    found = revrise(*args, "--json").json()
    assert (found["n"], found["clusters"], found["rejected_total"]) == (2_500, 500, 0)
    by = {one["behaviour"]: one for one in found["behaviours"]}
    assert set(by) == {"year", "lpop", "first.treat", "treat"}
    # Bigger counties employ more teenagers, with certainty; that is still no cause.
    low, high = by["lpop"]["ci95"]
    assert 0 < low < by["lpop"]["estimate"] < high
    assert by["lpop"]["grade"] == "L0"
    rows = table(Path(path))
    expected = slope([float(row["lpop"]) for row in rows], [float(row["lemp"]) for row in rows])
    assert by["lpop"]["estimate"] == pytest.approx(expected, rel=1e-3)
    assert found["assumptions"]
    assert revrise(*args).code == 0


def test_customers_repeat_purchases_go_with_their_recency(shared_data: Path) -> None:
    path = str(shared_data / "cdnow_sample" / "cdnow_customers_summary.csv")
    args = [
        "attribution",
        "behaviours",
        path,
        "--outcome",
        "frequency",
        "--exclude",
        "ID",
        "--json",
    ]
    found = revrise(*args).json()
    assert found["n"] == 2_357
    by = {one["behaviour"]: one for one in found["behaviours"]}
    assert set(by) == {"recency", "T"}
    assert by["recency"]["ci95"][0] > 0
    assert revrise(*args).json() == found


def table(path: Path) -> list[dict[str, str]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slope(x: list[float], y: list[float]) -> float:
    """The change of y per standard deviation of x on the least-squares line."""
    from statistics import linear_regression, stdev

    return linear_regression(x, y).slope * stdev(x)
