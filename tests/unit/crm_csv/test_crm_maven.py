"""The Maven CRM, straight from the connector."""

from collections import Counter
from pathlib import Path

import pytest

from revrise.plugins.crm.csv_folder import CsvKind
from revrise.ports.crm import CrmRecord
from revrise.testing.crm import everything


@pytest.fixture(scope="module")
def maven(shared_data: Path, root: Path) -> list[CrmRecord]:
    mapping = {"mapping": str(root / "docs" / "mappings" / "maven.toml")}
    return everything(CsvKind().connect(str(shared_data / "maven_crm"), mapping))


def test_every_row_of_every_file_arrives(maven: list[CrmRecord]) -> None:
    counts = Counter(record.kind for record in maven)
    assert counts == {"team": 9, "person": 41, "product": 7, "account": 85, "deal": 8800}


def test_stages_and_won_value_are_the_published_ones(maven: list[CrmRecord]) -> None:
    deals = [record.fields for record in maven if record.kind == "deal"]
    stages = Counter(deal["stage"] for deal in deals)
    won = sum(deal["value"] for deal in deals if deal["stage"] == "ClosedWon")
    assert stages == {"ClosedWon": 4238, "ClosedLost": 2473, "Discovery": 1589, "LeadIn": 500}
    assert won == 10_005_534


def test_dates_span_the_published_range(maven: list[CrmRecord]) -> None:
    opened = [r.fields["opened_at"] for r in maven if r.fields.get("opened_at")]
    closed = [r.fields["closed_at"] for r in maven if r.fields.get("closed_at")]
    assert (min(opened).date().isoformat(), max(opened).date().isoformat()) == (
        "2016-10-20",
        "2017-12-27",
    )
    assert (len(closed), max(closed).date().isoformat()) == (6711, "2017-12-31")


def test_dangling_references_are_kept_for_the_host_to_report(maven: list[CrmRecord]) -> None:
    products = {r.external_id for r in maven if r.kind == "product"}
    deals = [r.fields for r in maven if r.kind == "deal"]
    unknown = Counter(d["product"] for d in deals if d["product"] not in products)
    assert unknown == {"GTXPro": 1480}
    assert sum(d["account"] is None for d in deals) == 1425


def test_offices_hold_the_managers_teams_and_these_the_agents(maven: list[CrmRecord]) -> None:
    teams = {r.external_id: r.fields.get("parent") for r in maven if r.kind == "team"}
    people = {r.external_id: r.fields for r in maven if r.kind == "person"}
    assert teams["Team Cara Losch"] == "East"
    assert people["Violet Mclelland"]["team"] == "Team Cara Losch"
    assert people["Violet Mclelland"]["roles"] == ("rep",)
    assert people["Cara Losch"]["roles"] == ("manager",)


def test_a_subsidiary_names_its_parent(maven: list[CrmRecord]) -> None:
    parents = {r.external_id: r.fields["parent"] for r in maven if r.kind == "account"}
    assert parents["Bluth Company"] == "Acme Corporation"
    assert sum(parent is not None for parent in parents.values()) == 15
