"""What every CRM connector promises; inherit it and say how to make yours.

    class TestMine(CrmConnectorContract):
        known_text = "北京"

        @pytest.fixture
        def connector(self) -> CrmConnector:
            return MyKind().connect("…", {})

Capabilities decide which tests apply; the others are skipped and say why.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from revrise.core.errors import Fatal, Invalid, Retriable, RevRiseError
from revrise.ports.crm import (
    DECIMAL,
    FIELDS,
    KINDS,
    TEXT,
    TEXTS,
    TIME,
    WHOLE,
    CrmConnector,
    CrmPage,
    CrmRecord,
)

_TYPES: dict[str, type[Any]] = {
    TEXT: str,
    TEXTS: tuple,
    WHOLE: int,
    DECIMAL: Decimal,
    TIME: datetime,
}
_PATIENCE = 20  # Retriable errors in one pull


class CrmConnectorContract:
    """Give a fixture `connector` with at least two records, of two kinds where it can.

    `known_text` stands in some field, letter by letter; choose one that is not ASCII. `secrets`
    are texts no error may show. `broken` is a connector that cannot work.
    """

    known_text: str = ""
    secrets: tuple[str, ...] = ()

    @pytest.fixture
    def connector(self) -> CrmConnector:
        """The connector under test."""
        raise NotImplementedError("the contract needs a fixture `connector`")

    @pytest.fixture
    def broken(self) -> CrmConnector:
        """A connector whose source is gone, refuses it, or is set up wrongly."""
        pytest.skip("no fixture `broken`")

    def test_says_that_it_is_ready(self, connector: CrmConnector) -> None:
        """`check` answers without raising."""
        assert connector.check().ready, connector.check().reason

    def test_names_itself(self, connector: CrmConnector) -> None:
        """The id is a short lower-case name."""
        assert connector.id
        assert connector.id == connector.id.lower()

    def test_sends_something(self, connector: CrmConnector) -> None:
        """The other tests would say nothing about an empty source."""
        assert len(everything(connector)) > 1

    def test_sends_canonical_fields_of_the_right_type(self, connector: CrmConnector) -> None:
        """Every field is in `FIELDS` of its kind and None or of its type; times are UTC."""
        for record in everything(connector):
            for name, value in record.fields.items():
                assert name in FIELDS[record.kind], f"{record.kind} has no {name}"
                assert_typed(record, name, value)

    def test_every_record_has_an_id_and_an_origin(self, connector: CrmConnector) -> None:
        """So that it can be found again, here and there."""
        for record in everything(connector):
            assert record.external_id.strip() == record.external_id != ""
            assert record.origin[0]
            assert record.origin[1] >= 0

    def test_sends_references_before_referrers(self, connector: CrmConnector) -> None:
        """Things first appear in the order of `KINDS`, whatever page they are on."""
        order = [KINDS.index(kind) for kind, _ in digests(everything(connector))]
        assert order == sorted(order)

    def test_a_second_pull_sends_the_same(self, connector: CrmConnector) -> None:
        """Same ids, same digests."""
        assert digests(everything(connector)) == digests(everything(connector))

    def test_resumes_after_every_page(self, connector: CrmConnector) -> None:
        """What came up to a page and what comes after its cursor is everything, once more."""
        pages = list(pulled(connector, None))
        whole = digests(everything(connector))
        so_far: list[CrmRecord] = []
        for page in pages[:-1]:
            so_far += page.records
            rest = [r for later in pulled(connector, page.cursor) for r in later.records]
            assert digests([*so_far, *rest]) == whole

    def test_resuming_does_not_start_again(self, connector: CrmConnector) -> None:
        """A page already sent is not sent again from its own cursor."""
        pages = list(pulled(connector, None))
        for number, page in enumerate(pages[:-1], 1):
            assert len(list(pulled(connector, page.cursor))) == len(pages) - number

    def test_sends_nothing_when_nothing_changed(self, connector: CrmConnector) -> None:
        """The last cursor of an incremental connector leads to no records."""
        if not connector.capabilities.incremental:
            pytest.skip("the connector is not incremental")
        last = list(pulled(connector, None))[-1].cursor
        assert [r for page in pulled(connector, last) for r in page.records] == []

    def test_reports_what_was_deleted(self, connector: CrmConnector) -> None:
        """A deleted thing comes once more, marked."""
        if not connector.capabilities.deletes:
            pytest.skip("the connector cannot report deletions")
        assert any(record.deleted for record in everything(connector))

    def test_keeps_text_letter_by_letter(self, connector: CrmConnector) -> None:
        """Chinese, accents and emoji arrive as they were."""
        if not self.known_text:
            pytest.skip("the contract class names no `known_text`")
        fields = (value for r in everything(connector) for value in r.fields.values())
        assert self.known_text in fields

    def test_refuses_a_cursor_it_did_not_write(self, connector: CrmConnector) -> None:
        """Invalid, not a silent start from the beginning."""
        with pytest.raises(Invalid):
            list(connector.pull("no cursor of ours"))

    def test_previews_rows_beside_records(self, connector: CrmConnector) -> None:
        """Each preview has a source row and a record or an error, at most `limit` a source."""
        rows = list(connector.preview(1))
        assert rows
        for row in rows:
            assert row.kind in KINDS
            assert (row.record is None) != (row.error is None)
            assert row.source or row.error

    def test_says_why_it_is_not_ready(self, broken: CrmConnector) -> None:
        """`check` gives a reason, shows no secret and never raises."""
        found = broken.check()
        assert not found.ready
        assert found.reason
        self._assert_discreet(found.reason + found.remedy)

    def test_fails_with_a_declared_error(self, broken: CrmConnector) -> None:
        """Retriable or Fatal, with a sentence and no secret."""
        with pytest.raises((Retriable, Fatal)) as caught:
            list(broken.pull(None))
        assert isinstance(caught.value, RevRiseError)
        assert caught.value.message
        self._assert_discreet(str(caught.value))

    def _assert_discreet(self, text: str) -> None:
        for secret in self.secrets:
            assert secret not in text


def pulled(connector: CrmConnector, cursor: str | None) -> Iterator[CrmPage]:
    """The pages after a cursor; a Retriable error is answered by resuming after the last page."""
    for _ in range(_PATIENCE):
        try:
            for page in connector.pull(cursor):
                cursor = page.cursor
                yield page
        except Retriable:
            continue
        return
    pytest.fail(f"still failing after {_PATIENCE} tries")


def everything(connector: CrmConnector) -> list[CrmRecord]:
    """All records of a pull from the beginning."""
    return [record for page in pulled(connector, None) for record in page.records]


def digests(records: list[CrmRecord]) -> dict[tuple[str, str], str]:
    """The digest of each thing by kind and id: what a host keeps. The last one counts."""
    return {(record.kind, record.external_id): record.digest for record in records}


def assert_typed(record: CrmRecord, name: str, value: object) -> None:
    """A field is None or of its canonical type; a reference is the text of an external id."""
    if value is None:
        return
    expected = _TYPES.get(FIELDS[record.kind][name], str)
    assert type(value) is expected, f"{record.kind}.{name} is {value!r}"
    if isinstance(value, datetime):
        assert value.tzinfo is UTC, f"{record.kind}.{name} is not in UTC"
    if isinstance(value, Decimal):
        assert value.is_finite(), f"{record.kind}.{name} is not finite"
