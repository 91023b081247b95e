"""The databases themselves keep a published version of content as it was."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError

from revrise.adapters.sql.tables import metadata

AT = datetime(2026, 3, 2, tzinfo=UTC)
FIXED = ("body = 'other'", "number = '9.9.9'", "approved_by = '[\"x\"]'", "published_at = NULL",
         "created_at = NULL", "state = 'draft'", "state = 'approved'", "state = 'in_review'",
         "body = 'other', state = 'expired'")  # fmt: skip
CHANGE = "UPDATE asset_version SET {} WHERE id = '{}'"


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A version in every state; those shown carry the day."""
    person = {"tenant_id": "local", "id": "per_1", "name": "A", "active": True, "version": 1}
    rows = {
        "person": [_whole("person", person)],
        "asset": [
            _whole("asset", {"tenant_id": "local", "id": "a", "kind": "deck", "title": "Deck",
                             "owner_id": "per_1", "version": 1})
        ],
        "asset_version": [
            _whole("asset_version", {"tenant_id": "local", "id": state, "asset_id": "a",
                                     "number": "1.0.0", "body": "text", "author_id": "per_1",
                                     "created_at": AT, "state": state, "approved_by": ["per_2"],
                                     "published_at": AT if state in SHOWN else None,
                                     "version": 1})
            for state in (*SHOWN, "draft", "in_review", "approved")
        ],
    }  # fmt: skip
    with engine.begin() as connection:
        for table, values in rows.items():
            connection.execute(insert(metadata.tables[table]), values)
    return engine


SHOWN = ("published", "expired", "retired")


@pytest.mark.parametrize("state", SHOWN)
def test_what_was_published_is_neither_changed_nor_deleted(filled: Engine, state: str) -> None:
    tries = [*(CHANGE.format(one, state) for one in FIXED),
             f"DELETE FROM asset_version WHERE id = '{state}'"]  # fmt: skip
    for change in tries:
        with filled.connect() as connection, pytest.raises(DBAPIError) as caught:
            connection.execute(text(change))
        assert "never changes" in str(caught.value), change


def test_its_state_goes_on_and_drafts_may_change(filled: Engine) -> None:
    with filled.begin() as connection:
        for state, then in (("published", "expired"), ("expired", "published"),
                            ("approved", "published")):  # fmt: skip
            connection.execute(text(CHANGE.format(f"state = '{then}', version = 2", state)))
        connection.execute(text(CHANGE.format("body = 'other'", "draft")))
        connection.execute(text("DELETE FROM asset_version WHERE id = 'in_review'"))


def _whole(table: str, given: dict[str, object]) -> dict[str, object]:
    """The row with something in every cell that needs one."""
    empty: dict[str, object] = {}
    for column in metadata.tables[table].c:
        if not column.nullable and column.name not in given:
            kind = column.type.python_type if column.name not in ("tags", "roles") else list
            empty[column.name] = kind()
    return {**empty, **given}
