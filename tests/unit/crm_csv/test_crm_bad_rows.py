"""Bad rows are reported with file, line, column and reason; the good ones come through."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from revrise.ports.crm import CrmPage, RowError

Deals = Callable[[str | bytes], CrmPage]


def ids(page: CrmPage) -> list[str]:
    return [record.external_id for record in page.records]


def test_a_bad_number_names_line_column_and_reason(deals: Deals) -> None:
    page = deals("id,name,value\n1,a,10\n2,b,ten\n3,c,30\n")
    assert ids(page) == ["1", "3"]
    assert page.rejected == [RowError("deals.csv", 3, "value", "'ten' is not a number")]


def test_lines_count_line_breaks_inside_quotes(deals: Deals) -> None:
    page = deals('id,name,value\r\n1,"two\r\nlines\r\nhere",1\r\n\r\n2,b,bad\r\n')
    assert page.records[0].fields["name"] == "two\r\nlines\r\nhere"
    assert page.records[0].origin == ("deals.csv", 2)
    assert [(e.line, e.column) for e in page.rejected] == [(6, "value")]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("2,b", "", "has 2 columns, the header has 3"),
        ("2,b,3,4", "", "has 4 columns, the header has 3"),
        (",b,3", "id", "is empty but required"),
        ("1,b,3", "id", "duplicate id '1'; the first row counts"),
        ("2,b\0,3", "", "holds a NUL byte"),
        ('2,"b"c,3', "", "',' expected after '\"'"),
        ("2," + "x" * 140_000 + ",3", "", "field larger than field limit (131072)"),
        ("x" * 256 + ",b,3", "id", "is longer than 255 characters"),
        ("2,b,1e400", "value", "'1e400' is not a number"),
        ("2,b,NaN", "value", "'NaN' is not a number"),
        ("2,b,9999999999999999", "value", "'9999999999999999' is too large: the limit is 10^15"),
    ],
)
def test_each_kind_of_bad_row_costs_only_itself(
    deals: Deals, row: str, column: str, reason: str
) -> None:
    page = deals(f"id,name,value\n1,a,1\n{row}\n9,z,9\n")
    assert ids(page) == ["1", "9"]
    assert page.rejected == [RowError("deals.csv", 3, column, reason)]
    assert page.records[1].origin == ("deals.csv", 4)


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_never_closed_costs_one_row(deals: Deals, end: str) -> None:
    page = deals(f'id,name,value\n1,a,1\n2,"b,2\n3,c,3\n4,d,4{end}')
    assert ids(page) == ["1", "3", "4"]
    assert [(e.line, e.reason) for e in page.rejected] == [
        (3, "a quote is opened and never closed")
    ]
    assert [r.origin[1] for r in page.records] == [2, 4, 5]


def test_a_quote_never_closed_in_a_large_file_costs_one_row(deals: Deals) -> None:
    rows = [f"{n},name,{n}" for n in range(4_000)]
    rows[1_500] = '1500,"name,1500'
    page = deals("\n".join(["id,name,value", *rows]))
    assert "does not end" in page.rejected[0].reason
    assert len(page.records) == 3_999
    assert [e.line for e in page.rejected] == [1_502]
    assert all(int(r.external_id) + 2 == r.origin[1] for r in page.records)


def test_an_endless_line_costs_one_row(deals: Deals) -> None:
    page = deals("id,name,value\n1," + "x" * 3_000_000 + ",1\n2,b,2\n")
    assert ids(page) == ["2"]
    assert page.records[0].origin == ("deals.csv", 3)
    assert page.rejected[0].line == 2
    assert "longer than" in page.rejected[0].reason


def test_unreadable_bytes_cost_their_row(deals: Deals) -> None:
    page = deals("id,name,value\n1,客户,1\n".encode() + b"2,\xff\xfe,2\n" + "3,客户,3\n".encode())
    assert ids(page) == ["1", "3"]
    assert page.rejected == [RowError("deals.csv", 3, "", "holds bytes that are not utf-8")]


def test_formulas_are_kept_as_they_are(deals: Deals) -> None:
    page = deals('id,name,value\n1,"=HYPERLINK(""http://x"")",-5\n2,@SUM(A1),"(1,200.50)"\n')
    assert [r.fields["name"] for r in page.records] == ['=HYPERLINK("http://x")', "@SUM(A1)"]
    assert [r.fields["value"] for r in page.records] == [Decimal(-5), Decimal("-1200.50")]


def test_blank_rows_are_nothing(deals: Deals) -> None:
    page = deals("id,name,value\n\n,,\n , ,\n,\n1,a,1\n\n")
    assert (ids(page), list(page.rejected)) == (["1"], [])


def test_columns_nobody_maps_are_said_once(deals: Deals) -> None:
    page = deals("id,name,value,colour,\n" + "".join(f"{n},a,1,red,\n" for n in range(50)))
    assert page.warnings == ("deals.csv: columns not mapped: colour",)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_a_warning(deals: Deals, content: str) -> None:
    page = deals(content)
    assert (list(page.records), page.warnings) == ([], ("deals.csv: is empty",))


def test_a_header_without_rows_is_no_error(deals: Deals) -> None:
    page = deals("id,name,value\n")
    assert (list(page.records), list(page.rejected), list(page.warnings)) == ([], [], [])
