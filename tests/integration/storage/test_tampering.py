"""Whatever somebody does to the stored chain behind our back is found."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, text, update
from tests.support.figures import Figures

from revrise.adapters.sql import chain
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.tables.governance import audit, audit_checkpoint, audit_head
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.governance.audit import GENESIS, AuditEntry, seal

ENTRIES, EVERY = 30, 10
EXAMPLES = 120
NAME = "tampering with the audit chain, found of tried"
Chain = list[AuditEntry]
Change = Callable[[Chain, Any], Chain]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty entries and more, with three checkpoints inside and outside."""
    folder = tmp_path_factory.mktemp("chain")
    app = RevRise(Settings(data_dir=str(folder)))
    by = app.actor()
    for number in range(ENTRIES):
        with app.store.begin(by) as work:
            work.record("deal.changed", f"deal_{number}", {"from": number, "词": "值"})
        if number % EVERY == EVERY - 1:
            app.checkpoints.take(by)
    with app.engine.connect().execution_options(**{WRITES: True}) as connection:
        for action in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_no_{action}"))
        connection.commit()
    app.engine.dispose()
    return folder


def edit(found: Chain, data: Any) -> Chain:
    """Another value in a cell."""
    place = data.draw(st.integers(0, len(found) - 1))
    name, new = data.draw(
        st.sampled_from(
            [
                ("actor_id", "per_x"), ("action", "deal.lost"), ("subject", "deal_x"),
                ("detail", {"from": "x"}), ("changes", "ff" * 32), ("hash", "0" * 64),
                ("at", datetime(2020, 1, 1, tzinfo=UTC)), ("previous", "f" * 64),
            ]
        )
    )  # fmt: skip
    found[place] = evolve(found[place], **{name: new})
    return found


def take_out(found: Chain, data: Any) -> Chain:
    """One entry less, the others as they were."""
    del found[data.draw(st.integers(0, len(found) - 2))]
    return found


def take_out_and_renumber(found: Chain, data: Any) -> Chain:
    """One entry less, and no gap."""
    return [evolve(one, seq=seq) for seq, one in enumerate(take_out(found, data), 1)]


def reorder(found: Chain, data: Any) -> Chain:
    """Two change places, and get each other's number."""
    a, b = sorted(data.draw(st.sets(st.integers(0, len(found) - 1), min_size=2, max_size=2)))
    found[a], found[b] = evolve(found[b], seq=a + 1), evolve(found[a], seq=b + 1)
    return found


def put_in(found: Chain, data: Any) -> Chain:
    """One more, sealed as it should be; the others move on."""
    place = data.draw(st.integers(1, len(found) - 1))
    forged = seal(evolve(found[place], subject="deal_forged"), found[place - 1])
    later = [evolve(one, seq=one.seq + 1) for one in found[place:]]
    return [*found[:place], forged, *later]


def cut(found: Chain, data: Any) -> Chain:
    """The tail is gone, and the head says so too."""
    return found[: data.draw(st.integers(1, 2 * EVERY))]


def rewrite(found: Chain, data: Any) -> Chain:
    """One entry is another one, and everything behind it sealed anew."""
    place = data.draw(st.integers(0, 2 * EVERY))
    found[place] = evolve(found[place], actor_id="per_somebody_else")
    made: Chain = []
    for one in found:
        made.append(seal(evolve(one, previous=GENESIS), made[-1] if made else None))
    return made


ALONE: tuple[Change, ...] = (edit, take_out, take_out_and_renumber, reorder, put_in)
OUTSIDE: tuple[Change, ...] = (cut, rewrite)


def tampered(folder: Path, change: Change, data: Any, *, checkpoints: bool) -> RevRise:
    """The installation after it; without the checkpoints in the database where told so."""
    app = RevRise(Settings(data_dir=str(folder)))
    with app.engine.connect().execution_options(**{WRITES: True}) as connection:
        rows = connection.execute(select(audit).order_by(audit.c.seq)).mappings()
        after = change([chain.entry(row) for row in rows], data)
        connection.execute(delete(audit))
        connection.execute(insert(audit), [chain.row(one) for one in after])
        if change in OUTSIDE:
            _new_head(connection, after[-1], checkpoints=checkpoints)
        connection.commit()
    return app


def _new_head(connection: Connection, last: AuditEntry, *, checkpoints: bool) -> None:
    connection.execute(update(audit_head).values(seq=last.seq, hash=last.hash))
    if not checkpoints:
        connection.execute(delete(audit_checkpoint))


@pytest.mark.parametrize("change", [*ALONE, *OUTSIDE], ids=lambda one: one.__name__)
def test_every_change_behind_our_back_is_found(
    change: Change, installation: Path, tmp_path: Path, figures: Figures
) -> None:
    tried = 0

    @settings(
        max_examples=EXAMPLES // 7, deadline=None, suppress_health_check=list(HealthCheck),
        database=None,
    )  # fmt: skip
    @given(st.data())
    def try_one(data: Any) -> None:
        nonlocal tried
        tried += 1
        folder = tmp_path / str(tried)
        shutil.copytree(installation, folder)
        app = tampered(folder, change, data, checkpoints=change in ALONE)
        try:
            proof = app.verifying.verify(app.actor())
            assert proof.breach is not None
            if change in ALONE:  # the chain tells by itself
                assert app.governance.verify_audit(app.actor())["breach"] is not None
        finally:
            app.engine.dispose()
            shutil.rmtree(folder)

    try_one()
    figures.add(NAME, tried, "all of them")


@pytest.mark.parametrize("change", OUTSIDE, ids=lambda one: one.__name__)
def test_a_cut_or_rewritten_chain_needs_a_checkpoint_from_outside(
    change: Change, installation: Path, tmp_path: Path
) -> None:
    """And where there is none, the answer says that it did not look there."""
    folder = tmp_path / "copy"
    shutil.copytree(installation, folder)

    class Fixed:
        def draw(self, _: Any) -> int:
            return 5

    kept = (folder / "audit" / "checkpoints.jsonl").read_text().splitlines()
    (folder / "audit" / "checkpoints.jsonl").unlink()
    app = tampered(folder, change, Fixed(), checkpoints=False)
    unseen = app.verifying.verify(app.actor())
    assert (unseen.breach, unseen.outside, unseen.against) == (None, 0, "")
    seen = app.verifying.verify(app.actor(), kept, "kept elsewhere")
    assert seen.breach is not None
    app.engine.dispose()
