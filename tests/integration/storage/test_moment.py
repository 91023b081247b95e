"""One page, one moment: the same state for all its questions, each asked once."""

from collections.abc import Iterator
from threading import Thread

import pytest
from sqlalchemy import Engine, event

from revrise.adapters.sql.store import SqlStore
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, NotFound
from revrise.testing.storage_things import ACTOR, TENANT, deal, everything, fill, own_deals


@pytest.fixture
def asked(engine: Engine) -> Iterator[list[str]]:
    """What the database was asked."""
    said: list[str] = []

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        if "FROM deal" in statement:
            said.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    yield said
    event.remove(engine, "before_cursor_execute", hear)


@pytest.fixture(autouse=True)
def _filled(store: SqlStore) -> None:
    """Two people and a deal."""
    fill(store, TENANT, 1)


def add(store: SqlStore, number: int) -> None:
    with store.begin(ACTOR) as work:
        work.of(Deal).add(deal(number), everything("deal"))
        work.record("deal.added", deal(number).id)


def count(store: SqlStore) -> int:
    with store.read(ACTOR) as work:
        return work.of(Deal).count(everything("deal"))


def test_the_same_question_is_asked_once(store: SqlStore, asked: list[str]) -> None:
    asked.clear()
    with store.moment():
        found = [count(store) for _ in range(3)]
        with store.read(ACTOR) as work:
            rows = [work.of(Deal).rows(own_deals("read")) for _ in range(2)]
    assert found == [1, 1, 1]
    assert rows[0] == rows[1]
    assert len(asked) == 2


def test_what_others_write_meanwhile_is_not_seen(store: SqlStore) -> None:
    with store.moment():
        with store.read(ACTOR) as work:
            before = work.of(Deal).rows(everything("deal"))
        other = Thread(target=add, args=(store, 2))
        other.start()
        other.join()
        assert len(before) == count(store) == 1
    assert count(store) == 2


def test_what_could_not_be_written_ends_nothing_but_itself(store: SqlStore) -> None:
    with store.moment():
        assert count(store) == 1
        with pytest.raises(Conflict):
            add(store, 1)
        with pytest.raises(NotFound), store.read(ACTOR) as work:
            work.of(Deal).load("deal_missing", everything("deal"))
        assert count(store) == 1


def test_who_reads_while_something_is_written_reads_on_as_it_was(store: SqlStore) -> None:
    with store.moment():
        with store.read(ACTOR) as work:
            assert work.of(Deal).count(everything("deal")) == 1
            add(store, 2)
            assert work.of(Deal).count(everything("deal")) == 1
            assert work.of(Deal).load("deal_001", everything("deal")) == deal(1)
        assert count(store) == 2


def test_rows_handed_out_once_cannot_be_changed_for_who_asks_next(store: SqlStore) -> None:
    with store.moment(), store.read(ACTOR) as work:
        first = work.of(Deal).rows(everything("deal"))
        with pytest.raises((TypeError, AttributeError)):
            first.clear()  # type: ignore[attr-defined]
        with pytest.raises(TypeError):
            first[0]["name"] = "another"  # type: ignore[index]
        assert work.of(Deal).rows(everything("deal"))[0]["name"] == deal(1).name


def test_a_moment_gives_its_connection_back(store: SqlStore, engine: Engine) -> None:
    for _ in range(40):  # more than the pool holds
        with store.moment():
            count(store)
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
