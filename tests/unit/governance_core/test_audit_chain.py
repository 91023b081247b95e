"""The audit chain tells of every change made behind its back."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from math import inf, nan
from types import MappingProxyType

import pytest
from attrs import evolve, fields
from hypothesis import assume, given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.core.governance.audit import (
    GENESIS,
    AuditEntry,
    Breach,
    canonical,
    digest,
    seal,
    verify,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=4)
scalars |= st.floats(allow_nan=False, allow_infinity=False)
moments = st.timedeltas(timedelta(), timedelta(days=4_000)).map(lambda after: NOW + after)
values = st.recursive(
    scalars | moments,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
details = st.dictionaries(st.text(max_size=3), values, max_size=3)
bare = st.builds(
    AuditEntry,
    tenant_id=st.just("acme"),
    seq=st.just(0),
    at=moments,
    actor_id=st.sampled_from(["per_1", "per_2"]),
    action=st.sampled_from(["deal.advanced", "call.added"]),
    subject=st.text(max_size=3),
    detail=details,
    changes=st.sampled_from(["", "ab" * 32]),
)


def sealed(entries):
    """The chain of entries."""
    made = []
    for entry in entries:
        made.append(seal(entry, made[-1] if made else None))
    return made


chains = st.lists(bare, min_size=1, max_size=6).map(sealed)


@given(chains)
def test_an_untouched_chain_holds_with_and_without_any_earlier_head(chain):
    assert verify(chain) is None
    assert verify(chain, (0, GENESIS)) is None
    for entry in chain:
        assert verify(chain, (entry.seq, entry.hash)) is None
    assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))


def test_no_chain_holds_when_nothing_was_kept():
    assert verify([]) is None
    assert verify([], (0, GENESIS)) is None


OTHER = {
    "tenant_id": st.just("globex"),
    "seq": st.integers(-2, 9),
    "at": moments,
    "actor_id": st.text(max_size=3),
    "action": st.text(max_size=3),
    "subject": st.text(max_size=3),
    "detail": details,
    "changes": st.text("0f", max_size=2),
    "previous": st.text("0f", min_size=64, max_size=64),
    "hash": st.text("0f", min_size=64, max_size=64),
}


def test_every_cell_of_an_entry_is_tried():
    assert set(OTHER) == {field.name for field in fields(AuditEntry)}


@given(chains, st.data(), st.sampled_from(sorted(OTHER)))
def test_an_edit_of_any_cell_is_found_at_its_entry(chain, data, name):
    index = data.draw(st.integers(0, len(chain) - 1))
    new = data.draw(OTHER[name])
    if name == "detail":
        assume(canonical(new) != canonical(chain[index].detail))
    assume(new != getattr(chain[index], name))
    chain[index] = evolve(chain[index], **{name: new})
    assert verify(chain).seq == index + 1


@given(chains, st.data())
def test_a_deletion_is_found_where_it_was(chain, data):
    index = data.draw(st.integers(0, len(chain) - 1))
    head = chain[-1].seq, chain[-1].hash
    del chain[index]
    assert verify(chain, head).seq == index + 1


@given(chains, st.data(), bare)
def test_an_insertion_is_found(chain, data, entry):
    index = data.draw(st.integers(0, len(chain) - 1))
    forged = seal(entry, chain[index - 1] if index else None)
    chain.insert(index, forged)
    found = verify(chain)
    # The forged entry fits behind the one before; the next one does not fit behind it.
    assert found is not None
    assert found.seq == index + 2


@given(chains, st.data())
def test_another_entry_sealed_in_its_place_is_found_at_the_next(chain, data):
    assume(len(chain) > 1)
    index = data.draw(st.integers(0, len(chain) - 2))
    forged = evolve(chain[index], actor_id="somebody else")
    chain[index] = seal(forged, chain[index - 1] if index else None)
    assert verify(chain) == Breach(index + 2, "does not follow the entry before it")


@given(chains, st.data())
def test_a_new_order_is_found(chain, data):
    assume(len(chain) > 1)
    shuffled = data.draw(st.permutations(chain))
    assume([entry.seq for entry in shuffled] != [entry.seq for entry in chain])
    assert verify(shuffled) is not None


@given(chains, st.data())
def test_an_entry_given_another_place_is_found(chain, data):
    """Renumbered, so that only the hashes can tell."""
    assume(len(chain) > 1)
    shuffled = data.draw(st.permutations(chain))
    assume([entry.seq for entry in shuffled] != [entry.seq for entry in chain])
    renumbered = [evolve(entry, seq=place) for place, entry in enumerate(shuffled, 1)]
    assert verify(renumbered) is not None


@given(chains, st.data())
def test_a_cut_tail_is_found_by_the_head_kept_elsewhere(chain, data):
    kept = chain[: data.draw(st.integers(0, len(chain) - 1))]
    assert verify(kept) is None
    assert verify(kept, (chain[-1].seq, chain[-1].hash)) == Breach(
        len(kept) + 1, "the chain ends before the checkpoint"
    )


@given(chains, st.data())
def test_a_rewrite_of_the_whole_chain_is_found_by_the_head_kept_elsewhere(chain, data):
    index = data.draw(st.integers(0, len(chain) - 1))
    forged = [evolve(entry, hash="", previous=GENESIS) for entry in chain]
    forged[index] = evolve(forged[index], actor_id="somebody else")
    rewritten = sealed(forged)
    assert verify(rewritten) is None
    found = verify(rewritten, (chain[-1].seq, chain[-1].hash))
    assert "rewritten" in found.reason


@pytest.mark.parametrize("detail", [{"x": nan}, {"x": inf}, {"x": object()}])
def test_what_could_never_be_sealed_is_a_breach_not_a_crash(detail):
    chain = sealed([AuditEntry("acme", 0, NOW, "per_1", "call.added", "call_1")])
    chain[0] = evolve(chain[0], detail=detail)
    assert verify(chain) == Breach(1, "was changed after it was written")


def test_the_hash_of_an_entry_stays_what_it_was():
    entry = AuditEntry("acme", 0, NOW, "per_1", "call.added", "call_1", {"state": "分析"}, "ab")
    assert digest(seal(entry, None)) == (
        "0324075adbf52c6bbcee0ad829f75377d22d3d1df17f2c74f8b260e84872f5d7"
    )


@given(details, st.randoms())
def test_canonical_json_forgets_the_order_of_keys(detail, chance):
    keys = list(detail)
    chance.shuffle(keys)
    assert canonical({key: detail[key] for key in keys}) == canonical(detail)
    assert canonical(MappingProxyType(detail)) == canonical(detail)


@given(moments, st.integers(-12, 14))
def test_canonical_json_forgets_the_time_zone(moment, hours):
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert canonical([elsewhere]) == canonical([moment])


def plain(value):
    """What JSON keeps of a value."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value


@given(values)
def test_canonical_json_loses_nothing(value):
    assert json.loads(canonical(value)) == plain(value)


def test_canonical_json_is_compact_utf_8():
    assert canonical({"b": [1, None], "a": "价格"}) == '{"a":"价格","b":[1,null]}'.encode()
    assert canonical({"at": NOW}) == b'{"at":"2026-03-02T09:00:00+00:00"}'


@pytest.mark.parametrize(
    "value",
    [
        nan,
        {"deep": [inf]},
        object(),
        {1, 2},
        b"bytes",
        date(2026, 3, 2),
        Breach(1, "an object of attrs"),
        {"one": 1, 2: "two"},
        "\ud800",
        NOW.replace(tzinfo=None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_canonical_json_is_refused(value):
    with pytest.raises(Invalid):
        canonical(value)


def test_what_refers_to_itself_has_no_canonical_json():
    circle = []
    circle.append(circle)
    with pytest.raises(Invalid):
        canonical(circle)
