"""The panel of the call page: what a language model says is marked, and acts on nobody."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.integration.web.test_attacks import EVIL, LIVE, ME, sent
from tests.support.api import Api, close, opened
from tests.support.model_server import ModelServer, chat, serving

from revrise.apps.settings import PluginCalls
from revrise.core.conversations.call import Call
from revrise.core.governance.consent import Consent
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.services.calls.correcting import CorrectSpeaker

SETTINGS = "/v1/plugins/language-model/settings"


@pytest.fixture(scope="module")
def unset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, ModelServer, str]]:
    calls = PluginCalls(private_hosts=True)
    api = opened(tmp_path_factory.mktemp("model") / "data", plugin_calls=calls)
    (call, *_) = [one.id for one in api.company.of(Call) if one.owner_id == ME]
    with serving() as server:
        yield api, server, call
    close(api)


@pytest.fixture(scope="module")
def site(unset: Any) -> Any:
    """With the model set up."""
    api, server, _ = unset
    settings = {"url": server.url, "model": "tiny", "inside": True}
    assert api.ask("PATCH", SETTINGS, "per_owner", json={"settings": settings}).status == 200
    return unset


def test_nothing_is_asked_of_a_model_nobody_set_up(unset: Any) -> None:
    api, _, call = unset
    assert 'id="model"' not in api.ask("GET", f"/calls/{call}", ME).text


def test_what_a_model_says_is_marked_and_inert(site: Any) -> None:
    api, server, call = site
    page = f"/calls/{call}"

    def hostile(asked: dict[str, Any]) -> bytes:
        line = json.loads(asked["messages"][1]["content"])["lines"][0]
        quote = {"n": line["n"], "quote": line["said"]}
        points = [{"text": f"{EVIL} [press](javascript:alert(1))", "quotes": [quote]}]
        return chat(json.dumps({"points": points}), model=f"{EVIL[:60]}")

    server.reply = hostile
    assert sent(api, ME, f"{page}/model-answers", task="summary").startswith(page)
    waits = api.ask("GET", page, ME).text
    assert "Waits for its turn" in waits
    assert 'id="asked" class="stack g12" hx-get=' in waits
    api.app.job_engine.run_all()
    shown = api.ask("GET", page, ME).text
    assert 'id="asked" class="stack g12">' in shown
    assert "By a language model, checked by nobody" in shown
    assert "not checked" in shown
    assert "alert(66601)" in shown
    assert not [one.pattern for one in LIVE if one.search(shown)]
    assert '<a href="javascript' not in shown
    before = len(server.asked)
    sent(api, ME, f"{page}/model-answers", task="answer", question="")
    assert len(server.asked) == before


def test_a_question_is_cancelled_from_the_page_by_who_asked_it(site: Any) -> None:
    api, server, call = site
    page = f"/calls/{call}"
    asked = api.ask("POST", f"/v1{page}/model-answers", ME, json={"task": "next_steps"})
    assert asked.status == 202
    job = asked.json()["job"]
    cancel = f"{page}/model-answers/{job}/cancel"
    before = len(server.asked)
    assert sent(api, ME, cancel).startswith(page)
    api.app.job_engine.run_all()
    assert len(server.asked) == before
    assert api.ask("GET", f"/v1/jobs/{job}", ME).json()["state"] == "cancelled"
    assert f'id="{job}"' not in api.ask("GET", page, ME).text


@pytest.mark.parametrize(
    ("minutes", "told"), [(1, "is being asked"), (9, "No answer came in time")]
)
def test_a_question_whose_worker_is_lost_is_told_and_can_be_cancelled(
    site: Any, minutes: int, told: str
) -> None:
    api, _, call = site
    page = f"/calls/{call}"
    job = api.ask("POST", f"/v1{page}/model-answers", ME, json={"task": "summary"}).json()["job"]
    by = api.app.actor("per_owner")
    with api.app.store.begin(by) as work:
        scope = system_scope(by.tenant_id, "job", "update", "a worker that was killed")
        before = work.of(Job).load(job, scope)
        lost = before.taken("gone", api.app.clock.now() - timedelta(minutes=minutes))
        work.of(Job).save(lost, scope, expected=before.version)
        work.record("test.lost", job)
    shown = api.ask("GET", page, ME).text.split(f'id="{job}"')[1].split("</form>")[0]
    assert told in shown
    assert sent(api, ME, f"{page}/model-answers/{job}/cancel").startswith(page)
    api.app.job_engine.run_all()
    assert api.ask("GET", f"/v1/jobs/{job}", ME).json()["state"] == "cancelled"


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (chat('{"points": []}'), "nothing was kept"),
        (chat("I will not"), "cannot be read"),
        (b"<html>", "cannot be read"),
    ],
)
def test_what_failed_is_told_in_words(site: Any, reply: bytes, told: str) -> None:
    api, server, call = site
    server.reply = lambda _: reply
    job = api.ask("POST", f"/v1/calls/{call}/model-answers", ME, json={"task": "summary"}).json()
    api.app.job_engine.run_all()
    shown = api.ask("GET", f"/calls/{call}", ME).text
    part = shown.split(f'id="{job["job"]}"')[1].split("</div>")[0]
    assert told in part
    assert api.ask("GET", job["href"], ME).json()["state"] == "dead"


def test_objections_are_shown_beside_what_the_detectors_hear(site: Any) -> None:
    """Of the buyer's lines the model names the first; the detectors say what they say of all."""
    api, server, call = site
    page = api.app.call_pages.show(call, api.app.actor(ME))
    heard = {one.span.utterance for one in page.analysis.moments if one.kind == "objection"}
    said = page.transcript.transcript
    buyers = [at for at, one in enumerate(said.utterances) if said.side(one.speaker) == "buyer"]

    def named(asked: dict[str, Any]) -> bytes:
        lines = json.loads(asked["messages"][1]["content"])["lines"]
        (line,) = [one for one in lines if one["n"] == buyers[0]]
        evil = {"n": line["n"], "category": EVIL, "quote": line["said"], "text": EVIL}
        return chat(json.dumps({"points": [{**evil, "category": "trust"}, evil]}))

    server.reply = named
    assert sent(api, ME, f"/calls/{call}/model-answers", task="objections")
    api.app.job_engine.run_all()
    shown = api.ask("GET", f"/calls/{call}", ME).text
    part = shown.split('id="asked"')[1].split("</article>")[0]
    assert '<b class="w6">trust</b>' in part
    assert "666" not in part
    assert not [one.pattern for one in LIVE if one.search(shown)]
    # The buyer has one line.
    assert part.count("by the detectors too") == len(heard & {buyers[0]})
    assert part.count("only by the model") == len({buyers[0]} - heard)
    assert part.count("only by the detectors") == len(heard - {buyers[0]})
    made = api.ask("GET", f"/v1/model-answers?call_id={call}", ME).json()["items"][0]["id"]
    told = api.ask("GET", f"/v1/model-answers/{made}/comparison", ME).json()
    assert told["both"] == sorted(heard & {buyers[0]})
    assert told["model_alone"] == sorted({buyers[0]} - heard)
    assert {one["utterance"] for one in told["detectors_alone"]} == heard - {buyers[0]}
    assert (told["answer"], told["call_id"], told["task"]) == (made, call, "objections")
    assert told["heard"] == len(said.utterances)
    server.reply = lambda _: chat('{"points": []}')
    sent(api, ME, f"/calls/{call}/model-answers", task="objections")
    api.app.job_engine.run_all()
    assert "The model finds no objection" in api.ask("GET", f"/calls/{call}", ME).text


