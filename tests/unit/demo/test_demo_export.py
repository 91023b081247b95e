"""The demo company's customer system, read back by the csv connector."""

from pathlib import Path

import pytest

from revrise.apps.demo.company import Company
from revrise.apps.demo.export import Export, write
from revrise.plugins.crm.csv_folder import CsvFolder
from revrise.plugins.crm.mapping import load
from revrise.ports.crm import CrmRecord, RowError

Read = tuple[list[CrmRecord], list[RowError], list[str]]


@pytest.fixture(scope="module")
def export(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Export:
    return write(company, tmp_path_factory.mktemp("crm") / "export")


@pytest.fixture(scope="module")
def read(export: Export) -> Read:
    pages = list(CsvFolder(export.folder, load(export.mapping)).pull(None))
    return (
        [record for page in pages for record in page.records],
        [error for page in pages for error in page.rejected],
        [warning for page in pages for warning in page.warnings],
    )


def test_the_connector_rejects_exactly_the_rows_spoilt_for_it(export: Export, read: Read) -> None:
    spoilt = {(row.file, row.line, row.column) for row in export.dirty if row.flaw == "rejected"}
    assert {(error.file, error.line, error.column) for error in read[1]} == spoilt
    assert len(spoilt) == 6


def test_every_good_row_and_every_unresolved_one_arrives(export: Export, read: Read) -> None:
    unresolved = [row for row in export.dirty if row.flaw == "unresolved"]
    assert len(read[0]) == sum(export.rows.values()) + len(unresolved)
    assert len(unresolved) == 4


def test_unresolved_rows_name_things_that_are_not_there(export: Export, read: Read) -> None:
    known = {(record.kind, record.external_id) for record in read[0]}
    by_place = {record.origin: record for record in read[0]}
    kinds = {"account_id": "account", "owner_id": "person", "product_id": "product"}
    fields = {"account_id": "account", "owner_id": "owner", "product_id": "product"}
    for row in export.dirty:
        if row.flaw == "unresolved":
            value = by_place[row.file, row.line].fields[fields[row.column]]
            assert (kinds[row.column], value) not in known


def test_amounts_and_dates_survive_the_way(company: Company, read: Read) -> None:
    deals = {record.external_id: record.fields for record in read[0] if record.kind == "deal"}
    for deal in company.deals:
        fields = deals[deal.id]
        assert (fields["value"], fields["currency"]) == (deal.amount.amount, deal.amount.currency)
        assert (fields["opened_at"], fields["closed_at"]) == (deal.opened_at, deal.closed_at)


def test_the_mapping_leaves_no_column_unmentioned(read: Read) -> None:
    assert read[2] == []


def test_writing_again_writes_the_same_bytes(company: Company, tmp_path: Path) -> None:
    first, second = (write(company, tmp_path / name).folder for name in ("a", "b"))
    assert {path.name for path in first.iterdir()} == {path.name for path in second.iterdir()}
    assert all(path.read_bytes() == (second / path.name).read_bytes() for path in first.iterdir())
