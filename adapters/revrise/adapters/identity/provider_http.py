"""How a provider is asked: pinned addresses, nothing followed, small JSON answers only."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from attrs import frozen

from revrise.core.errors import Retriable
from revrise.ports.http import HttpAnswer

Exchange = Callable[[str, str, bytes | None, Mapping[str, str]], tuple[HttpAnswer, bytes]]
_OK, _ERRORS = 200, 500


@frozen
class Reply:
    """An answer as Authlib's client wants to see it."""

    status_code: int
    body: bytes

    def json(self) -> Any:
        """The body. Raises ValueError for what is no JSON."""
        return json.loads(self.body)

    def raise_for_status(self) -> None:
        """Raises Retriable for an answer that says the provider is not well."""
        if self.status_code >= _ERRORS:
            raise Retriable(f"the provider answers {self.status_code}")


@frozen
class ProviderHttp:
    """A session for Authlib's OAuth2Client, on the client that is safe to send anywhere."""

    exchange: Exchange

    def document(self, url: str) -> dict[str, Any]:
        """A JSON object. Raises Retriable when none came."""
        answer, body = self.exchange("GET", url, None, {"accept": "application/json"})
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if answer.status != _OK or not isinstance(found, dict):
            raise Retriable(f"the provider gives no document: {answer.status}")
        return found

    def post(
        self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: Any
    ) -> Reply:
        """A form, with the client's own credentials put to it by `auth`."""
        where, sent, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        answer, read = self.exchange("POST", where, body.encode(), sent)
        return Reply(answer.status, read)