def test_who_speaks_put_right_meanwhile_is_told_and_it_is_asked_again(site: Any) -> None:
    api, server, call = site
    owner = api.app.actor("per_owner")

    def meanwhile(_: dict[str, Any]) -> bytes:
        api.app.correcting.speaker(CorrectSpeaker(call, "B", "unknown"), owner)
        return chat('{"points": []}')

    server.reply = meanwhile
    asked = api.ask("POST", f"/v1/calls/{call}/model-answers", ME, json={"task": "objections"})
    api.app.job_engine.run_all()
    part = api.ask("GET", f"/calls/{call}", ME).text.split(f'id="{asked.json()["job"]}"')[1]
    assert "put right who speaks" in part.split("</div>")[0]
    assert "asked again by itself" in part.split("</div>")[0]
    api.app.correcting.speaker(CorrectSpeaker(call, "B", "buyer"), owner)


def test_a_server_that_refuses_the_key_is_told_as_set_up_wrongly(site: Any) -> None:
    api, server, call = site
    server.status = 401
    asked = api.ask("POST", f"/v1/calls/{call}/model-answers", ME, json={"task": "summary"})
    api.app.job_engine.run_all()
    server.status = 200
    part = api.ask("GET", f"/calls/{call}", ME).text.split(f'id="{asked.json()["job"]}"')[1]
    assert "not set up rightly" in part.split("</div>")[0]


def test_a_consent_taken_back_while_it_waits_is_told(site: Any) -> None:
    api, server, call = site
    asked = api.ask("POST", f"/v1/calls/{call}/model-answers", ME, json={"task": "summary"})
    before = len(server.asked)
    found = [one for one in api.company.of(Consent) if one.call_id == call]
    for one in found:
        if one.purpose == "coach":
            api.app.consents.withdraw(one.id, api.app.actor("per_owner"))
    api.app.job_engine.run_all()
    job = api.ask("GET", asked.json()["href"], ME).json()
    assert job["state"] == "dead"
    assert len(server.asked) == before
