"""Asks a language model about calls, by the chat interface that many services and servers speak."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen
from attrs.validators import ge

from revrise.core.errors import Fatal, Invalid, Misconfigured, Refused, Retriable
from revrise.ports import PluginManifest, hookimpl, setting
from revrise.ports.language_model import Answered, Asked, LanguageModel, Limits
from revrise.ports.readiness import Readiness
from revrise.ports.tools import Tools

_BUSY, _BROKEN, _OK = 429, 500, 200
_CULPRIT = "plugins.language-model"


@frozen
class Config:
    """Settings: without an address and a model nobody is asked anything."""

    url: str = setting("Address up to /v1, e.g. https://llm.example.org/v1; empty: off", "")
    model: str = setting("Name of the model", "")
    api_key: str = setting("Key of the service; empty for one that asks for none", "", secret=True)
    inside: bool = setting("The server is your own: nothing leaves the company", default=False)
    redact: bool = setting("Hide names, numbers and addresses in what is sent", default=True)
    characters: int = setting("Characters of a call sent at once", 12_000, validator=ge(500))
    parts: int = setting("Parts of a call sent at most", 6, validator=ge(1))
    tokens_a_day: int = setting("Tokens that may be used a day", 500_000, validator=ge(0))


@frozen
class ChatModel:
    """A model behind `POST …/chat/completions`; it gets two messages and no tools."""

    config: Config
    tools: Tools = field(repr=False)
    id: str = "openai-compatible"

    @property
    def limits(self) -> Limits:
        """As configured."""
        one = self.config
        return Limits(
            one.characters, one.parts, one.tokens_a_day, outside=not one.inside, redact=one.redact
        )

    def check(self) -> Readiness:
        """Whether address and model are set."""
        if self.config.url and self.config.model:
            return Readiness(ready=True)
        return Readiness(
            ready=False, reason="no model is set up", remedy=f"set url and model of {_CULPRIT}"
        )

    def answer(self, asked: Asked) -> Answered:
        """See LanguageModel."""
        body = {
            "model": self.config.model,
            "messages": [
                {"role": "system", "content": asked.rules},
                {"role": "user", "content": asked.data},
            ],
            "max_tokens": asked.most_tokens,
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        headers = {"content-type": "application/json", "accept": "application/json"}
        if self.config.api_key:
            headers["authorization"] = f"Bearer {self.config.api_key}"
        url = f"{self.config.url.rstrip('/')}/chat/completions"
        sent = json.dumps(body).encode()
        try:
            reply = self.tools.post(url, sent, headers)
        except (Refused, Invalid) as error:
            raise Misconfigured(error.message, culprit=_CULPRIT, remedy=_PRIVATE) from None
        _accepted(reply.status)
        return self._read(reply.body, len(sent))

    def _read(self, body: bytes, sent: int) -> Answered:
        try:
            document = json.loads(body)
            text = document["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            raise _nonsense() from None
        if not isinstance(text, str):
            raise _nonsense()
        model = document.get("model")
        named = model if isinstance(model, str) and model.strip() else self.config.model
        return Answered(text, named.strip()[:120], _tokens(document.get("usage"), sent + len(body)))


_PRIVATE = "give a public https address, or let the operator set plugin_calls.private_hosts"


def _accepted(status: int) -> None:
    if status == _BUSY or status >= _BROKEN:
        raise Retriable(f"the language model is busy: it answered {status}", culprit=_CULPRIT)
    if status != _OK:
        raise Misconfigured(
            f"the language model refuses: it answered {status}",
            culprit=_CULPRIT,
            remedy="look at url, model and api_key",
        )


def _nonsense() -> Fatal:
    return Fatal(
        "the language model's answer is none",
        culprit=_CULPRIT,
        remedy="point url at a server with /chat/completions",
    )


def _tokens(usage: Any, size: int) -> int:
    """As the server counts; one that does not is taken at four bytes a token."""
    said = usage.get("total_tokens") if isinstance(usage, dict) else None
    counted = said if type(said) is int and said > 0 else 0
    return min(counted or size // 4, 1 << 30)


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(id="language-model", name="Language model", api="1", config=Config)


@hookimpl
def register_language_models(config: Config, tools: Tools) -> Iterator[LanguageModel]:
    """The model, where one is set up."""
    if config.url and config.model:
        yield ChatModel(config, tools)
