"""An identity provider in memory: its keys, what it publishes and signs; and forged tokens."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from attrs import define, field
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from revrise.adapters.identity.oidc import OidcClient, OidcProvider
from revrise.core.identity.outside import OutsideUser
from revrise.ports.http import HttpAnswer
from revrise.ports.identity import Handshake
from revrise.testing.doubles import FixedClock

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER, US = "https://idp.example", "revrise"
SHAKE = Handshake("the-state", "the-nonce", "v" * 64, "https://here.example/login/oidc/callback")
CLAIMS = {
    "iss": ISSUER,
    "sub": "u-1",
    "aud": US,
    "exp": AT + 300,
    "iat": AT,
    "nonce": SHAKE.nonce,
    "email": "Nina@Example.org",
    "email_verified": True,
}
ANY = JWSRegistry(algorithms=["none", "HS256", "RS256", "ES256"])


@cache
def rsa(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@cache
def ec(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig"})


@define
class Idp:
    """A provider in memory. `token` makes the ID token; `asked` are the addresses it was asked."""

    token: Callable[[], Any] = field(factory=lambda: signed)
    keys: list[Any] = field(factory=lambda: [rsa("k1")])
    metadata: dict[str, Any] = field(factory=dict)
    asked: list[str] = field(factory=list)
    forms: list[dict[str, list[str]]] = field(factory=list)
    code_status: int = 200

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[HttpAnswer, bytes]:
        path = urlsplit(url).path
        self.asked.append(path)
        if path == "/token":
            self.forms.append(parse_qs((body or b"").decode()))
            answer = {"access_token": "at", "token_type": "Bearer", "id_token": self.token()}
            if self.code_status != 200:
                answer = {"error": "invalid_grant"}
            return HttpAnswer(self.code_status, {}), json.dumps(answer).encode()
        found: Any = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize?tenant=7",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
        } | self.metadata
        if path == "/jwks":
            found = KeySet(self.keys).as_dict(private=False)
        return HttpAnswer(200, {}), json.dumps(found).encode()


def signed(
    key: Any = None, header: Mapping[str, Any] | None = None, without: str = "", **claims: Any
) -> str:
    """An ID token as it should be, but for what is said."""
    key = key or rsa("k1")
    payload = {name: value for name, value in (CLAIMS | claims).items() if name != without}
    wanted = {"alg": "RS256", "kid": key.kid} | dict(header or {})
    given = {name: value for name, value in wanted.items() if value is not None}
    return jwt.encode(given, payload, key, registry=ANY)


def provider(idp: Idp, secret: str = "") -> OidcProvider:
    return OidcProvider(OidcClient(ISSUER, US, secret), idp, FixedClock(NOW))


def entered(idp: Idp, **answer: str) -> OutsideUser:
    return provider(idp).finish(SHAKE, {"code": "c", "state": SHAKE.state, **answer})


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw_token(header: Mapping[str, Any], **claims: Any) -> str:
    """Three parts, the signature empty, whatever a library thinks of them."""
    head, body = json.dumps(header).encode(), json.dumps(CLAIMS | claims).encode()
    return f"{b64(head)}.{b64(body)}."


def public_pem() -> OctKey:
    """The public key taken for the secret of an HS algorithm."""
    return OctKey.import_key(rsa("k1").as_pem(private=False), {"kid": "k1"})


def cut(text: str) -> str:
    head, payload, signature = text.split(".")
    other = b64(json.dumps(CLAIMS | {"sub": "admin"}).encode())
    assert other != payload
    return f"{head}.{other}.{signature}"
