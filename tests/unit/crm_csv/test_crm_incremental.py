"""Cursors: nothing twice without need, nothing lost, whatever happens to the files between."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.plugins.crm.csv_folder import CsvKind
from revrise.plugins.crm.seen import Seen
from revrise.ports.crm import CrmConnector, CrmPage

MAPPING = """
[account]
file = "accounts.csv"
[account.fields]
external_id = "name"
[deal]
file = "deals.csv"
[deal.fields]
external_id = "id"
"""
Build = Callable[..., CrmConnector]


def rows(count: int) -> str:
    return "\n".join(["id", *(f"D{n}" for n in range(count)), "D0", ""])


@pytest.fixture
def crm(build: Build) -> CrmConnector:
    return build(MAPPING, {"accounts.csv": "name\nAcme\n", "deals.csv": rows(12_000)})


def ids(pages: list[CrmPage]) -> list[str]:
    return [record.external_id for page in pages for record in page.records]


def test_pages_are_bounded(crm: CrmConnector) -> None:
    sizes = [len(page.records) + len(page.rejected) for page in crm.pull(None)]
    assert sizes == [1, 5_000, 5_000, 2_001]


def test_an_id_seen_before_the_cursor_is_still_taken_after_it(crm: CrmConnector) -> None:
    pages = list(crm.pull(None))
    for page in pages[:-1]:
        rest = list(crm.pull(page.cursor))
        assert [e.line for p in rest for e in p.rejected] == [12_002]


def test_an_unchanged_folder_sends_no_page(crm: CrmConnector) -> None:
    assert list(crm.pull(list(crm.pull(None))[-1].cursor)) == []


def test_a_touched_file_with_the_same_content_sends_no_page(
    crm: CrmConnector, tmp_path: Path
) -> None:
    cursor = list(crm.pull(None))[-1].cursor
    os.utime(tmp_path / "deals.csv", ns=(1, 1))
    assert list(crm.pull(cursor)) == []


def test_only_the_changed_file_is_sent_again(crm: CrmConnector, tmp_path: Path) -> None:
    cursor = list(crm.pull(None))[-1].cursor
    (tmp_path / "accounts.csv").write_text("name\nAcme\nBeta\n", encoding="utf-8")
    assert ids(list(crm.pull(cursor))) == ["Acme", "Beta"]


def test_a_file_changed_in_the_middle_is_sent_from_its_start(
    crm: CrmConnector, tmp_path: Path
) -> None:
    pages = list(crm.pull(None))
    (tmp_path / "deals.csv").write_text("id\nX\nD0\n", encoding="utf-8")
    assert ids(list(crm.pull(pages[1].cursor))) == ["X", "D0"]


def test_another_mapping_starts_afresh(crm: CrmConnector, tmp_path: Path) -> None:
    cursor = list(crm.pull(None))[-1].cursor
    (tmp_path / "new.toml").write_text(MAPPING + "# changed\n", encoding="utf-8")
    again = CsvKind().connect(str(tmp_path), {"mapping": str(tmp_path / "new.toml")})
    assert len(ids(list(again.pull(cursor)))) == 12_001


@pytest.mark.parametrize("cursor", ["", "7", "[]", '{"v":1}', '{"v":1,"at":[1,2,3],"done":{}}'])
def test_a_foreign_cursor_is_refused(crm: CrmConnector, cursor: str) -> None:
    with pytest.raises(Invalid, match="cursor"):
        next(crm.pull(cursor))


@given(st.lists(st.integers(0, 40)), st.integers(1, 5))
def test_a_key_is_new_once_however_little_memory_there_is(keys: list[int], recent: int) -> None:
    seen, known = Seen(recent), set()
    for key in keys:
        assert seen.add(key) == (key not in known)
        known.add(key)
