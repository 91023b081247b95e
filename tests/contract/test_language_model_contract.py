"""The bundled language model and the double keep the contract, over a real socket."""

from collections.abc import Iterator

import pytest
from tests.support.model_server import ModelServer, chat, serving

from revrise.adapters.http.client import SafeHttp
from revrise.core.errors import Misconfigured, Retriable
from revrise.plugins.calls.language_model import ChatModel, Config
from revrise.ports.http import HttpReply
from revrise.ports.language_model import Answered, LanguageModel
from revrise.testing import LanguageModelContract, RecordingTools, ScriptedLanguageModel
from revrise.testing.language_model import ASKED


@pytest.fixture(scope="module")
def shared() -> Iterator[ModelServer]:
    with serving() as server:
        yield server


@pytest.fixture
def server(shared: ModelServer) -> ModelServer:
    shared.status, shared.body, shared.reply, shared.cut = 200, chat("{}"), None, None
    return shared


def model(server: ModelServer, *, private: bool = True, key: str = "k-1") -> ChatModel:
    http = SafeHttp(private=private, timeout_s=2)

    def post(url: str, body: bytes, headers: dict[str, str]) -> HttpReply:
        answer, read = http.exchange("POST", url, body, headers)
        return HttpReply(answer.status, read)

    return ChatModel(Config(server.url, "tiny", key), RecordingTools(replies=post))


class TestChatModel(LanguageModelContract):
    @pytest.fixture
    def model(self, server: ModelServer) -> LanguageModel:
        return model(server)

    @pytest.fixture
    def busy(self, server: ModelServer) -> LanguageModel:
        server.status = 429
        return model(server)

    @pytest.fixture
    def refusing(self, server: ModelServer) -> LanguageModel:
        server.status = 401
        return model(server)

    @pytest.fixture
    def babbling(self, server: ModelServer) -> LanguageModel:
        server.body = b"<html>hello</html>"
        return model(server)


class TestScripted(LanguageModelContract):
    @pytest.fixture
    def model(self) -> LanguageModel:
        return ScriptedLanguageModel(lambda _: "{}")


def test_it_sends_two_messages_the_key_and_no_tools(server: ModelServer) -> None:
    model(server).answer(ASKED)
    sent, headers = server.asked[-1], server.headers[-1]
    assert [(one["role"], one["content"]) for one in sent["messages"]] == [
        ("system", ASKED.rules),
        ("user", ASKED.data),
    ]
    assert sent["max_tokens"] == ASKED.most_tokens
    assert not {"tools", "functions", "tool_choice"} & sent.keys()
    assert headers["authorization"] == "Bearer k-1"
    assert server.paths[-1] == "/v1/chat/completions"
    model(server, key="").answer(ASKED)
    assert "authorization" not in server.headers[-1]


def test_a_server_of_this_machine_is_called_only_where_the_operator_says_so(
    server: ModelServer,
) -> None:
    before = len(server.asked)
    for one in (server, ModelServer(url="https://127.0.0.1:1/v1")):  # the first is plain http
        with pytest.raises(Misconfigured) as caught:
            model(one, private=False).answer(ASKED)
        assert "plugin_calls.private_hosts" in caught.value.remedy
    assert len(server.asked) == before


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404])
def test_nothing_is_followed_and_a_refusal_is_a_setting_s_fault(
    server: ModelServer, status: int
) -> None:
    server.status = status
    with pytest.raises(Misconfigured, match=str(status)):
        model(server).answer(ASKED)


def test_nobody_at_the_address_is_worth_asking_later() -> None:
    with pytest.raises(Retriable):
        model(ModelServer(url="http://127.0.0.1:1/v1")).answer(ASKED)


def test_an_answer_that_breaks_off_is_worth_asking_for_again(server: ModelServer) -> None:
    server.cut = 20
    with pytest.raises(Retriable, match="broke off"):
        model(server).answer(ASKED)


def test_what_it_does_not_count_is_counted_by_size(server: ModelServer) -> None:
    server.body = chat("x" * 400, tokens=None)
    found = model(server).answer(ASKED)
    assert isinstance(found, Answered)
    assert found.tokens > 100
    assert found.model == "tiny-1"


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b'{"choices": []}', b"[" * 100_000, b'{"choices": [{}]}',
             chat("x").replace(b'"x"', b"7")]
)  # fmt: skip
def test_no_answer_of_the_form_is_a_fault(server: ModelServer, body: bytes) -> None:
    server.body = body
    with pytest.raises(Exception, match="answer is none"):
        model(server).answer(ASKED)
