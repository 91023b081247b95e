"""The csv connector and the fake CRM keep the connector contract."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from revrise.plugins.crm import csv_folder
from revrise.plugins.crm.csv_folder import CsvKind
from revrise.ports.crm import CrmConnector, CrmRecord
from revrise.testing.crm import CrmConnectorContract, everything
from revrise.testing.fake_crm import FakeCrm, Misbehaviour
from revrise.testing.plugin import PluginContract

MAPPING = """
[source]
currency = "CNY"
timezone = "Asia/Shanghai"
[team]
file = "deals.csv"
distinct = true
[team.fields]
external_id = "团队"
name = "团队"
[person]
file = "people.csv"
[person.fields]
external_id = "工号"
name = "姓名"
[person.constants]
roles = ["rep", "coach"]
[deal]
file = "deals.csv"
[deal.fields]
external_id = "商机编号"
owner = "负责人"
value = "金额"
opened_at = "创建时间"
"""


def write(folder: Path) -> str:
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "people.csv").write_text("工号,姓名\n7,李雷 🦊\n8,Zoë\n", encoding="utf-8")
    rows = [f"D{n},{n % 2 + 7},{n}.50,2024年3月{n % 28 + 1}日,团队{n % 3}" for n in range(12_000)]
    text = "\n".join(["商机编号,负责人,金额,创建时间,团队", *rows])
    (folder / "deals.csv").write_text(text, encoding="utf-8")
    return str(folder)


class TestCsvFolder(CrmConnectorContract):
    known_text = "李雷 🦊"

    @pytest.fixture
    def connector(self, tmp_path: Path) -> CrmConnector:
        folder = write(tmp_path)
        return CsvKind().connect(folder, {"mapping": f"{folder}/mapping.toml"})

    @pytest.fixture
    def broken(self, tmp_path: Path) -> CrmConnector:
        folder = write(tmp_path)
        (tmp_path / "deals.csv").unlink()
        return CsvKind().connect(folder, {"mapping": f"{folder}/mapping.toml"})


class TestCsvPlugin(PluginContract):
    plugin = csv_folder


RECORDS = (
    CrmRecord("team", "北区", {"name": "北区", "parent": None}, ("teams", 1)),
    CrmRecord("team", "北京", {"name": "北京", "parent": "北区"}, ("teams", 2)),
    CrmRecord("person", "7", {"name": "Zoë", "team": "北京", "roles": ("rep",)}, ("people", 1)),
    CrmRecord("account", "a", {"name": "Acme", "employees": 12}, ("accounts", 1)),
    CrmRecord("deal", "1", {"owner": "7", "value": Decimal("1.5")}, ("deals", 1)),
    CrmRecord("deal", "2", {"opened_at": datetime(2024, 3, 5, tzinfo=UTC)}, ("deals", 2)),
    CrmRecord("deal", "3", {}, ("deals", 3), deleted=True),
)
SCRIPTS = {
    "well behaved": Misbehaviour(),
    "times out": Misbehaviour(timeouts={0: 1, 1: 3}),
    "sends pages twice": Misbehaviour(twice={0, 1}),
    "sends half pages": Misbehaviour(partial={0, 1, 2}),
    "sends children first": Misbehaviour(backwards=True),
    "all at once": Misbehaviour(timeouts={1: 2}, twice={0}, partial={0, 2}, backwards=True),
}


class TestFakeCrm(CrmConnectorContract):
    known_text = "北京"

    @pytest.fixture(params=SCRIPTS)
    def connector(self, request: pytest.FixtureRequest) -> CrmConnector:
        return FakeCrm(RECORDS, SCRIPTS[request.param])


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_misbehaving_crm_still_delivers_every_record(name: str) -> None:
    found = {(r.kind, r.external_id) for r in everything(FakeCrm(RECORDS, SCRIPTS[name]))}
    assert found == {(r.kind, r.external_id) for r in RECORDS}
