"""Whatever bytes a file holds: records, row errors, or a declared error."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from revrise.core.errors import Misconfigured
from revrise.plugins.crm.csv_folder import CsvKind
from revrise.testing.crm import assert_typed

MAPPING = """
[deal]
file = "d.csv"
{}
[deal.fields]
external_id = "a"
value = "b"
opened_at = "c"
"""
STYLES = ("", 'encoding = "utf-16"', 'encoding = "gb18030"', "distinct = true")
pieces = st.sampled_from(
    [
        b"a,b,c\n",
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"1,2,2024-01-01\n",
        b"\xff",
        b"\xd6\xd0",
    ]
)
content = st.one_of(
    st.binary(max_size=300),
    st.lists(pieces, max_size=40).map(lambda parts: b"a,b,c\n" + b"".join(parts)),
    st.text(max_size=100).map(lambda text: ("a,b,c\n" + text).encode("utf-8", "surrogatepass")),
    st.text(max_size=100).map(lambda text: ("a,b,c\n" + text).encode("utf-16", "surrogatepass")),
)


@given(content, st.sampled_from(STYLES))
@settings(max_examples=400)
def test_any_bytes_give_records_errors_or_a_declared_refusal(data: bytes, style: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "d.csv").write_bytes(data)
        (folder / "m.toml").write_text(MAPPING.format(style), encoding="utf-8")
        connector = CsvKind().connect(name, {"mapping": str(folder / "m.toml")})
        ready = connector.check().ready
        try:
            pages = list(connector.pull(None))
        except Misconfigured:
            assert not ready
            return
    assert ready
    for record in (record for page in pages for record in page.records):
        assert "\0" not in record.external_id
        assert record.external_id.encode()
        for field, value in record.fields.items():
            assert_typed(record, field, value)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 < error.line <= lines for page in pages for error in page.rejected)


@given(st.text(max_size=300))
def test_any_mapping_text_is_a_mapping_or_misconfigured(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "m.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        with suppress(Misconfigured):
            assert CsvKind().connect(name, {"mapping": str(path)}).id == "csv"
