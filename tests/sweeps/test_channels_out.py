"""What is taken out of RevRise holds nobody else's words: files, mails, chats, jobs, errors.

Each channel is read as what arrives: workbooks are unpacked, mails and chats are what a receiver
was sent by the real channel, errors and headers are read to the last byte.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from string import Formatter
from threading import Thread
from typing import Any

import pytest
from tests.support.api import Api, Said, close, opened
from tests.support.canaries_told import words_not_theirs
from tests.support.canary_company import DAY
from tests.support.figures import Figures
from tests.support.flow_site import Context
from tests.support.swept_operations import hidden, visible
from tests.support.visibility import PRINCIPALS, Principal
from tests.sweeps.test_api_sweep import call, ways
from tests.sweeps.test_channels import AS_IDS, canaries

from revrise.apps.api.handlers import operations
from revrise.apps.settings import Notify
from revrise.apps.web.screens.exports.tables import COMPUTED
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.core.notifications.notification import Notification
from revrise.core.notifications.wording import WORDINGS
from revrise.ports.query import Query
from revrise.services.exporting.lists import LISTS
from revrise.services.notifications.commands import SetPreferences

parsed = Formatter().parse
IDS = {"call.id", "deal.id", "card.id", "account.id"}
READ = "answers and messages of other channels read for words and amounts of others: 0 found, of"


@contextmanager
def receiver() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A receiver on this machine: its address, and (path, body) of what it was sent."""
    got: list[tuple[str, str]] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, body.decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Taking)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The company, with a channel to each person alone and one to a room."""
    folder = tmp_path_factory.mktemp("out")
    with receiver() as (address, got):
        for name, url in (
            ("mail", f"json://{address}/{{email}}"),
            ("room", f"json://{address}/room"),
        ):
            (folder / name).write_text(url)
        told = Notify(f"mail=file:{folder / 'mail'} room=file:{folder / 'room'}")
        made = opened(folder, notify=told)
        made.got = got  # type: ignore[attr-defined]
        assert made.company
        yield made
        close(made)


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_a_workbook_or_a_table_holds_what_is_theirs(
    api: Api, who: Principal, figures: Figures
) -> None:
    read = 0
    for name in (*LISTS, *COMPUTED):
        for form in ("xlsx", "csv"):
            raw = api.client.get(
                f"/exports/{name}.{form}", headers={"Authorization": f"Bearer {api.key(who.id)}"}
            )
            assert raw.status_code in (200, 403, 422), (name, raw.text)
            text = unpacked(raw.content) if raw.content[:2] == b"PK" else raw.text
            said = Said(raw.status_code, text, dict(raw.headers))
            assert (form == "xlsx") == (raw.content[:2] == b"PK") or raw.status_code != 200
            assert not words_not_theirs(api.company, who, said, {}), (name, form, who.id)
            # The control: what is searched has words in it, where there are some for them.
            if name == "deals" and who.id in ("per_n1", "per_owner"):
                assert canaries(api.company, text)
            read += 1
    figures.add(READ, read)


def unpacked(raw: bytes) -> str:
    """Every part of a workbook, as text."""
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist()
                         if name.endswith((".xml", ".rels")))  # fmt: skip


# A service of apprise still imports a module that Python 3.13 has no more.
@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_what_is_mailed_and_what_a_room_reads_names_nothing_that_is_not_for_them(
    api: Api, figures: Figures
) -> None:
    """Of every kind there is, about a thing they may see and about one they may not."""
    app, tenant = api.app, api.app.settings.tenant
    made = [one for who in PRINCIPALS for one in told(api, who)]
    with app.store.begin(app.actor("per_owner")) as work:
        scope = system_scope(tenant, "notification", "create", "test")
        work.of(Notification).add_many(made, scope)
        work.record("test.told", "people")
    for who in PRINCIPALS:
        if who.id != "per_owner":  # has no address
            app.notifications.prefer(SetPreferences(channels=("mail",)), app.actor(who.id))
    app.flow.sending.run(Context(), {"ids": [one.id for one in made]})
    addresses = {f"{word}@example.org": one.person for word, one in api.company.aviary.words.items()
                 if one.cell == "person.email"}  # fmt: skip
    known = {who.id: who for who in PRINCIPALS}
    mailed = [(path.strip("/").replace("%40", "@"), body) for path, body in got(api)]
    for to, body in mailed:
        if to == "room":  # everybody reads along
            assert not canaries(api.company, body), body
            continue
        reader = known[addresses[to] or ""]
        # The id of what it is about is told whoever is told of it, its name only to who may see it.
        not_theirs = words_not_theirs(api.company, reader, Said(200, body, {}), {})
        assert not [one for one in not_theirs if one.cell not in AS_IDS | IDS], body
    assert len({to for to, _ in mailed}) >= len(PRINCIPALS)
    figures.add(READ, len(mailed))


def told(api: Api, who: Principal) -> Iterator[Notification]:
    """A notification of each kind about each of some things."""
    company = api.company
    for number, part in enumerate(("call_id", "deal_id", "card_id", "asset_id", "person_id")):
        for way, find in enumerate((visible, hidden)):
            thing = find(company, who, part)
            for kind, wording in WORDINGS.items():
                if thing is not None:
                    texts = (wording.title.en, wording.body.en, wording.link)
                    fields = {name for text in texts for _, name, _, _ in parsed(text) if name}
                    data = dict.fromkeys(fields - {"subject", "person", "actor", "id"}, 1)
                    event = f"evt_{number}_{way}_{kind}_{who.id}"
                    yield Notification(f"ntf_{event}", who.id, kind, DAY, event, thing, "per_s2",
                                       data)  # fmt: skip


def got(api: Api) -> list[tuple[str, str]]:
    return api.got  # type: ignore[attr-defined, no-any-return]


def test_errors_headers_and_the_description_of_the_api_hold_nobody_s_words(
    api: Api, figures: Figures
) -> None:
    """What is hidden, taken or wrongly written is not named by the error about it."""
    read = 0
    for who in PRINCIPALS:
        for method, path, body in provoked(api, who):
            said = api.ask(method, path, who.id, json=body, headers={"If-Match": '"7"'})
            given = {str(n): one for n, one in enumerate((path, *map(str, (body or {}).values())))}
            given |= {"id": path.split("?")[0].rsplit("/", 1)[-1]}
            assert said.status >= 400, (path, said.text)
            assert said.headers["content-type"].startswith("application/problem+json")
            assert not words_not_theirs(api.company, who, said, given), (path, who.id, said.text)
            read += 1
        for path in ("/openapi.json", "/docs", "/metrics", "/health", "/problems/refused"):
            said = api.ask("GET", path, who.id)
            assert not words_not_theirs(api.company, who, said, {}, nothing=True), path
            read += 1
    figures.add(READ, read)


def provoked(api: Api, who: Principal) -> Iterator[tuple[str, str, Any]]:
    """Requests that go wrong about what somebody may not see."""
    company = api.company
    for part, path in (("deal_id", "deals"), ("call_id", "calls"), ("plan_id", "plans")):
        if (thing := hidden(company, who, part)) is not None:
            yield "GET", f"/v1/{path}/{thing}", None
            yield "PATCH", f"/v1/{path}/{thing}", {"name": "x", "unknown": 1}
            yield "GET", f"/v1/{path}?where=id=={thing}", None
    for text in ("value>", "owner_id=='", "secret=='x'", "digest=='x'"):
        yield "GET", f"/v1/deals?where={text}", None
    yield "GET", "/v1/deals?sort=digest", None
    yield "GET", "/v1/deals?cursor=nonsense", None
    yield "POST", "/v1/deals", {"name": 7}
    yield "POST", "/v1/deals", {"name": "x", "account_id": hidden_account(api, who)}


def hidden_account(api: Api, who: Principal) -> str:
    return hidden(api.company, who, "account_id") or "nothing"


def test_jobs_are_handed_ids_and_numbers(api: Api, figures: Figures) -> None:
    """What waits in the queue, and what a worker logs of it, is nobody's words."""
    company = api.company
    owner = next(who for who in PRINCIPALS if who.role == "owner")
    for one in operations():
        if one.method == "POST" and one.id != "testWebhook":
            call(api, one, company, owner, next(iter(ways(one, company, owner))))
    api.app.flow.relay.run(Context(), {})
    scope = system_scope(api.app.settings.tenant, "job", "read", "test")
    with api.app.store.read(api.app.actor()) as work:
        jobs = [one for one in work.of(Job).load_many(scope, Query()) if "ZQ" not in one.id]
    handed = [json.dumps([one.task, dict(one.args)], default=str) for one in jobs]
    assert len(handed) > 3
    assert not [text for text in handed if canaries(company, text)]
    figures.add(READ, len(handed))
