"""ASVS 5.0, chapters 1, 2 and 5: what comes in, and what is made of it."""

import ast
import gzip
import io
import re
import socket
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.integration.server.conftest import Quick
from tests.support.api import Api, close, opened
from tests.support.aviary import Company
from tests.support.swept_operations import body
from tests.support.visibility import PRINCIPALS
from tests.unit.http.test_safe_http import HOSTS

from revrise.adapters.http.client import SafeHttp
from revrise.apps.api.handlers import operations
from revrise.apps.api.limits import Limits, Policy
from revrise.apps.files.writing import CSV, Table, chunks
from revrise.apps.settings import Server
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, Refused, Retriable
from revrise.services.auditing.refusals import AGAIN, FIRST

OWNER = "per_owner"
SOURCES = ("core", "ports", "adapters", "plugins", "apps")
QUOTES = ("' OR '1'='1", "x'; DROP TABLE deal; --", '" OR ""="', "1) UNION SELECT 1--", "%", "\\")
JSON = {"Content-Type": "application/json"}


def trees(root: Path, words: str) -> list[tuple[str, ast.AST]]:
    """The modules in which one of the words stands at all."""
    files = [path for name in SOURCES for path in (root / name).rglob("*.py")]
    texts = [(str(path), path.read_text("utf-8")) for path in files]
    return [(path, ast.parse(text)) for path, text in texts if re.search(words, text)]


