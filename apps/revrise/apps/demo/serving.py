"""The demo company in the browser: its own database, its own present, a worker beside it."""

import os
from datetime import UTC, datetime

import rich_click as click

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.clock import evening
from revrise.apps.demo.loading.logins import PASSWORD, logins
from revrise.apps.settings import Settings
from revrise.core.bilingual import Bilingual, Language
from revrise.core.governance.scope import system_scope

_REASON = "go on from the newest entry"
_HEAD = Bilingual("Log in at", "登录地址：")
_WORD = Bilingual("The password of all of them:", "以上账号的密码都是：")
_END = Bilingual("Stop with Ctrl-C.", "按 Ctrl-C 停止。")
_ROLES = {
    "rep": Bilingual("sales rep", "销售"),
    "coach": Bilingual("coach", "教练"),
    "manager": Bilingual("manager", "经理"),
    "enablement": Bilingual("enablement", "赋能"),
    "admin": Bilingual("administrator", "管理员"),
    "owner": Bilingual("owner (sees everything)", "所有者（可见全部）"),
}


def serve(app: RevRise, company: Company, language: Language, port: int | None) -> None:
    """Prints who may log in, and serves until it is stopped."""
    from revrise.apps.server import serve as server

    _inherit(app.settings, shift_s(app, company))
    app.close()
    settings = server.in_force(None, port, None)
    wanted = settings.server
    click.echo(f"\n{_HEAD.of(language)} http://{wanted.host}:{wanted.port}\n")
    for one in logins(company):
        click.echo(f"  {_ROLES[one.role].of(language)}\t{one.name} ({one.language})\t{one.login}")
    click.echo(f"\n{_WORD.of(language)} {PASSWORD}\n{_END.of(language)}")
    server.serve(settings, with_worker=True)


def shift_s(app: RevRise, company: Company) -> float:
    """Seconds from the machine's present to the demo's: time goes on where its data ends."""
    from revrise.core.governance.rule import Column, Compare, Const
    from revrise.ports.query import Query

    begun = evening(company.today).now()
    # The newest entry need not be the latest: loading the company again writes some of its evening.
    later = Query(Compare(">", Column("at"), Const(begun)))
    scope = system_scope(app.settings.tenant, "audit", "read", _REASON)
    latest = max((entry.at for entry in app.store.audit(scope, later)), default=begun)
    return (latest - datetime.now(UTC)).total_seconds()


def _inherit(settings: Settings, shift: float) -> None:
    """What the processes that serve and work are to find in their environment."""
    os.environ["REVRISE_CLOCK_SHIFT_S"] = str(shift)
    os.environ["REVRISE_ORGANISATION"] = settings.organisation
    os.environ["REVRISE_CURRENCY"] = settings.currency
    if not settings.database_url:
        os.environ["REVRISE_DATA_DIR"] = str(settings.folder)
        os.environ.pop("REVRISE_DATA_DIR_FILE", None)
