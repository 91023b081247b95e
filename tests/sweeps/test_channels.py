"""What leaves RevRise behind people's backs holds nobody's words: plugins, webhooks, logs, mail.

A company whose every cell carries words found nowhere else; what goes out is searched for them.
Ids are for everybody who works with the thing; names, texts, addresses and amounts are not.
"""

import gc
import json
from collections.abc import Iterator
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session
from tests.support.api import Api, close, opened
from tests.support.aviary import Company
from tests.support.canaries_told import WORD
from tests.support.figures import Figures
from tests.support.flow_site import Context
from tests.support.visibility import PRINCIPALS
from tests.sweeps.test_api_sweep import call, ways

from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.sql.unit_of_work import SqlUnitOfWork
from revrise.adapters.system.logging import set_up
from revrise.apps.api.handlers import operations
from revrise.core.conversations.call import Call
from revrise.core.governance.scope import system_scope
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.ports.query import Query

# Operations that cannot be asked without words to look for.
SEARCHES = ("search", "findSubjects", "searchUtterances")
SPY = """
from revrise.ports import PluginManifest, hookimpl

HANDED = []


@hookimpl
def manifest():
    return PluginManifest("spy", "A spy")


@hookimpl
def on_event(event, config, tools):
    HANDED.append((event, config, tools))


@hookimpl
def register_crm_connectors(config, tools):
    HANDED.append((config, tools))
    return []


@hookimpl
def register_transcribers(config, tools):
    HANDED.append((config, tools))
    return []
"""
FORBIDDEN = (Engine, Connection, Session, SqlStore, MemoryStore, SqlUnitOfWork)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The company with a spy among its plugins, after people have done all they can."""
    folder = tmp_path_factory.mktemp("spied")
    (folder / "plugins").mkdir()
    (folder / "plugins" / "spy.py").write_text(SPY)
    made = opened(folder, plugin_folder=str(folder / "plugins"))
    company = made.company
    for who in PRINCIPALS:
        if who.id in ("per_owner", "per_n1"):
            for one in operations():
                if one.method in ("POST", "PUT", "PATCH") and one.id not in ("testWebhook",):
                    call(made, one, company, who, next(iter(ways(one, company, who))))
    made.app.flow.relay.run(Context(), {})
    yield made
    close(made)


def handed(api: Api) -> list[Any]:
    (plugin,) = (one for one in api.app.catalogue.plugins if one.id == "spy")
    assert plugin.failure is None, plugin.failure
    found: list[Any] = plugin.module.HANDED
    return found


def test_a_plugin_reaches_no_connection_from_what_it_is_handed(api: Api, figures: Figures) -> None:
    seen = reached(handed(api))
    assert len(handed(api)) > 20
    assert not [one for one in seen if isinstance(one, FORBIDDEN)]
    assert not [one for one in seen if type(one).__name__ in ("RevRise", "Desk", "CasbinPolicy")]
    figures.say("objects a plugin reaches from what it is handed", f"{len(seen):,}, no connection")


def test_the_walk_finds_what_is_hidden_deep(api: Api) -> None:
    """The control: in a closure, a method, a partial, slots."""
    hidden = api.app.engine
    for tool in (lambda: hidden, api.app.desk.scope, partial(print, hidden), [{"a": (hidden,)}]):
        assert any(isinstance(one, Engine) for one in reached([tool]))


def reached(start: list[Any]) -> list[Any]:
    """Every object attributes, items, closures, methods and partials lead to."""
    seen: dict[int, Any] = {}
    waiting = list(start)
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type | ModuleType | BuiltinFunctionType):
            continue
        seen[id(one)] = one
        if isinstance(one, FunctionType):
            waiting += [*(cell.cell_contents for cell in one.__closure__ or ())]
            waiting += [*(one.__defaults__ or ()), *(one.__kwdefaults__ or {}).values()]
        elif isinstance(one, MethodType):
            waiting += [one.__self__, one.__func__]
        else:
            waiting += gc.get_referents(one)
    return list(seen.values())


def canaries(company: Company, text: str) -> list[str]:
    """The words of cells in a text, but for ids."""
    found = (company.aviary.words.get(word) for word in WORD.findall(text))
    cells = [one.cell for one in found if one]
    return [cell for cell in cells if not cell.endswith(".id") and cell not in AS_IDS]


# Cells whose word stands in the id of the row.
AS_IDS = {"call_comment", "call_comment.coaches", "clip", "clip.team", "coach_score",
          "model_answer",
          "dispute", "job", "notification", "plan", "one_on_one", "webhook", "role_play",
          "assessment", "observation",
          "enrolment"}  # fmt: skip


def test_what_plugins_and_webhooks_are_told_is_ids(api: Api, figures: Figures) -> None:
    events = [one[0] for one in handed(api) if len(one) == 3]
    told = [json.dumps([one.name, one.subject, dict(one.data)], default=str) for one in events]
    tenant = api.app.settings.tenant
    with api.app.store.read(api.app.actor()) as work:
        scope = system_scope(tenant, "webhook_delivery", "read", "test")
        deliveries = work.of(WebhookDelivery).load_many(scope, Query())
    sent = [
        json.dumps(one.body, default=str)
        for one in deliveries
        if "ZQ" not in one.event_id  # those of the company stand there from the start
    ]
    assert len(told) > 10
    leaks = [(text[:200], found) for text in told if (found := canaries(api.company, text))]
    assert not leaks
    assert not [text[:200] for text in sent if not_theirs(api, text)]
    figures.say("events to plugins and webhooks searched for words of people",
                f"{len(told)} and {len(sent)}, 0 hits")  # fmt: skip


def not_theirs(api: Api, text: str) -> list[str]:
    """A receiver is told what its keeper may see; never what nobody may."""
    found = [api.company.aviary.words.get(word) for word in WORD.findall(text)]
    return [one.cell for one in found if one and one.cell in ("call.withheld", "webhook.secret")]


def test_nothing_that_is_logged_holds_a_word_of_anybody(
    api: Api, capfd: pytest.CaptureFixture[str], figures: Figures
) -> None:
    set_up("debug", as_json=True)
    for one in operations():
        if one.method == "GET" and not one.parts:
            api.ask(
                "GET",
                one.path + ("?q=ZQ" if one.id in SEARCHES else ""),
                "per_owner",
            )
    api.ask("GET", f"/v1/deals?where=name=='{word_of(api, 'deal.name')}'", "per_owner")
    api.ask("GET", f"/v1/search?q={word_of(api, 'card.name')}", "per_n1")
    said = [line for out in capfd.readouterr() for line in out.splitlines()]
    set_up()
    assert len(said) > 40
    assert not [line for line in said if canaries(api.company, line)]
    figures.say("lines of the log searched for words of people", f"{len(said):,}, 0 hits")


def word_of(api: Api, cell: str) -> str:
    words = api.company.aviary.words
    return next(word for word, canary in words.items() if canary.cell == cell)


def test_jobs_show_nobody_their_arguments(api: Api) -> None:
    told = [api.ask("GET", "/v1/jobs?limit=200", who.id).text for who in PRINCIPALS]
    args = {word for word, one in api.company.aviary.words.items() if one.cell == "job.args"}
    assert args
    assert not [word for text in told for word in WORD.findall(text) if word in args]
    assert api.company.of(Call)