def test_asvs_1_2_4_no_sql_is_put_together_from_texts(api: Api, root: Path) -> None:
    deals = len(api.ask("GET", "/v1/deals?limit=200", OWNER).json()["items"])
    listed = [one for one in operations() if one.listing and one.listing.filters]
    for one in listed:
        texts = [name for name in one.listing.filters if one.listing.types[name] is str][:1]
        for name in texts:
            for text in QUOTES if one.path in ("/v1/deals", "/v1/people") else QUOTES[:1]:
                answer = api.ask("GET", one.path, OWNER, params={name: text})
                assert answer.status == 200, (one.path, name, text, answer.text)
                assert answer.json()["items"] == [], (one.path, name, text)
    assert len(listed) > 20
    assert len(api.ask("GET", "/v1/deals?limit=200", OWNER).json()["items"]) == deals
    built = []
    for path, tree in trees(root, r"text\(|exec_driver_sql"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args or "/sql/wall.py" in path:
                continue  # the walls are statements about our own tables, whose names are quoted
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("text", "exec_driver_sql") and "/adapters/" in path:
                built += [path] if isinstance(node.args[0], ast.JoinedStr | ast.BinOp) else []
    assert built == []


def test_asvs_1_2_10_a_file_for_a_spreadsheet_runs_nothing() -> None:
    evil = ("=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A1", " =1")
    found = b"".join(chunks(Table("t", ["h"], [[one] for one in evil]), CSV)).decode("utf-8-sig")
    lines = [line.strip('"') for line in re.split(r"\r\n", found)[1:] if line]
    assert all(line.startswith("'") for line in lines)


def test_asvs_1_3_6_nothing_leads_into_our_own_network(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by name nor by number, by a name that changes, by a redirect or by a proxy."""
    called: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, at: called.append(at))
    assert len(HOSTS) >= 60
    for host in HOSTS:
        made = api.ask("POST", "/v1/webhooks", OWNER, json=_hook(f"https://{host}/x"))
        assert made.status in (201, 422), (host, made.text)
    listening = "http://127.0.0.1:9/"
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, listening)
    answers = iter([["1.1.1.1", "127.0.0.1"], ["10.0.0.1"], ["::ffff:169.254.169.254"]])
    client = SafeHttp(resolve=lambda *_: next(answers), timeout_s=1)
    for _ in range(3):
        with pytest.raises(Refused):
            client.post("https://rebinding.example/", b"", {})
    assert called == []
    public = SafeHttp(resolve=lambda *_: ["1.1.1.1"], timeout_s=1)
    with pytest.raises(Retriable):  # the fake connection speaks no TLS
        public.post("https://public.example/", b"", {})
    assert called == [("1.1.1.1", 443)], "a proxy of the environment was asked"
    only = SafeHttp(hosts=("crm.example",), resolve=lambda *_: ["1.1.1.1"], timeout_s=1)
    for url in (
        "https://other.example/",
        "https://crm.example.evil.example/",
        "https://xcrm.example/",
    ):
        with pytest.raises(Invalid, match="not on the list"):
            only.post(url, b"", {})


def _hook(url: str) -> dict[str, Any]:
    return {"url": url, "events": ["*"], "name": "hook"}


FORBIDDEN = {
    *("pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle", "yaml"),
}


def test_asvs_1_5_2_nothing_that_comes_in_becomes_an_object_of_its_choosing(root: Path) -> None:
    found = []
    for path, tree in trees(root, "|".join((*FORBIDDEN, r"\beval\(", r"\bexec\("))):
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [(path, name) for name in names if name.partition(".")[0] in FORBIDDEN]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found += [(path, node.func.id)] if node.func.id in ("eval", "exec") else []
    assert found == []


def test_asvs_2_2_1_unknown_fields_are_refused_by_every_operation(
    api: Api, company: Company
) -> None:
    who = next(one for one in PRINCIPALS if one.id == OWNER)
    api.key(OWNER)  # made when first asked for, and written down
    before, tried = head(api), 0
    for one in operations():
        if one.body is None:
            continue
        sent = {**(body(one, company, who) or {}), "zz_unknown": 1}
        path = re.sub(r"\{\w+\}", "nothing", one.path)
        answer = api.ask(one.method, path, OWNER, json=sent, headers={"If-Match": "*"})
        assert answer.status in (404, 422), (one.id, answer.status, answer.text)
        if answer.status == 422:
            tried += 1
            assert "zz_unknown" in answer.text, (one.id, answer.text)
    assert tried > 30
    assert head(api) == before


def head(api: Api) -> Any:
    return api.app.store.audit_head(api.app.settings.tenant)


def test_asvs_2_3_3_what_fails_half_way_leaves_nothing(api: Api, company: Company) -> None:
    """Evidence that came along with a forbidden move is not kept; the audit has the refusal."""
    deal = next(one for one in company.of(Deal) if one.stage == "Proposal")
    state = api.ask("GET", f"/v1/deals/{deal.id}", OWNER).text
    before, _ = head(api)
    move = {"to": "LeadIn", "evidence": ["economic_buyer"]}
    path = f"/v1/deals/{deal.id}:advance"
    answer = api.ask("POST", path, OWNER, json=move, headers={"If-Match": "*"})
    assert answer.status == 403, answer.text
    assert api.ask("GET", f"/v1/deals/{deal.id}", OWNER).text == state
    new = api.app.governance.audit_entries(api.app.actor(), 50)
    assert {one.action for one in new if one.seq > before} <= {FIRST, AGAIN}


def test_asvs_2_3_4_of_eight_at_once_one_wins(tmp_path: Path) -> None:
    api = opened(tmp_path)
    made = api.ask("POST", "/v1/deals", OWNER, json={"name": "one"})
    deal, tag = made.json()["id"], made.headers["etag"]
    token = api.app.accounts.invite(OWNER, api.app.actor()).token
    start = threading.Barrier(8)

    def change(n: int) -> int:
        start.wait()
        return api.ask(
            "PATCH", f"/v1/deals/{deal}", OWNER, json={"name": f"n{n}"}, headers={"If-Match": tag}
        ).status

    def accept(n: int) -> int:
        start.wait()
        word = f"a long sentence nobody tried {n}"
        sent = {"token": token, "password": word}
        return api.client.post("/welcome", data=sent, follow_redirects=False).status_code

    with ThreadPoolExecutor(8) as pool:
        changed, accepted = list(pool.map(change, range(8))), list(pool.map(accept, range(8)))
    close(api)
    assert sorted(changed) == [200, *[412] * 7]
    assert (accepted.count(303), sum(one in (404, 409) for one in accepted)) == (1, 7)


def test_asvs_2_4_1_a_machine_is_slowed_down_wherever_it_knocks(tmp_path: Path) -> None:
    limits = Limits(Policy("credential", 20), Policy("address", 20))
    api = opened(tmp_path, limits=limits, kind=Quick)
    for ask in (
        lambda n: api.client.post("/login", data={"login": f"u{n}@x.org", "password": "no no no"}),
        lambda n: api.client.get("/v1/deals"),
        lambda n: api.ask("GET", f"/v1/search?q=abc{n}", OWNER),
    ):
        found = [ask(n) for n in range(34)]
        status = [getattr(one, "status_code", None) or one.status for one in found]
        assert status[-1] == 429, status
        assert int(found[-1].headers["retry-after"]) >= 1
    close(api)


VTT = b"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Nora>What is the budget?\n"


def upload(api: Api, content: bytes, name: str = "a.wav", **headers: str) -> Any:
    sent = {"Content-Type": "application/octet-stream", **headers}
    path = f"/v1/calls:upload?file_name={name}&consent=all-party"
    return api.ask("POST", path, OWNER, content=content, headers=sent)


def blobs(api: Api) -> set[str]:
    return {one.name for one in (api.app.settings.folder / "blobs").rglob("*") if one.is_file()}


def test_asvs_5_2_1_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    api = opened(tmp_path, server=Server(upload_mb=1))
    big = b"x" * ((1 << 20) + 1)
    assert upload(api, big).status == 413
    announced = {"Content-Length": str(1 << 40), "Content-Type": "application/octet-stream"}
    assert api.ask("POST", "/v1/calls:upload", OWNER, content=b"", headers=announced).status == 413
    assert api.ask("POST", "/v1/deals", OWNER, content=big, headers=JSON).status == 413
    assert api.client.post("/login", data={"login": "x" * (11 << 20)}).status_code == 413
    assert blobs(api) == set()
    close(api)


POLYGLOTS = {
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "exe": b"MZ\x90\x00" + b"\0" * 200,
    "elf": b"\x7fELF\x02\x01\x01" + b"\0" * 200,
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /JS (app.alert(1)) >>",
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "hls": b"#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/latest/meta-data\n",
    "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "gzip": gzip.compress(b"\0" * 100_000),
    "a wav of nothing": b"RIFF\xff\xff\xff\xffWAVE",
}


@pytest.mark.parametrize("content", POLYGLOTS.values(), ids=POLYGLOTS)
def test_asvs_5_2_2_a_file_is_what_it_holds_not_what_it_is_called(api: Api, content: bytes) -> None:
    before = blobs(api)
    names = ("call.wav", "call.mp3", "call.html")
    for name in (*names, "call.json", "call.vtt") if b"\0" in content else names:
        answer = upload(api, content, name, **{"Content-Type": "audio/wav"})
        if content.startswith(b"RIFF"):
            assert answer.status in (201, 202, 422)  # its job says that nothing is in it
        else:
            assert answer.status == 422, (name, answer.text)
            assert blobs(api) == before


def test_asvs_5_2_3_nothing_unfolds(api: Api) -> None:
    """No archive but a Word document is opened, no body that says it is compressed unpacked."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("call.vtt", VTT + b" " * (64 << 20))
    assert len(bomb.getvalue()) < 100_000
    for name in ("call.zip", "call.vtt", "call.json", "call.xlsx"):
        assert upload(api, bomb.getvalue(), name).status == 422
    packed = gzip.compress(b'{"name":"' + b"a" * (32 << 20) + b'"}')
    for encoding in ("gzip", "deflate", "br", "zstd"):
        headers = {**JSON, "Content-Encoding": encoding}
        answer = api.ask("POST", "/v1/deals", OWNER, content=packed, headers=headers)
        assert answer.status in (400, 415), (encoding, answer.text)


def test_asvs_5_2_4_who_uploads_too_much_waits_for_tomorrow(tmp_path: Path) -> None:
    api = opened(tmp_path, server=Server(upload_day_mb=1))
    first = VTT + b"NOTE " + b"x" * 700_000
    assert upload(api, first, "a.vtt").status < 300
    second = upload(api, first + b"y", "b.vtt")
    assert (second.status, second.json()["code"]) == (403, "refused")
    assert upload(api, VTT, "c.vtt").status < 300, "a small one still fits"
    close(api)


def test_asvs_5_3_2_names_of_files_are_words_and_no_paths(api: Api) -> None:
    folder = api.app.settings.folder
    outside = folder.parent.parent
    before = {one for one in outside.rglob("*") if folder not in one.parents}
    for n, name in enumerate(("../../evil.vtt", "/etc/evil.vtt", "..\\evil.vtt", "evil%00.vtt")):
        assert upload(api, VTT + f"\n\nNOTE {n}\n".encode(), name).status in (201, 202, 422)
    assert {one for one in outside.rglob("*") if folder not in one.parents} == before
    kept = [one for one in blobs(api) if "evil" in one]
    assert kept == []
    for name in ("..%2f..%2frevrise.sqlite", "....//revrise.sqlite", "%2e%2e/revrise.sqlite"):
        assert api.client.get(f"/static/x/{name}").status_code in (400, 404)
