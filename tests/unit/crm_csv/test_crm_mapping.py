"""What a mapping can say, and how its mistakes are named."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from revrise.core.errors import Misconfigured
from revrise.plugins.crm.csv_folder import CsvKind
from revrise.ports.crm import FIELDS, CrmConnector, CrmRecord
from revrise.testing.crm import everything

Build = Callable[..., CrmConnector]

GOOD = """
[deal]
file = "deals.csv"
[deal.fields]
external_id = "id"
value = "close_value"
"""
FILES = {"deals.csv": "id,close_value\n1,5\n"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("deal]", "dela]", "map.toml: dela: unknown key; did you mean 'deal'?"),
        ("value =", "valeu =", "deal.fields.valeu: unknown key; did you mean 'value'?"),
        ("external_id =", "stage =", "map.toml: deal.fields: external_id is missing"),
        ('"close_value"', "5", "deal.fields.value: must be a column name, a template or a table"),
        ('"close_value"', "{}", "deal.fields.value: needs either column or template"),
        ('"close_value"', '{ template = "x" }', "deal.fields.value.template: names no {column}"),
        ('"close_value"', '{ colunm = "x" }', "value.colunm: unknown key; did you mean 'column'?"),
        ('"close_value"', '{ column = "a", scale = -1 }', "deal.fields.value.scale: must be"),
        ('"close_value"', '{ column = "a", values = 1 }', "deal.fields.value.values: must be"),
        ('"deals.csv"', '"deals.csv"\ncurrency = "euro"', "deal.currency: 'euro' is not"),
        ('"deals.csv"', '"deals.csv"\ntimezone = "Mars"', "deal.timezone: no time zone 'Mars'"),
        ('"deals.csv"', '"deals.csv"\nencoding = "x"', "deal.encoding: no encoding 'x'"),
        ('"deals.csv"', '"deals.csv"\ndelimiter = ",,"', "deal.delimiter: must be one character"),
        ('"deals.csv"', '"deals.csv"\ndecimal = "x"', "deal.decimal: must be"),
        ('"deals.csv"', '"deals.csv"\ndistinct = 1', "deal.distinct: must be true or false"),
        ('"deals.csv"', '"deals.csv"\nrequired = "valu"', "deal.required: no mapped field 'valu'"),
        ('"deals.csv"', '"../deals.csv"', "deal.file: '../deals.csv' leaves the folder"),
        ('file = "deals.csv"', "", "map.toml: deal.file: is missing"),
        (GOOD, "", "map.toml: maps nothing"),
        (GOOD, "deal = 1", "map.toml: deal: must be a table"),
        (GOOD, "[deal", "map.toml: is not TOML"),
        (
            '"close_value"',
            '"close_value"\n[deal.constants]\nvalue = "1"',
            "deal.constants.value: is",
        ),
        (
            '"close_value"',
            '"close_value"\n[deal.constants]\nclosed_at = "x"',
            "constants.closed_at: ",
        ),
    ],
)
def test_a_broken_mapping_names_file_and_key(build: Build, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(Misconfigured) as caught:
        build(GOOD.replace(old, new, 1), FILES)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"deals.csv": "id,close_val\n"},
            "fields.value: no column 'close_value' in deals.csv; did you mean 'close_val'?",
        ),
        ({"deals.csv": "id,close_value,id\n"}, "deal.fields.external_id: column 'id' is in"),
        ({"deal.csv": "id\n"}, "map.toml: deal.file: no file 'deals.csv' in"),
        ({"deals.csv": 'id,"close_value\n'}, "deals.csv: its header is bad: a quote is opened"),
    ],
)
def test_a_mapping_that_does_not_fit_the_files_is_refused_before_the_first_page(
    build: Build, files: dict[str, str], said: str
) -> None:
    connector = build(GOOD, files)
    with pytest.raises(Misconfigured) as caught:
        next(connector.pull(None))
    assert said in str(caught.value)
    assert connector.check().reason == str(caught.value)


def test_options_are_checked_by_name(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="mapping: csv needs a mapping file"):
        CsvKind().connect(str(tmp_path), {})
    with pytest.raises(Misconfigured, match="maping: csv has no such option"):
        CsvKind().connect(str(tmp_path), {"maping": "x"})
    with pytest.raises(Misconfigured, match="there is no such mapping file"):
        CsvKind().connect(str(tmp_path), {"mapping": str(tmp_path / "none.toml")})


def test_a_missing_folder_is_named(build: Build, tmp_path: Path) -> None:
    build(GOOD, FILES)
    gone = CsvKind().connect(str(tmp_path / "gone"), {"mapping": str(tmp_path / "map.toml")})
    assert "gone: there is no such folder" in gone.check().reason
    with pytest.raises(Misconfigured, match="no such folder"):
        next(gone.pull(None))


RICH = """
[source]
timezone = "Asia/Shanghai"
date_format = ["%d.%m.%Y %H:%M", "%d.%m.%Y"]
currency = "CNY"
[[person]]
file = "deals.csv"
distinct = true
[person.fields]
external_id = "{first}.{last}"
name = "{first} {last}"
[person.constants]
roles = ["rep", "coach"]
[deal]
file = "deals.csv"
required = ["opened_at"]
ignore = ["junk"]
[deal.fields]
external_id = "id"
owner = "{first}.{last}"
opened_at = { template = "{day} {hour}" }
value = { column = "value", scale = 1000 }
product = { column = "product", values = { GTXPro = "GTX Pro", "" = "unknown" } }
"""


def rich(build: Build, *rows: str) -> list[CrmRecord]:
    text = "\n".join(["id,first,last,day,hour,value,product,junk", *rows])
    return everything(build(RICH, {"deals.csv": text}))


def test_templates_constants_values_scale_and_zone_work_together(build: Build) -> None:
    person, deal = rich(build, "1,Li,Lei,05.03.2024,09:30,1.5,GTXPro,x")
    assert (person.external_id, person.fields) == (
        "Li.Lei",
        {"name": "Li Lei", "roles": ("rep", "coach")},
    )
    assert deal.fields == {
        "owner": "Li.Lei",
        "opened_at": datetime(2024, 3, 5, 1, 30, tzinfo=UTC),
        "value": Decimal("1500.0"),
        "product": "GTX Pro",
        "currency": "CNY",
    }


def test_values_may_name_the_empty_cell_and_leave_others_alone(build: Build) -> None:
    rows = ("1,a,b,05.03.2024,09:30,1,,x", "2,a,b,05.03.2024,09:30,1,Other,x")
    assert [r.fields["product"] for r in rich(build, *rows)[1:]] == ["unknown", "Other"]


def test_a_required_field_that_is_empty_rejects_the_row(build: Build) -> None:
    text = "id,first,last,day,hour,value,product,junk\n1,a,b,,,1,p,x\n"
    pages = list(build(RICH, {"deals.csv": text}).pull(None))
    (error,) = [error for page in pages for error in page.rejected]
    assert (error.line, error.column, error.reason) == (2, "day, hour", "is empty but required")


def test_distinct_takes_the_first_and_says_how_many_differ(build: Build) -> None:
    mapping = (
        '[account]\nfile = "d.csv"\ndistinct = true\n'
        '[account.fields]\nexternal_id = "a"\ncountry = "c"\n'
    )
    text = "a,c\nAcme,US\nAcme,US\n,DE\nAcme,DE\nBeta,FR\n"
    (page,) = build(mapping, {"d.csv": text}).pull(None)
    assert [(r.external_id, r.fields["country"]) for r in page.records] == [
        ("Acme", "US"),
        ("Beta", "FR"),
    ]
    (warning,) = page.warnings
    assert warning.startswith("d.csv: rows that say something else about a known account: 1")


def test_a_pattern_reads_many_files_as_one(build: Build) -> None:
    mapping = GOOD.replace("deals.csv", "day-*.csv")
    files = {f"day-{n}.csv": f"id,close_value\n{n},1\n0,1\n" for n in (1, 2)}
    (page,) = build(mapping, files).pull(None)
    assert [(r.external_id, r.origin) for r in page.records] == [
        ("1", ("day-1.csv", 2)),
        ("0", ("day-1.csv", 3)),
        ("2", ("day-2.csv", 2)),
    ]
    assert [(e.file, e.line) for e in page.rejected] == [("day-2.csv", 3)]


def test_the_preview_shows_rows_beside_records_and_errors(build: Build) -> None:
    connector = build(GOOD, {"deals.csv": 'id,close_value\n1,5\n2,x\n3,"7\n4,8\n'})
    good, bad, broken = connector.preview(3)
    assert good.source == {"id": "1", "close_value": "5"}
    assert good.record is not None
    assert good.record.fields["value"] == Decimal(5)
    assert bad.error is not None
    assert (bad.source["close_value"], bad.error.column) == ("x", "close_value")
    assert broken.error is not None
    assert (broken.source, broken.error.line) == ({}, 4)


def test_the_manual_lists_exactly_the_canonical_fields(root: Path) -> None:
    lines = (root / "docs" / "mappings" / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    listed = {row[0]: row[1].split(", ") for row in cells if row[0] in FIELDS}
    assert listed == {kind: list(fields) for kind, fields in FIELDS.items()}


def test_the_alias_offered_for_maven_works(root: Path, shared_data: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "mappings" / "maven.toml").read_text(encoding="utf-8")
    text = text.replace('product = "product"\n# The', "# The").replace(
        "# product = {", "product = {"
    )
    (tmp_path / "maven.toml").write_text(text, encoding="utf-8")
    options = {"mapping": str(tmp_path / "maven.toml")}
    records = everything(CsvKind().connect(str(shared_data / "maven_crm"), options))
    products = {r.external_id for r in records if r.kind == "product"}
    assert all(r.fields["product"] in products for r in records if r.kind == "deal")
