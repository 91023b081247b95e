"""Those who stop a worker see whether it is in the middle of a write."""

from sqlalchemy import text
from tests.support.open_writes import write_is_open

_ADD = text("INSERT INTO job_worker VALUES ('acme', 'first', 'boot', 0, 'scoring', :at)")


def test_a_write_is_open_from_its_first_row_to_its_commit(floor):
    at = "2026-01-01 00:00:00"
    assert not write_is_open(floor.site.engine)
    with floor.site.engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM job_worker"))
        connection.rollback()
        connection.execute(_ADD, {"at": at})
        assert write_is_open(floor.site.engine)
        connection.rollback()
    assert not write_is_open(floor.site.engine)
