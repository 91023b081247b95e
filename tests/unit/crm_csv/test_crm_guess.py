"""A proposed mapping works at once on folders it can know."""

from collections import Counter
from pathlib import Path

import pytest

from revrise.core.errors import Misconfigured
from revrise.plugins.crm.csv_folder import CsvKind
from revrise.ports.crm import CrmRecord
from revrise.testing.crm import everything


def imported(source: Path, scratch: Path) -> list[CrmRecord]:
    mapping = scratch / "proposed.toml"
    mapping.write_text(CsvKind().propose(str(source)), encoding="utf-8")
    return everything(CsvKind().connect(str(source), {"mapping": str(mapping)}))


def test_the_proposal_for_maven_gives_the_published_totals(
    shared_data: Path, tmp_path: Path
) -> None:
    records = imported(shared_data / "maven_crm", tmp_path)
    deals = [r.fields for r in records if r.kind == "deal"]
    assert Counter(deal["stage"] for deal in deals) == {
        "ClosedWon": 4238,
        "ClosedLost": 2473,
        "Discovery": 1589,
        "LeadIn": 500,
    }
    assert sum(d["value"] for d in deals if d["stage"] == "ClosedWon") == 10_005_534
    assert Counter(r.kind for r in records)["team"] == 9


def test_order_lines_become_distinct_orders_customers_and_products(
    shared_data: Path, tmp_path: Path
) -> None:
    records = imported(shared_data / "online_retail_2010-12_2011-01", tmp_path)
    assert Counter(r.kind for r in records) == {"deal": 3501, "product": 3051, "account": 1369}


def test_chinese_headers_are_understood(tmp_path: Path) -> None:
    (tmp_path / "客户.csv").write_bytes(
        "客户名称,行业\n北京甲公司,制造\n上海乙公司,零售\n".encode("gbk")
    )
    rows = [
        f"S{n},北京甲公司,{'赢单' if n % 2 else '报价'},{n}万,2024/3/{n + 1},张三"
        for n in range(20)
    ]
    text = "\n".join(["商机编号,客户,阶段,金额,创建时间,负责人", *rows])
    (tmp_path / "商机.csv").write_text(text, encoding="utf-8-sig")
    records = imported(tmp_path, tmp_path)
    assert Counter(r.kind for r in records) == {"deal": 20, "account": 2, "person": 1}
    deal = next(r.fields for r in records if r.external_id == "S3")
    assert (deal["account"], deal["stage"], deal["value"], deal["owner"]) == (
        "北京甲公司",
        "ClosedWon",
        30_000,
        "张三",
    )
    assert deal["opened_at"].isoformat() == "2024-03-04T00:00:00+00:00"
    assert deal["currency"] == "CNY"


def test_ambiguous_dates_are_marked_for_a_person(tmp_path: Path) -> None:
    text = "deal id,stage,amount,close date\n1,won,5,1/2/2024\n2,lost,6,3/4/2024\n"
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    assert "%m/%d/%Y and %d/%m/%Y both fit" in CsvKind().propose(str(tmp_path))


def test_keys_are_told_by_uniqueness_and_references_by_shared_values(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(
        "ref,company,industry\nC1,Acme,x\nC2,Acme,y\nC3,Beta,x\n", encoding="utf-8"
    )
    (tmp_path / "deals.csv").write_text(
        "no,whose,stage,amount\n1,C1,won,5\n2,C3,lost,6\n3,C1,won,7\n", encoding="utf-8"
    )
    records = imported(tmp_path, tmp_path)
    accounts = {r.external_id: r.fields["name"] for r in records if r.kind == "account"}
    assert accounts == {"C1": "Acme", "C2": "Acme", "C3": "Beta"}
    assert [r.fields["account"] for r in records if r.kind == "deal"] == ["C1", "C3", "C1"]


@pytest.mark.parametrize("files", [{}, {"mpdta.csv": "year,lemp\n2003,8\n"}, {"a.csv": "\0\xff"}])
def test_nothing_known_is_said(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match="no CSV file here looks like"):
        CsvKind().propose(str(tmp_path))
