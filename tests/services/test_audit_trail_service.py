"""Checkpoints, proof, files, access and refusals, on every store."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_calls_service import calls, command

from revrise.adapters.system.anchor import FileAnchor
from revrise.adapters.system.signing import Ed25519Signer
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.checkpoint import from_line, line
from revrise.services.auditing.access import Access, note_access
from revrise.services.auditing.checkpoints import SIGNED, Checkpoints, Pace
from revrise.services.auditing.files import HEADS, TrailFiles
from revrise.services.auditing.refusals import Refusals
from revrise.services.auditing.trail import Sought, Trail
from revrise.services.auditing.verifying import Verifying
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.media import Media

__all__ = ["calls"]


@pytest.fixture
def anchor(tmp_path: Path) -> FileAnchor:
    return FileAnchor(tmp_path / "outside")


@pytest.fixture
def checkpoints(world: World, anchor: FileAnchor, tmp_path: Path) -> Checkpoints:
    signer = Ed25519Signer(tmp_path / "keys")
    return Checkpoints(world.desk, TENANT, lambda: signer, lambda: anchor, Pace(60, 5))


@pytest.fixture
def verifying(world: World, checkpoints: Checkpoints) -> Verifying:
    return Verifying(world.desk, checkpoints.signer, checkpoints.anchor)


def entries(world: World, count: int) -> None:
    for _ in range(count):
        with world.desk.store.begin(world.by("n1")) as work:
            work.record("test.done", "something")


def test_a_checkpoint_is_stored_kept_outside_and_proves_the_chain(
    world: World, checkpoints: Checkpoints, verifying: Verifying, anchor: FileAnchor
) -> None:
    admin = world.by("admin")
    made = checkpoints.take(admin)
    assert [from_line(one) for one in anchor.lines()] == [(TENANT, evolve(made, id=""))]
    proof = verifying.verify(admin)
    assert (proof.breach, proof.checkpoints, proof.outside) == (None, 1, 1)
    assert (proof.against, proof.uncovered) == (anchor.place, 1)
    assert world.audited[-1] == SIGNED


def test_without_a_new_entry_the_last_checkpoint_still_does(
    world: World, checkpoints: Checkpoints
) -> None:
    admin = world.by("admin")
    first = checkpoints.take(admin)
    assert checkpoints.take(admin) == first
    assert checkpoints.waiting(admin) == 0
    entries(world, 1)
    assert checkpoints.waiting(admin) == 1
    assert checkpoints.take(admin).seq == first.seq + 2


def test_the_schedule_signs_after_so_many_entries_or_minutes(
    world: World, checkpoints: Checkpoints
) -> None:
    first = checkpoints.due()
    assert first is not None
    assert checkpoints.due() is None
    entries(world, 4)
    assert checkpoints.due() is None
    entries(world, 1)
    assert checkpoints.due() is not None
    entries(world, 1)
    assert checkpoints.due() is None
    world.desk.clock.at = NOW + timedelta(minutes=60)  # type: ignore[attr-defined]
    assert checkpoints.due() is not None
    world.desk.clock.at = NOW + timedelta(minutes=180)  # type: ignore[attr-defined]
    assert checkpoints.due() is None, "an idle installation signs nothing"


def test_only_who_may_signs_reads_and_verifies(
    world: World, checkpoints: Checkpoints, verifying: Verifying
) -> None:
    checkpoints.take(world.by("admin"))
    for person in ("n1", "coach", "manager", "enb"):
        by = world.by(person)
        uses: list[Any] = [checkpoints.take, checkpoints.newest, checkpoints.rotate]
        uses += [verifying.verify, verifying.keys]
        uses += [lambda by: Trail(world.desk).listed(Sought(), by)]
        uses += [lambda by: TrailFiles(world.desk, checkpoints).make(Sought(), "csv", by)]
        for use in uses:
            with pytest.raises(Refused):
                use(by)


def test_old_keys_stay_known_after_a_rotation(
    world: World, checkpoints: Checkpoints, verifying: Verifying
) -> None:
    admin = world.by("admin")
    first = checkpoints.take(admin)
    new = checkpoints.rotate(admin)
    second = checkpoints.take(admin)
    assert second.key_id == new.id != first.key_id
    proof = verifying.verify(admin)
    assert proof.breach is None
    assert set(proof.keys) == {first.key_id, second.key_id}
    only_new = verifying.verify(admin, keys=[new.hex])
    assert only_new.breach is not None
    assert only_new.breach.seq == first.seq


def test_a_forged_checkpoint_and_one_of_a_strangers_key_are_found(
    world: World, checkpoints: Checkpoints, verifying: Verifying, tmp_path: Path
) -> None:
    admin = world.by("admin")
    made = checkpoints.take(admin)
    forged = line(TENANT, evolve(made, hash="0" * 64))
    assert verifying.verify(admin, [forged]).breach is not None
    other = Ed25519Signer(tmp_path / "other")
    strange = Checkpoints(world.desk, TENANT, lambda: other, checkpoints.anchor)
    entries(world, 1)
    told = line(TENANT, strange.take(admin))
    assert verifying.verify(admin, [told]).breach is not None


def test_a_file_without_a_checkpoint_proves_nothing(
    world: World, checkpoints: Checkpoints, verifying: Verifying
) -> None:
    admin = world.by("admin")
    made = checkpoints.take(admin)
    for lines in ([], ["{"], ["[1]"], ['{"format": 1}'], [line("globex", made)]):
        with pytest.raises(Invalid):
            verifying.verify(admin, lines, "a file")


def test_a_file_holds_every_entry_the_checkpoint_and_its_own_making(
    world: World, checkpoints: Checkpoints
) -> None:
    made = TrailFiles(world.desk, checkpoints).make(Sought(), "jsonl", world.by("admin"))
    lines = [json.loads(one) for one in b"".join(made.jsonl()).splitlines()]
    assert lines[0] == {
        "format": "revrise-audit-1", "tenant_id": TENANT, "complete": True, "until": made.until
    }  # fmt: skip
    assert [one["seq"] for one in lines[1:-1]] == list(range(1, made.until + 1))
    assert lines[-2]["action"] == "export.made"
    assert (lines[-1]["seq"], lines[-1]["hash"]) == (made.until, lines[-2]["hash"])


def test_a_file_holds_what_its_filters_leave_and_says_so(
    world: World, checkpoints: Checkpoints
) -> None:
    files, admin = TrailFiles(world.desk, checkpoints), world.by("admin")
    entries(world, 3)
    made = files.make(Sought(actors=("n1",), action="test."), "csv", admin)
    rows = list(made.rows())
    assert [row[HEADS.index("action")] for row in rows] == ["test.done"] * 3 + ["#checkpoint"]
    assert not made.complete
    with pytest.raises(Invalid):
        files.make(Sought(), "xlsx", admin)


def test_entries_are_found_by_every_filter_a_page_at_a_time(world: World) -> None:
    trail, admin = Trail(world.desk), world.by("admin")
    entries(world, 5)

    def found(sought: Sought) -> int:
        return len(trail.listed(sought, admin)[0])

    assert found(Sought(action="test.d")) == 5
    assert found(Sought(action="test.", subject="something")) == 5
    assert found(Sought(actors=("nobody",))) == 0
    assert found(Sought(subject="something", since=NOW)) == 5
    assert found(Sought(until=NOW)) == 0
    assert found(Sought(only="policy")) == 0
    with pytest.raises(Invalid):
        trail.listed(Sought(only="nonsense"), admin)
    before, seen = None, []
    while True:
        page, before = trail.listed(Sought(action="test."), admin, before, 2)
        seen += [entry.seq for entry in page]
        if before is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == len(seen) >= 5


def test_who_did_it_and_what_it_is_about_are_named_as_far_as_one_may_see(
    world: World, calls: Any
) -> None:
    call = calls.add(command(), world.by("n1")).call
    trail = Trail(world.desk)
    page, _ = trail.listed(Sought(subject=call.id), world.by("admin"))
    assert trail.names(page, world.by("admin"))["n1"] == "Nora 1"
    assert trail.subjects(page, world.by("n1"))[call.id].url == f"/calls/{call.id}"
    assert trail.subjects(page, world.by("n2")) == {}
    assert "n1" in trail.people("nora 1", world.by("admin"))


def test_reading_a_transcript_is_one_entry_a_person_call_and_hour(world: World, calls: Any) -> None:
    call = calls.add(command(), world.by("n1")).call
    for _ in range(3):
        calls.show(call.id, world.by("n1"))
        calls.show(call.id, world.by("manager"))
    assert world.audited.count("transcript.accessed") == 2
    world.desk.clock.at = NOW + timedelta(hours=1)  # type: ignore[attr-defined]
    calls.show(call.id, world.by("n1"))
    assert world.audited.count("transcript.accessed") == 3
    with pytest.raises(NotFound):
        calls.show(call.id, world.by("n2"))
    assert world.audited.count("transcript.accessed") == 3


def test_words_withheld_for_want_of_consent_are_written_down(world: World, calls: Any) -> None:
    by = world.by("n1")
    call = calls.add(command(), by).call
    Consents(world.desk).change(SetConsent(call.id, "withdrawn", evidence="the buyer wrote"), by)
    for _ in range(2):
        assert calls.show(call.id, by)["transcript"] is None
    assert world.audited.count("transcript.withheld") == 1
    assert "transcript.accessed" not in world.audited


def test_a_call_without_recording_leaves_no_entry(world: World, calls: Any) -> None:
    call = calls.add(command(), world.by("n1")).call
    media = Media(calls, lambda: None, lambda *_: None, world.people.on_behalf)  # type: ignore[arg-type, return-value]
    with pytest.raises(NotFound):
        media.recording(call.id, world.by("n1"))
    assert not [one for one in world.audited if one.startswith("recording.")]


def test_access_by_the_system_is_no_persons(world: World) -> None:
    from revrise.core.governance.actor import system_actor

    before = world.audited
    note_access(world.desk, Access("recording", "call_1", allowed=True), system_actor(TENANT))
    assert world.audited == before
    note_access(world.desk, Access("recording", "call_1", allowed=True), world.by("n1"))
    assert world.audited == [*before, "recording.accessed"]


def refusal(world: World, person: str, resource: str = "policy") -> Refused:
    with pytest.raises(Refused) as caught:
        world.desk.scope(world.by(person), resource, "update")
    return caught.value


def test_a_refusal_is_an_entry_at_once_and_its_repeats_one_more(world: World) -> None:
    refusals, by = Refusals(world.desk), world.by("n1")
    for _ in range(500):
        refusals.note(refusal(world, "n1"), "changePolicy", by)
    assert world.audited.count("access.refused") == 1
    world.desk.clock.at = NOW + timedelta(minutes=1)  # type: ignore[attr-defined]
    refusals.note(refusal(world, "n1"), "changePolicy", by)
    assert world.audited.count("access.refused") == 2
    assert world.audited.count("access.refused_again") == 1
    page, _ = Trail(world.desk).listed(Sought(only="refusals"), world.by("admin"))
    assert [entry.detail["times"] for entry in page] == [1, 499, 1]
    assert page[0].subject == "policy"


def test_nobody_fills_the_trail_with_refusals_of_ever_new_kinds(world: World) -> None:
    refusals, by = Refusals(world.desk), world.by("n1")
    error = refusal(world, "n1")
    for number in range(300):
        refusals.note(error, f"way {number}", by)
    refusals.flush()
    assert world.audited.count("access.refused") <= 61
    assert world.audited.count("access.refused_again") == 1


def test_what_somebody_typed_is_not_in_the_entry_of_a_refusal(world: World) -> None:
    refusals, by = Refusals(world.desk), world.by("n1")
    refusals.note(Refused("no", culprit="zhang.san@example.com"), "way", by)
    refusals.note(Invalid("no"), "way", by)
    page, _ = Trail(world.desk).listed(Sought(only="refusals"), world.by("admin"))
    (entry,) = page
    assert "zhang" not in f"{entry.subject}{entry.detail}"
