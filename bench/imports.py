"""Importing deals through `crm sync`, beside a raw SQLAlchemy Core bulk insert of the same rows.

Run: python -m bench.imports [rows] [database URL of an empty database]. CPU time of this process,
best of three rounds, since other work on the machine blurs the clock. The raw insert writes the
very rows the sync wrote, into the same table with its indexes, in chunks of 5,000.
"""

import sys
import tempfile
from pathlib import Path
from time import process_time

from attrs import evolve
from sqlalchemy import delete, insert, select

from bench.crm_csv import write_deals
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.tables import deals
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.services.crm.sync import SyncCrm

CHUNK, ROUNDS = 5_000, 3


def write_people(folder: Path) -> None:
    with (folder / "people.csv").open("w", encoding="utf-8") as file:
        file.write("agent\n" + "".join(f"Agent {n}\n" for n in range(40)))
    with (folder / "accounts.csv").open("w", encoding="utf-8") as file:
        file.write("account\n" + "".join(f"Account {n}\n" for n in range(90)))
    mapping = folder / "mapping.toml"
    mapping.write_text(
        '[person]\nfile = "people.csv"\n[person.fields]\nexternal_id = "agent"\n'
        '[account]\nfile = "accounts.csv"\n[account.fields]\nexternal_id = "account"\n'
        + mapping.read_text(encoding="utf-8"),
        encoding="utf-8",
    )


def main(count: int, url: str = "") -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_deals(folder, count)
        write_people(folder)
        text = (folder / "mapping.toml").read_text(encoding="utf-8")
        text = text.replace('Lost = "ClosedLost"', 'Lost = "ClosedLost", Engaging = "Discovery"')
        (folder / "mapping.toml").write_text(text, encoding="utf-8")
        urls = [url] if url else [f"sqlite:///{folder / f'{n}.sqlite'}" for n in range(ROUNDS)]
        rounds = [_round(folder, count, one) for one in urls]
        took, raw, unchanged = (min(times) for times in zip(*rounds, strict=True))
        print(
            f"{urls[0].split(':')[0]}: {count:,} deals in {took:.2f} s, raw insert {raw:.2f} s, "
            f"ratio {took / raw:.2f} (goal ≤ 3); again, unchanged: {unchanged:.2f} s"
        )
        return took / raw


def _round(folder: Path, count: int, url: str) -> tuple[float, float, float]:
    app = RevRise(evolve(Settings(), database_url=url, data_dir=str(folder)))
    actor = app.actor()
    kind = app.catalogue.crm_connector("csv")
    options = {"mapping": str(folder / "mapping.toml")}
    command = SyncCrm(kind.connect(str(folder), options), "bench")
    took = process_time()
    report = app.crm.sync(command, actor)
    took = process_time() - took
    assert report.by_kind["deal"]["created"] == count, report.as_document()
    unchanged = process_time()
    report = app.crm.sync(command, actor)
    unchanged = process_time() - unchanged
    assert report.unchanged >= count
    return took, _raw(app), unchanged


def _raw(app: RevRise) -> float:
    table = deals.deal
    with app.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(select(table)).mappings()]
        connection.rollback()
        connection.execute(delete(table))
        connection.commit()
    started = process_time()
    with app.engine.connect().execution_options(**{WRITES: True}) as connection:
        for start in range(0, len(rows), CHUNK):
            connection.execute(insert(table), rows[start : start + CHUNK])
        connection.commit()
    return process_time() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3])
