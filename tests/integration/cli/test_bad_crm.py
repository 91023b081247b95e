"""Folders and mappings that cannot be synced, and rows that cannot be taken."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.commands import Command, Commands

Fails = Callable[..., Any]
Say = Callable[..., Any]
FAILURE, USAGE, SETTINGS = 1, 2, 3
MAPPING = """
[deal]
file = "deals.csv"
[deal.fields]
external_id = "id"
name = "name"
value = "value"
stage = "stage"
"""
HEADER = "id,name,value,stage\n"

# What is wrong → the mapping, the file, words of the one line.
BAD: dict[str, tuple[str, str, list[str]]] = {
    "broken mapping": ("[deal\n", HEADER, ["map.toml", "line 1"]),
    "unknown section": ('[dael]\nfile = "x"', HEADER, ["map.toml", "dael", "deal"]),
    "unknown field": (MAPPING + 'colour = "x"', HEADER, ["deal.fields.colour", "unknown"]),
    "missing id": (MAPPING.replace("external_id", "#"), HEADER, ["deal.fields", "external_id"]),
    "missing column": (MAPPING.replace('= "value"', '= "vlaue"'), HEADER, ["vlaue", "'value'?"]),
    "missing file": (MAPPING.replace("deals.csv", "dealz.csv"), HEADER, ["dealz.csv", "deals.csv"]),
    "outside the folder": (
        MAPPING.replace("deals.csv", "../../etc/passwd"),
        HEADER,
        ["deal.file", "leaves the folder"],
    ),
    "column twice": (MAPPING, "id,name,value,value,stage\n", ["'value'", "twice"]),
}


@pytest.fixture
def folder(home: Path) -> Callable[..., Path]:
    """folder(mapping, deals) → a folder with both."""

    def made(mapping: str, deals: str | bytes) -> Path:
        (home / "map.toml").write_text(mapping, encoding="utf-8")
        data = deals.encode() if isinstance(deals, str) else deals
        (home / "deals.csv").write_bytes(data)
        return home

    return made


def sync(place: Path) -> list[str]:
    return ["crm", "sync", "csv", str(place), "--mapping", str(place / "map.toml"), "--json"]


@pytest.mark.parametrize("wrong", BAD)
def test_a_mapping_that_does_not_fit_names_its_key(
    fails: Fails, folder: Callable[..., Path], wrong: str
) -> None:
    mapping, deals, words = BAD[wrong]
    fails(SETTINGS, words, *sync(folder(mapping, deals)))


def test_what_is_not_there_is_named(fails: Fails, home: Path) -> None:
    (home / "map.toml").write_text(MAPPING)
    nowhere = str(home / "nowhere")
    fails(SETTINGS, ["mapping", "crm map"], "crm", "sync", "csv", str(home))
    fails(SETTINGS, ["none.toml"], "crm", "sync", "csv", str(home), "--mapping", "none.toml")
    fails(SETTINGS, [nowhere], "crm", "sync", "csv", nowhere, "--mapping", str(home / "map.toml"))
    fails(SETTINGS, [nowhere], "crm", "map", nowhere)
    fails(FAILURE, ["salesfarce", "there are csv"], "crm", "sync", "salesfarce", str(home))


def test_binary_content_is_no_table_and_no_mapping(
    fails: Fails, folder: Callable[..., Path]
) -> None:
    place = folder(MAPPING, b"id,name,value,stage\n" + bytes(10_000))
    fails(SETTINGS, ["deals.csv", "binary"], *sync(place))
    (place / "map.toml").write_bytes(b"\xff\xfe\x00\x01")
    fails(SETTINGS, ["map.toml", "cannot be read"], *sync(place))


def test_bad_rows_are_reported_with_line_and_column_and_good_ones_kept(
    say: Say, folder: Callable[..., Path]
) -> None:
    rows = (
        "1,good,5,LeadIn\n2,b,x,LeadIn\n3,c,3,Nowhere\n4,d,1e400,LeadIn\n1,again,1,LeadIn\n"
        '5,e\n6,f,1,LeadIn,9,9\n7,"open,3,LeadIn\n8,g\0h,1,LeadIn\n9,last,1,LeadIn\n'
    )
    place = folder(MAPPING, HEADER + rows)
    said = say(*sync(place))
    assert said.code == 0
    report = json.loads(said.out)
    assert report["created"] == 2
    found = {(one["line"], one["column"]) for one in report["rejected"]}
    assert found == {
        (3, "value"),
        (4, "stage"),
        (5, "value"),
        (6, "id"),
        (7, ""),
        (8, ""),
        (9, ""),
        (10, ""),
    }
    assert all(one["file"] == "deals.csv" and one["reason"] for one in report["rejected"])
    again = json.loads(say(*sync(place)).out)
    assert (again["created"], again["unchanged"]) == (0, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_a_table_in_any_usual_encoding_is_read(
    say: Say, folder: Callable[..., Path], encoding: str
) -> None:
    place = folder(MAPPING, (HEADER + "1,上海商机,5,LeadIn\n").encode(encoding))
    assert json.loads(say(*sync(place)).out)["created"] == 1
    deals = json.loads(say("pipeline", "deals", "--json").out)
    assert [one["name"] for one in deals] == ["上海商机"]


def test_columns_nobody_maps_are_mentioned(say: Say, folder: Callable[..., Path]) -> None:
    place = folder(MAPPING, "id,name,value,stage,colour\n1,a,2,LeadIn,red\n")
    report = json.loads(say(*sync(place)).out)
    assert report["created"] == 1
    assert any("colour" in warning for warning in report["warnings"])


@pytest.mark.parametrize("name", ["deals.csv", "map.toml"])
def test_a_gigabyte_is_refused_in_no_time(
    commands: Commands, folder: Callable[..., Path], name: str
) -> None:
    place = folder(MAPPING, HEADER)
    os.truncate(place / name, 1 << 30)
    env = {key: os.environ[key] for key in ("HOME", "XDG_CONFIG_HOME", "REVRISE_DATA_DIR")}
    ran = commands.run(Command(sync(place), env))
    assert (ran.code, ran.out) == (SETTINGS, "")
    assert len(ran.err.splitlines()) == 1
    assert name in ran.err
    assert ran.seconds < 5
    assert ran.rss_mb < 300


def test_a_line_without_end_takes_no_memory(
    commands: Commands, folder: Callable[..., Path]
) -> None:
    line = "1," + "a" * 100_000_000
    place = folder(MAPPING, HEADER + line + ",5,LeadIn\n2,b,5,LeadIn\n")
    env = {key: os.environ[key] for key in ("HOME", "XDG_CONFIG_HOME", "REVRISE_DATA_DIR")}
    ran = commands.run(Command(sync(place), env))
    report = ran.json()
    assert [(one["line"], one["column"]) for one in report["rejected"]] == [(2, "")]
    assert report["created"] == 1
    assert ran.rss_mb < 300
