"""The index of what was said, in memory and on both databases: what is found, and what is gone."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.spoken_search import asked, pieces
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Grant, Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.spoken import SpokenCall, SpokenLine, Wanted
from revrise.testing.doubles import FixedClock, SequentialIds

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTOR = system_actor("acme")
SAID = {
    "c_old": ("your price is too high", "the price list, please", "没有预算"),
    "c_new": ("我们的价格太高了", "Price? The PRICE LIST of last year"),
    "c_other": ("price price price",),
}


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request):
    """With three calls of two people, all indexed."""
    clock, ids = FixedClock(BEGAN), SequentialIds()
    if request.param == "memory":
        yield filled(MemoryStore(clock, ids))
        return
    name = "sqlite_url" if request.param == "sqlite" else "walled_postgres_url"
    engine = open_engine(request.getfixturevalue(name))
    yield filled(SqlStore(engine, clock, ids))
    engine.dispose()


def filled(made):
    with made.begin(ACTOR) as work:
        for name in ("per_a", "per_b"):
            work.of(Person).add(Person(name, name, "rep"), every("person", "create"))
        for number, (name, said) in enumerate(SAID.items()):
            owner = "per_b" if name == "c_other" else "per_a"
            at = BEGAN + timedelta(days=number)
            call = Call(name, name, owner, None, at, "en", name)
            work.of(Call).add(call, every("call", "create"))
            words = CallTranscript(f"w_{name}", name, owner, None, spoken(said))
            work.of(CallTranscript).add(words, every("call_transcript", "create"))
            work.spoken.put(indexed(name, at, said))
        work.record("test.added", "calls")
    return made


def every(resource: str, action: str = "read") -> Scope:
    return system_scope("acme", resource, action, "test")


def spoken(said) -> Transcript:
    return Transcript("en", (Speaker("a"),), tuple(Utterance("a", one) for one in said))


def indexed(name: str, at: datetime, said) -> SpokenCall:
    lines = (
        SpokenLine(
            index, tuple(one.word for one in pieces(text)), ("question",) if "?" in text else ()
        )
        for index, text in enumerate(said)
    )
    return SpokenCall(name, f"w_{name}", at, tuple(lines))


def found(store, text: str, *marks: str, **changed) -> list[tuple[str, int]]:
    wanted = Wanted(asked(text), marks, every("call"), every("call_transcript"))
    with store.read(ACTOR) as work:
        places = work.spoken.find(evolve(wanted, **changed))
    return [(one.call_id, one.line) for one in places]


def test_every_word_has_to_be_in_a_line_newest_call_first_lines_in_order(store):
    assert found(store, "price") == [("c_other", 0), ("c_new", 1), ("c_old", 0), ("c_old", 1)]
    assert found(store, "list PRICE") == [("c_new", 1), ("c_old", 1)]
    assert found(store, "price nowhere") == []


def test_a_phrase_is_words_beside_each_other_and_chinese_is_found_from_one_character(store):
    assert found(store, '"price list"') == [("c_new", 1), ("c_old", 1)]
    assert found(store, '"list price"') == []
    assert found(store, "价格") == found(store, "格") == [("c_new", 0)]
    assert found(store, "格价") == []
    assert found(store, "預算") == [("c_old", 2)]  # traditional characters are the same words


def test_a_minus_leaves_lines_out_and_a_mark_is_no_word(store):
    assert found(store, "price -list") == [("c_other", 0), ("c_old", 0)]
    assert found(store, 'price -"price list" -high') == [("c_other", 0)]
    assert found(store, "price", "question") == found(store, "", "question") == [("c_new", 1)]
    assert found(store, "question") == []


def test_pages_are_gone_through_by_place(store):
    wanted = Wanted(asked("price"), (), every("call"), every("call_transcript"), limit=3)
    with store.read(ACTOR) as work:
        first = work.spoken.find(wanted)
        rest = work.spoken.find(evolve(wanted, after=first[-1].at))
    assert [(one.call_id, one.line) for one in (*first, *rest)] == found(store, "price")
    assert [one.line for one in rest] == [1]


def test_hidden_calls_hidden_words_and_filters_are_left_out_before_the_limit(store):
    mine = (Grant(where(owner_id="per_a")),)
    narrow = Scope("acme", "per_a", "call", "read", mine)
    assert found(store, "price", calls=narrow, limit=1) == [("c_new", 1)]
    words = Scope("acme", "per_a", "call_transcript", "read", mine)
    assert found(store, "price", words=words, limit=1) == [("c_new", 1)]
    masked = Scope("acme", "p", "call_transcript", "read", (Grant(columns=frozenset({"call_id"})),))
    assert found(store, "price", words=masked) == []
    assert found(store, "price", words=Scope("acme", "p", "call_transcript", "read")) == []
    by_owner = Query(where(owner_id="per_b"))
    assert found(store, "price", query=by_owner) == [("c_other", 0)]


def test_what_is_removed_changed_or_dropped_is_found_no_more_and_due_again(store):
    with store.begin(ACTOR) as work:
        work.of(CallTranscript).remove("w_c_old", every("call_transcript", "delete"))
        kept = work.of(CallTranscript).load("w_c_new", every("call_transcript"))
        changed = evolve(kept, transcript=spoken(("nothing of it",)), version=2)
        work.of(CallTranscript).save(changed, every("call_transcript", "update"), expected=1)
        work.record("test.changed", "words")
    assert found(store, "price") == [("c_other", 0)]
    with store.begin(ACTOR) as work:
        assert work.spoken.due(9) == ["w_c_new"]
        assert work.spoken.due(9, "w_c_new") == []
        assert work.spoken.drop("c_other") == 1
        assert work.spoken.drop("c_other") == 0
        work.record("test.dropped", "c_other")
    assert found(store, "price") == []
    with store.read(ACTOR) as work:
        assert work.spoken.due(1) == ["w_c_new"]
        assert work.spoken.due(9) == ["w_c_new", "w_c_other"]


def test_a_call_is_indexed_anew_as_a_whole_and_never_without_its_words(store):
    with store.begin(ACTOR) as work:
        work.spoken.put(indexed("c_other", BEGAN, ("something else",)))
        work.spoken.put(indexed("c_gone", BEGAN, ("price of nothing",)))
        work.record("test.indexed", "c_other")
    assert ("c_other", 0) not in found(store, "price")
    assert found(store, "else") == [("c_other", 0)]
    assert found(store, "nothing") == []


LONG = tuple(f"price {number}" for number in range(7))


def added(store, most: int, said=LONG) -> int:
    with store.begin(ACTOR) as work:
        left = work.spoken.add(indexed("c_new", BEGAN, said), most)
        work.record("test.added", "c_new")
    return left


def due(store) -> list[str]:
    with store.read(ACTOR) as work:
        return [*work.spoken.due(9)]


def dropped(store) -> None:
    with store.begin(ACTOR) as work:
        work.spoken.drop("c_new")
        work.record("test.dropped", "c_new")


def test_a_long_call_comes_in_by_pieces_and_is_due_until_it_is_whole(store):
    dropped(store)
    for left, lines in ((4, 3), (1, 6), (0, 7), (0, 7)):
        assert added(store, 3) == left
        assert due(store) == (["w_c_new"] if left else [])
        assert found(store, "price", query=Query(where=where(id="c_new"))) == [
            ("c_new", line) for line in range(lines)
        ]


def test_a_call_whose_words_changed_between_pieces_begins_again(store):
    dropped(store)
    assert added(store, 3) == 4
    with store.begin(ACTOR) as work:
        kept = work.of(CallTranscript).load("w_c_new", every("call_transcript"))
        changed = evolve(kept, transcript=spoken(("nothing",)), version=2)
        work.of(CallTranscript).save(changed, every("call_transcript", "update"), expected=1)
        work.record("test.changed", "words")
    assert found(store, "price", query=Query(where=where(id="c_new"))) == []
    assert added(store, 3, ("budget one", "budget two")) == 0
    assert found(store, "budget") == [("c_new", 0), ("c_new", 1)]


def test_hidden_calls_are_hidden_while_they_come_in(store):
    dropped(store)
    assert added(store, 3) == 4
    theirs = Scope("acme", "per_b", "call", "read", (Grant(where(owner_id="per_b")),))
    assert found(store, "price", calls=theirs) == [("c_other", 0)]
    with store.begin(ACTOR) as work:
        work.of(CallTranscript).remove("w_c_new", every("call_transcript", "delete"))
        work.record("test.removed", "words")
    assert added(store, 3) == 0
    assert ("c_new", 0) not in found(store, "price")


def test_renewed_it_holds_nothing_and_everything_is_due(store):
    with store.begin(ACTOR) as work:
        assert work.spoken.renew() == 3
        work.record("test.renewed", "index")
    assert found(store, "price") == []
    with store.read(ACTOR) as work:
        assert len(work.spoken.due(9)) == 3
