"""The panel of the call page: what a language model says is marked, and acts on nobody."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.integration.web.test_attacks import EVIL, LIVE, ME, sent
from tests.support.api import Api, close, opened
from tests.support.model_server import ModelServer, chat, serving

from revrise.apps.settings import PluginCalls
from revrise.core.conversations.call import Call


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, ModelServer, str]]:
    calls = PluginCalls(private_hosts=True)
    api = opened(tmp_path_factory.mktemp("model") / "data", plugin_calls=calls)
    (call, *_) = [one.id for one in api.company.of(Call) if one.owner_id == ME]
    with serving() as server:
        yield api, server, call
    close(api)


def test_nothing_is_asked_of_a_model_nobody_set_up_and_what_one_says_is_marked_and_inert(
    site: Any,
) -> None:
    api, server, call = site
    page = f"/calls/{call}"
    assert 'id="model"' not in api.ask("GET", page, ME).text
    settings = {"url": server.url, "model": "tiny", "inside": True}
    path = "/v1/plugins/language-model/settings"
    assert api.ask("PATCH", path, "per_owner", json={"settings": settings}).status == 200

    def hostile(asked: dict[str, Any]) -> bytes:
        line = json.loads(asked["messages"][1]["content"])["lines"][0]
        quote = {"n": line["n"], "quote": line["said"]}
        points = [{"text": f"{EVIL} [press](javascript:alert(1))", "quotes": [quote]}]
        return chat(json.dumps({"points": points}), model=f"{EVIL[:60]}")

    server.reply = hostile
    assert sent(api, ME, f"{page}/model-answers", task="summary").startswith(page)
    shown = api.ask("GET", page, ME).text
    assert "By a language model, checked by nobody" in shown
    assert "not checked" in shown
    assert "alert(66601)" in shown
    assert not [one.pattern for one in LIVE if one.search(shown)]
    assert '<a href="javascript' not in shown
    before = len(server.asked)
    sent(api, ME, f"{page}/model-answers", task="answer", question="")
    assert len(server.asked) == before
