"""`revrise demo`: a simulated company goes through the whole loop."""

import os
import shlex
import shutil
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import rich_click as click

from revrise.apps.cli.acting import as_json, show_json
from revrise.apps.cli.echo import echo

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise
    from revrise.apps.demo.company import Company
    from revrise.core.bilingual import Language


@click.command()
@click.option("--seed", default=7, show_default=True, help="Another seed, another company.")
@click.option("--fresh", is_flag=True, help="Make the demo's database anew.")
@click.option("--truth", is_flag=True, help="Also show what the simulator knows to be true.")
@click.option("--no-serve", is_flag=True, help="Print the report and end.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to serve on.  [default: 8000]")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="By default that of LANG, else en.")
@as_json
def demo(
    seed: int,
    fresh: bool,
    truth: bool,
    no_serve: bool,
    port: int | None,
    lang: "Language | None",
    as_json: bool,
) -> None:
    """Simulate a company, load it into a database of its own, run the loop, report, serve it.

    Running it again changes nothing. Your own database is never touched.
    """
    from revrise.apps import assembly
    from revrise.apps import settings as settings_module
    from revrise.apps.demo.loading.load import load
    from revrise.apps.demo.loading.logins import load_logins
    from revrise.apps.demo.loading.place import open_place
    from revrise.apps.demo.loop.loop import run
    from revrise.apps.demo.simulation import generate

    began = perf_counter()
    settings = settings_module.load()
    assembly.set_up_logging(settings.log_level)
    _tell(f"simulating the company of seed {seed}")
    company = generate(seed)
    app = open_place(settings, company, fresh=fresh)
    loaded = load(app, company, _tell)
    loop = run(app, company, _tell)
    load_logins(app, company)
    if as_json:
        from revrise.apps.demo.report.document import document

        show_json(document(company, loaded, loop, truth=truth))
        return
    from revrise.apps.demo.report.page import Page
    from revrise.apps.demo.report.report import show

    language = lang or _language()
    page = Page()
    show(page, company, loaded, loop, language, truth=truth)
    page.note("", *_way_on(app, company, language, changed=loaded.changed or loop.changed))
    _tell(f"done in {perf_counter() - began:.1f} s")
    if not no_serve:
        from revrise.apps.demo.serving import serve

        serve(app, company, language, port)


def _tell(text: str) -> None:
    echo(f"demo: {text}", err=True)


def _language() -> "Language":
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh" if spoken.startswith("zh_CN") else "en"


def _revrise() -> str:
    """How to call this program from here: by its name only where a shell finds it by that."""
    program = Path(sys.argv[0]).resolve()
    named = shutil.which("revrise")
    if named and Path(named).resolve() == program:
        return "revrise"
    beside = Path(sys.executable).with_name("revrise")
    return shlex.quote(str(beside)) if beside.exists() else f"{sys.executable} -m revrise"


def _way_on(
    app: "RevRise", company: "Company", language: "Language", *, changed: bool
) -> list[str]:
    """What was changed, and whose eyes to look through next."""
    names = {role: next(one for one in company.people if role in one.roles) for role in _ROLES}
    place = (
        "" if os.environ.get("REVRISE_DATABASE_URL") else f"REVRISE_DATA_DIR={app.settings.folder} "
    )
    lines = [
        f"  {place}{_revrise()} {command} --as {names[role].email}"
        for role, command in _ROLES.items()
    ]
    if language == "zh":
        head = "数据已存入" if changed else "数据早已在此，本次没有任何改动："
        return [f"{head} {app.settings.folder}。换一个人的视角看：", *lines]
    head = "Kept in" if changed else "It was all there already, nothing was changed:"
    return [f"{head} {app.settings.folder}. See it through other eyes:", *lines]


_ROLES = {
    "manager": "pipeline report",
    "coach": "coach gaps",
    "rep": "rewards ledger",
    "enablement": "coach plans",
}
