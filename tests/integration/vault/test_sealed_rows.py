"""Words are encrypted in the database, open for who reads them, and gone once shredded."""

import pytest
from tests.integration.vault.conftest import SAID, TENANT, Site

from revrise.adapters.vault.master import new_text
from revrise.core.errors import Fatal, Misconfigured


def test_the_database_holds_no_word_and_the_store_gives_them_all(site: Site):
    site.add(site.store, "one")
    site.add(site.store, "two")
    rows = site.sql("SELECT CAST(transcript AS TEXT) FROM call_transcript")
    assert len(rows) == 2
    assert all("discount" not in row[0] and "sealed" in row[0] for row in rows)
    assert site.words() == [f"{SAID} one", f"{SAID} two"]


def test_every_call_has_a_key_of_its_own_that_is_nowhere_plain(site: Site):
    site.add(site.store, "one")
    site.add(site.store, "two")
    found = site.sql("SELECT kind, subject_id, state FROM data_key ORDER BY kind, subject_id")
    assert found == [
        ("call", "one", "active"),
        ("call", "two", "active"),
        ("tenant", TENANT, "active"),
    ]


def test_words_put_into_another_row_are_refused(site: Site):
    site.add(site.store, "one")
    site.add(site.store, "two")
    other = "(SELECT transcript FROM call_transcript WHERE id = 'w_two')"
    site.sql(f"UPDATE call_transcript SET transcript = {other} WHERE id = 'w_one'")
    with pytest.raises(Fatal, match="cannot be decrypted"):
        site.words()


def test_a_key_given_to_another_call_opens_nothing(site: Site):
    site.add(site.store, "one")
    site.add(site.store, "two")
    site.sql("UPDATE data_key SET subject_id = 'one' WHERE subject_id = 'two'")
    with pytest.raises(Fatal, match="cannot be decrypted"):
        site.words()


def test_shredded_words_are_gone_even_where_an_old_row_comes_back(site: Site):
    site.add(site.store, "one")
    site.add(site.store, "two")
    ((old,),) = site.sql("SELECT CAST(transcript AS TEXT) FROM call_transcript WHERE id='w_one'")
    with site.store.begin(site.actor) as work:
        assert work.keys.shred("call", "one") == 1
        work.record("vault.shredded", "one")
    with site.store.begin(site.actor) as work:
        assert work.keys.shred("call", "one") == 0
    assert site.words() == [f"{SAID} two"]
    cast = "CAST(:old AS JSONB)".replace(":old", f"'{old}'")
    json = cast if site.engine.dialect.name == "postgresql" else f"'{old}'"
    site.sql(f"UPDATE call_transcript SET transcript = {json} WHERE id = 'w_one'")
    assert site.words() == [f"{SAID} two"]
    assert site.sql("SELECT wrapped, state FROM data_key WHERE subject_id = 'one'") == [
        ("", "shredded")
    ]


def test_a_shredding_that_nothing_records_is_undone(site: Site):
    site.add(site.store, "one")
    with pytest.raises(Fatal, match="audit"), site.store.begin(site.actor) as work:
        work.keys.shred("call", "one")
    assert site.words() == [f"{SAID} one"]


def test_what_was_written_plain_is_read_and_encrypted_in_bites(site: Site):
    for name in ("one", "two", "three"):
        site.add(site.plain, name)
    said = sorted(f"{SAID} {name}" for name in ("one", "two", "three"))
    assert site.words() == said
    for left, done in ((1, 2), (0, 1)):
        with site.store.begin(site.actor) as work:
            assert work.keys.encrypt(2) == done
            work.record("vault.encrypted", TENANT)
        with site.store.read(site.actor) as work:
            assert work.keys.status().plain == left
    assert site.words() == said
    with pytest.raises(Fatal, match="no master key"):
        site.words(site.plain)


def test_a_rotation_wraps_every_key_anew_and_processes_of_before_read_on(site: Site):
    site.add(site.store, "one")
    running, before = site.store, site.keys[0]
    assert site.words(running) == [f"{SAID} one"]
    site.keys.insert(0, new_text())
    with site.store.begin(site.actor) as work:
        assert work.keys.status().stale_tenants == 1
        assert work.keys.rotate().stale == 1
        work.record("vault.rotated", TENANT)
    site.add(running, "two")
    for store in (running, site.store):
        assert site.words(store) == [f"{SAID} one", f"{SAID} two"]
    for done in (1, 0):
        with site.store.begin(site.actor) as work:
            assert work.keys.rewrap(5) == done
            work.record("vault.rewrapped", TENANT)
    for store in (running, site.store):
        assert site.words(store) == [f"{SAID} one", f"{SAID} two"]
    site.keys.remove(before)
    assert site.words() == [f"{SAID} one", f"{SAID} two"]
    with site.store.read(site.actor) as work:
        status = work.keys.status()
    assert (status.stale_tenants, status.stale, status.active) == (0, 0, 2)


def test_without_its_master_key_nothing_is_read_and_the_way_out_is_said(site: Site):
    site.add(site.store, "one")
    site.keys[:] = [new_text()]
    with pytest.raises(Misconfigured, match="master key") as told:
        site.words()
    assert "key file" in (told.value.remedy or "")
