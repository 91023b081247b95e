"""Lists as files: the rows and cells of the reader, nothing that runs, each written down."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.api import Api, close, opened
from tests.support.aviary import Company
from tests.support.in_process import place, revrise
from tests.support.visibility import PRINCIPALS, Principal

from revrise.apps.api.handlers import operations
from revrise.apps.files.cells import for_machines, for_people
from revrise.apps.files.writing import CSV, RAW, XLSX, Table, chunks
from revrise.apps.web.screens.exports.tables import COMPUTED
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid
from revrise.ports.query import Query
from revrise.services.exporting.lists import LISTS
from revrise.services.exporting.service import PAGE, Export, Exports

OWNER = "per_owner"
EVIL = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠A1",
    " =1+1", "\u3000=1+1", "\ufeff=1+1", "\u200b@A1", '=HYPERLINK("https://evil.example";"x")',
    "=cmd|' /C calc'!A0", "https://evil.example/x", "1e9", "{=1+1}",
)  # fmt: skip
WORD = re.compile(r"ZQ[0-9A-Z]{4}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Company]]:
    api = opened(tmp_path_factory.mktemp("exports"))
    yield api, api.company
    close(api)


def raw(api: Api, path: str, who: str, **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {api.key(who)}", **headers}
    return api.client.get(path, headers=sent, follow_redirects=False)


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    assert book.active is not None
    for row in book.active.iter_rows():
        for cell in row:
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None
    return list(book.active.iter_rows(values_only=True))


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", [*LISTS, *COMPUTED])
def test_a_file_holds_what_the_reader_may_see_and_no_word_more(
    site: Any, name: str, form: str
) -> None:
    api, company = site
    for who in PRINCIPALS:
        answer = raw(api, f"/exports/{name}.{form}", who.id)
        assert answer.status_code in (200, 403), (who.id, answer.text[-500:])
        if answer.status_code == 200:
            rows = sheet(answer.content) if form == "xlsx" else lines(answer.content)
            unseen(company, who, "\n".join(str(cell) for row in rows for cell in row))


def unseen(company: Company, who: Principal, text: str) -> None:
    words = {word: company.aviary.words.get(word) for word in WORD.findall(text)}
    hidden = {word: one for word, one in words.items() if one and not who.sees(one)}
    # A call and an enrolment name things by ids that tell nothing else of them.
    assert not {w: c for w, c in hidden.items() if not c.cell.endswith(".id")}, who.id


def test_list_and_file_hold_the_same_rows_for_everybody(site: Any) -> None:
    """list = export, for every list the API gives as a file."""
    api, _ = site
    listed = [one for one in operations() if one.files]
    assert len(listed) > 25
    tried = 0
    for who in ("per_n1", "per_lead", "per_admin", OWNER):
        for one in listed:
            page = raw(api, f"{one.path}?limit=200&fields=id", who)
            file = raw(api, f"{one.path}?format=csv-raw&fields=id", who)
            assert page.status_code == file.status_code, (one.path, who)
            if page.status_code == 200:
                tried += 1
                ids = [item["id"] for item in page.json()["items"]]
                assert [row[0] for row in lines(file.content)[1:]][:200] == ids, (one.path, who)
    assert tried > 60


def test_a_column_that_is_hidden_is_neither_given_nor_asked_for(site: Any) -> None:
    api, _ = site
    given = lines(raw(api, "/v1/people?format=csv-raw", "per_n1").content)
    mail = {row[0]: row[given[0].index("email")] for row in given[1:]}
    assert mail["per_n1"]
    assert not any(value for person, value in mail.items() if person != "per_n1")
    for asked in ("fields=external_id", "sort=title", "external_id=x"):
        page = raw(api, f"/v1/calls?{asked}", "per_admin")
        file = raw(api, f"/v1/calls?{asked}&format=csv", "per_admin")
        assert page.status_code == file.status_code
        assert file.status_code in (403, 422)


def test_amounts_and_moments_are_numbers_and_dates(site: Any) -> None:
    api, _ = site
    rows = sheet(raw(api, "/exports/deals.xlsx", OWNER).content)
    value, opened_at = rows[0].index("Value"), rows[0].index("Opened (UTC)")
    assert isinstance(rows[1][value], int | float)
    assert isinstance(rows[1][opened_at], datetime)
    zh = raw(api, "/v1/deals?format=xlsx", OWNER).headers["content-type"]
    assert zh == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_form_may_stand_in_accept(site: Any) -> None:
    api, _ = site
    for accept, kind in (
        ("text/csv", "text/csv; header=present; charset=utf-8"),
        ("text/csv;profile=raw", "text/csv; header=present; profile=raw; charset=utf-8"),
        ("text/html, */*;q=0.8", "application/json"),
    ):
        answer = raw(api, "/v1/deals", OWNER, Accept=accept)
        assert answer.headers["content-type"] == kind
        assert "Accept" in answer.headers["vary"] or kind == "application/json"
    for wrong in (
        "format=pdf",
        "format=csv&limit=3",
        "format=csv&cursor=x",
        "format=csv&format=csv",
    ):
        assert raw(api, f"/v1/deals?{wrong}", OWNER).status_code == 422
    assert raw(api, "/v1/notifications?format=csv", OWNER).status_code == 422


def test_an_unknown_filter_or_file_is_refused_never_ignored(site: Any) -> None:
    api, _ = site
    for path in (
        "deals.csv?ownr=x",
        "people.csv?email=a",
        "insights.csv?team=x",
        "calls.csv?since=x",
    ):
        assert raw(api, f"/exports/{path}", OWNER).status_code == 422
    for path in ("deals.pdf", "nothing.csv", "deals", "..%2fdeals.csv", "deals.csv-raw"):
        assert raw(api, f"/exports/{path}", OWNER).status_code == 404


def test_every_file_is_one_audit_entry_without_a_word_of_what_is_in_it(site: Any) -> None:
    api, _ = site
    tenant = api.app.settings.tenant
    before = api.app.store.audit_head(tenant)[0]
    rows = len(lines(raw(api, "/exports/deals.csv", OWNER).content)) - 1
    raw(api, "/v1/people?format=xlsx", OWNER)
    assert raw(api, "/exports/deals.csv", "per_admin").status_code == 403
    found = api.app.governance.audit_entries(api.app.actor(), 50)
    made = [one for one in sorted(found, key=lambda one: one.seq) if one.seq > before]
    made = [one for one in made if one.action == "export.made"]
    assert [one.subject for one in made] == ["deal", "person"]
    told = {name: value for name, value in made[0].detail.items() if name != "request"}
    assert told == {"resource": "deal", "format": "csv", "rows": rows}


def test_a_file_has_a_limit_that_says_what_to_do(site: Any) -> None:
    api, _ = site
    few = Exports(api.app.desk, most=3)
    export = Export(Deal, "deal", Query(columns=("id",)), CSV)
    with pytest.raises(Invalid, match="too many for one file, which takes 3") as refused:
        few.rows(export, api.app.actor())
    assert "narrow the filter" in str(refused.value.remedy)


def test_pages_are_joined_without_a_gap_or_a_twin(tmp_path: Path) -> None:
    from revrise.core.governance.scope import system_scope

    api = opened(tmp_path)
    tenant, count = api.app.settings.tenant, 2 * PAGE + 7
    with api.app.store.begin(api.app.actor()) as work:
        scope = system_scope(tenant, "deal", "create", "test")
        work.of(Deal).add_many(
            (Deal(f"d{n:05}", f"=Deal {n}", "Proposal", OWNER, None) for n in range(count)), scope
        )
        work.record("test.put", "deals")
    for form in (CSV, XLSX):
        answer = raw(api, f"/v1/deals?format={form}&fields=name&sort=name", OWNER)
        rows = sheet(answer.content) if form == XLSX else lines(answer.content)
        found = [str(row[2]).lstrip("'") for row in rows[1:]]
        assert found == sorted(f"=Deal {n}" for n in range(count))
    close(api)


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_runs_in_a_spreadsheet(text: str) -> None:
    table = Table("t", [text], [[text]])
    assert len(sheet(b"".join(chunks(table, XLSX)))) == 2  # `sheet` refuses formulas and links
    found = lines(b"".join(chunks(table, CSV)))
    for row in found:
        assert not re.match(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]", row[0]), row
    if not text[0].isalnum() and text[0] != "{":
        assert found[0][0] == f"'{text}"


@pytest.mark.parametrize("text", [*EVIL, "+86 138-0013-8000", "-5", "a,b", 'a"b', "a\nb"])
def test_machines_get_what_is_stored(text: str) -> None:
    content = b"".join(chunks(Table("t", ["h"], [[text]]), RAW))
    assert list(csv.reader(io.StringIO(content.decode(), newline="")))[1] == [text]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_becomes_one_cell_that_does_not_run(text: str) -> None:
    shown = str(for_people(text))
    assert shown in (text, f"'{text}")
    assert not shown.lstrip(" \u00a0\u3000\ufeff\u200b").startswith(tuple("=+-@＝＋－＠"))
    assert for_machines(text) == text


def test_numbers_stay_numbers_and_long_ones_keep_their_digits() -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    row = [
        -5,
        1.5,
        Decimal("-12.34"),
        True,
        at,
        None,
        10**17,
        float("inf"),
        ("a", "b"),
        "x" * 40_000,
    ]
    assert [for_people(one) for one in row[:6]] == [
        -5, 1.5, Decimal("-12.34"), "true", "2026-03-01T09:30:00+00:00", "",
    ]  # fmt: skip
    found = sheet(b"".join(chunks(Table("t", [""] * len(row), [row]), XLSX)))[1]
    assert found[:6] == (-5, 1.5, -12.34, True, at.replace(tzinfo=None), None)
    assert found[6:9] == (str(10**17), "inf", "a; b")
    assert len(str(found[9])) == 32_767


def test_commands_write_the_same_files(tmp_path: Path) -> None:
    with place(tmp_path):
        for args in (
            ("people", "list"), ("pipeline", "deals"), ("calls", "list"), ("learn", "enrolments"),
            ("rewards", "ledger"), ("rewards", "leaderboard"), ("attribution", "insight"),
        ):  # fmt: skip
            for form in ("csv", "csv-raw", "xlsx"):
                path = tmp_path / f"{args[1]}.{form}"
                done = revrise(*args, f"--{form}", str(path))
                if args[0] == "attribution" and done.code:
                    continue  # nothing has been closed yet: it says so
                assert done.code == 0, done.text
                rows = sheet(path.read_bytes()) if form == "xlsx" else lines(path.read_bytes())
                assert len(rows[0]) > 1 or args[0] == "attribution"
        people = lines((tmp_path / "list.csv").read_bytes())
        assert people
        bad = revrise("people", "list", "--csv", "a.csv", "--xlsx", "a.xlsx")
        assert (bad.code != 0, "one file at a time" in bad.err) == (True, True)
        gone = revrise("people", "list", "--csv", str(tmp_path / "none" / "a.csv"))
        assert "cannot be written" in gone.err
        assert not list(tmp_path.glob(".*.csv*"))
