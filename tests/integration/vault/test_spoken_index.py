"""The index of what was said beside encrypted words: nothing readable, nothing left behind."""

from sqlalchemy import text
from tests.integration.vault.conftest import TENANT, Site

from revrise.adapters.sql.store import SqlStore
from revrise.core.conversations.spoken_search import asked, pieces
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.spoken import SpokenCall, SpokenLine, Wanted


def every(resource: str) -> Scope:
    return system_scope(TENANT, resource, "read", "test")


def index(site: Site, name: str, said: str) -> None:
    words = tuple(one.word for one in pieces(said))
    call = SpokenCall(name, f"w_{name}", site.clock.now(), (SpokenLine(0, words),))
    with site.store.begin(site.actor) as work:
        work.spoken.put(call)
        work.record("test.indexed", name)


def found(store: SqlStore, site: Site, words: str) -> list[str]:
    wanted = Wanted(asked(words), (), every("call"), every("call_transcript"))
    with store.read(site.actor) as work:
        return [one.call_id for one in work.spoken.find(wanted)]


def lines(site: Site) -> str:
    with site.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        if site.engine.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('revrise.tenant', :t, true)"), {"t": TENANT})
        return " ".join(connection.scalars(text("SELECT CAST(words AS TEXT) FROM spoken_line")))


def test_the_index_holds_no_word_and_finds_them_all(site: Site) -> None:
    site.add(site.store, "c1")
    index(site, "c1", "the discount 保密")
    assert found(site.store, site, "discount") == found(site.store, site, "保密") == ["c1"]
    held = lines(site)
    assert held
    assert not [word for word in ("discount", "保", "密", "the") if word in held.split()]
    assert found(site.plain, site, "discount") == []  # without its key nobody can ask


def test_a_call_whose_key_is_destroyed_is_in_it_no_more(site: Site) -> None:
    for name in ("c1", "c2"):
        site.add(site.store, name)
        index(site, name, "discount")
    before = lines(site)
    with site.store.begin(site.actor) as work:
        assert work.keys.shred("call", "c1")
        work.record("test.shredded", "c1")
    assert found(site.store, site, "discount") == ["c2"]
    assert len(lines(site)) < len(before)


def test_made_anew_it_has_other_letters_for_the_same_words(site: Site) -> None:
    site.add(site.store, "c1")
    index(site, "c1", "discount")
    before = lines(site)
    with site.store.begin(site.actor) as work:
        assert work.spoken.renew() == 1
        work.record("test.renewed", TENANT)
    assert lines(site) == ""
    index(site, "c1", "discount")
    assert lines(site) not in ("", before)
    assert found(site.store, site, "discount") == ["c1"]
