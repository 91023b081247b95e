"""The demo company, made once a test run however many processes test, then copied."""

import fcntl
import shutil
from functools import cache
from pathlib import Path

from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.load import load
from revrise.apps.demo.loading.logins import load_logins
from revrise.apps.demo.loading.place import open_place
from revrise.apps.demo.loop.loop import run
from revrise.apps.demo.simulation import generate
from revrise.apps.settings import Settings

SEED = 7


@cache
def company() -> Company:
    """Who works there and what happened; thought up once a process."""
    return generate(SEED)


def built(shared: Path) -> Path:
    """The data folder of the company in `shared`; made by whoever comes first."""
    home, done = shared / "demo-company", shared / "demo-company.done"
    with (shared / "demo-company.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(home, ignore_errors=True)
            _build(home)
            done.touch()
    return home / "demo"


def copied(shared: Path, to: Path) -> Path:
    """A copy of it that a test may change."""
    shutil.copytree(built(shared), to)
    return to


def _build(home: Path) -> None:
    people = company()
    app = open_place(Settings(data_dir=str(home)), people)
    load(app, people)
    run(app, people)
    load_logins(app, people)
    app.job_engine.run_all()  # the figures of the night, which a worker would take
    with app.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    app.engine.dispose()
