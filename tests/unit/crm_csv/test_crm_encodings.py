"""Encodings, delimiters and line ends are found out."""

import codecs
from collections.abc import Callable
from decimal import Decimal

import pytest

from revrise.ports.crm import CrmConnector, CrmPage

TEXT = "id,name,value\n1,北京客户有限公司,1.5\n2,上海商机,2\n"
MAPPING = """
[deal]
file = "deals.csv"
{}
[deal.fields]
external_id = "id"
name = "name"
value = "value"
"""


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk").replace(b"\n", b"\r\n"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", "|").encode("gbk"),
    ],
)
def test_the_text_arrives_however_it_was_written(
    deals: Callable[[bytes], CrmPage], content: bytes
) -> None:
    page = deals(content)
    assert [r.fields["name"] for r in page.records] == ["北京客户有限公司", "上海商机"]
    assert [r.fields["value"] for r in page.records] == [Decimal("1.5"), Decimal(2)]
    assert [r.origin[1] for r in page.records] == [2, 3]


def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(
    deals: Callable[[bytes], CrmPage],
) -> None:
    page = deals("id,name,value\n1,Zoë,5\n".encode("utf-16-le"))
    assert page.records[0].fields["name"] == "Zoë"


def test_guessed_encodings_are_said(deals: Callable[[bytes], CrmPage]) -> None:
    page = deals("id,name,value\n1,Café Zoë,5\n".encode("cp1252"))
    assert page.records[0].fields["name"] == "Café Zoë"
    assert page.warnings == ("deals.csv: is not UTF-8, read as cp1252; set encoding to be sure",)


def test_a_stated_encoding_decides(build: Callable[..., CrmConnector]) -> None:
    mapping = MAPPING.format('encoding = "big5"')
    (page,) = build(mapping, {"deals.csv": "id,name,value\n1,臺北,5\n".encode("big5")}).pull(None)
    assert page.records[0].fields["name"] == "臺北"


def test_a_stated_delimiter_and_decimal_comma_decide(build: Callable[..., CrmConnector]) -> None:
    mapping = MAPPING.format('delimiter = ";"\ndecimal = ","')
    (page,) = build(mapping, {"deals.csv": "id;name;value\n1;a,b,c;1.234,5\n"}).pull(None)
    assert page.records[0].fields == {"name": "a,b,c", "value": Decimal("1234.5")}
