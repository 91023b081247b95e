"""What an identity provider may answer, and what nobody may get past us with."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey
from tests.support.oidc_answers import (
    AT,
    ISSUER,
    NOW,
    SHAKE,
    US,
    Idp,
    b64,
    cut,
    ec,
    entered,
    provider,
    public_pem,
    raw_token,
    rsa,
    signed,
)

from revrise.adapters.identity.oidc import OidcClient, OidcProvider
from revrise.core.errors import Misconfigured, Refused, Retriable
from revrise.ports.http import HttpAnswer
from revrise.testing.doubles import FixedClock


def test_the_browser_is_sent_with_state_nonce_and_a_challenge() -> None:
    url = urlsplit(provider(Idp()).start(SHAKE))
    asked = {name: value[0] for name, value in parse_qs(url.query).items()}
    challenge = b64(hashlib.sha256(SHAKE.verifier.encode()).digest())
    assert (url.netloc, url.path, asked.pop("tenant")) == ("idp.example", "/authorize", "7")
    assert asked == {
        "response_type": "code",
        "client_id": US,
        "redirect_uri": SHAKE.comes_back_to,
        "scope": "openid email profile",
        "state": SHAKE.state,
        "nonce": SHAKE.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }


def test_a_good_token_says_who_it_is_and_the_verifier_goes_along() -> None:
    idp = Idp()
    user = entered(idp)
    assert (user.issuer, user.subject, user.email, user.email_verified) == (
        ISSUER,
        "u-1",
        "Nina@Example.org",
        True,
    )
    form = idp.forms[0]
    assert form["code_verifier"] == [SHAKE.verifier]
    assert form["redirect_uri"] == [SHAKE.comes_back_to]


@pytest.mark.parametrize("key", [ec("e1"), rsa("r2")], ids=["ES256", "RS256"])
def test_any_asymmetric_key_the_issuer_publishes_will_do(key: Any) -> None:
    alg = "ES256" if isinstance(key, ECKey) else "RS256"
    assert entered(Idp(lambda: signed(key, {"alg": alg}), [rsa("k1"), key])).subject == "u-1"


BAD: dict[str, Callable[[], Any]] = {
    "alg none": lambda: raw_token({"alg": "none"}),
    "alg none, our kid": lambda: raw_token({"alg": "none", "kid": "k1"}),
    "alg NONE": lambda: raw_token({"alg": "NoNe", "kid": "k1"}),
    "no alg": lambda: raw_token({"kid": "k1"}),
    "no signature": lambda: signed().rsplit(".", 1)[0] + ".",
    "HS256 with the public key": lambda: signed(public_pem(), {"alg": "HS256"}),
    "HS256 with nothing": lambda: raw_token({"alg": "HS256", "kid": "k1"}),
    "another's key, our kid": lambda: signed(rsa("foreign"), {"kid": "k1"}),
    "another's key, its kid": lambda: signed(rsa("foreign")),
    "a key in the header": lambda: signed(
        rsa("foreign"), {"kid": "k1", "jwk": rsa("foreign").as_dict(private=False)}
    ),
    "a key at an address": lambda: signed(
        rsa("foreign"), {"kid": "k1", "jku": "https://evil.example/jwks"}
    ),
    "a kid like a path": lambda: signed(rsa("foreign"), {"kid": "../../dev/null"}),
    "a kid like a query": lambda: signed(rsa("foreign"), {"kid": "k1' or '1'='1"}),
    "a kid that is no text": lambda: raw_token({"alg": "RS256", "kid": ["k1"]}),
    "a critical extension": lambda: raw_token({"alg": "RS256", "kid": "k1", "crit": ["exp"]}),
    "RS256 said of an EC key": lambda: signed(ec("e1"), {"alg": "ES256", "kid": "k1"}),
    "an access token": lambda: signed(header={"typ": "at+jwt"}),
    "a logout token": lambda: signed(header={"typ": "logout+jwt"}),
    "a changed payload": lambda: cut(signed()),
    "another issuer": lambda: signed(iss="https://evil.example"),
    "an issuer like ours": lambda: signed(iss=ISSUER + "/"),
    "no issuer": lambda: signed(without="iss"),
    "another audience": lambda: signed(aud="somebody-else"),
    "no audience": lambda: signed(without="aud"),
    "an audience beside us": lambda: signed(aud=[US, "somebody-else"], azp=US),
    "another party": lambda: signed(azp="somebody-else"),
    "an empty audience": lambda: signed(aud=[]),
    "over": lambda: signed(exp=AT - 120),
    "no end": lambda: signed(without="exp"),
    "an end in words": lambda: signed(exp="tomorrow"),
    "not yet": lambda: signed(nbf=AT + 600),
    "made tomorrow": lambda: signed(iat=AT + 86_400),
    "another nonce": lambda: signed(nonce="another"),
    "no nonce": lambda: signed(without="nonce"),
    "nobody": lambda: signed(without="sub"),
    "an empty subject": lambda: signed(sub=""),
    "a subject that is no text": lambda: signed(sub=7),
    "a subject too long": lambda: signed(sub="x" * 256),
    "another access token": lambda: signed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "no token": lambda: None,
    "an empty token": lambda: "",
    "no parts": lambda: "hello",
    "two parts": lambda: "a.b",
    "five parts": lambda: "a.b.c.d.e",
    "no base 64": lambda: "%%%.%%%.%%%",
    "a list": lambda: f"{b64(b'[]')}.{b64(b'[]')}.",
    "endless": lambda: "a" * 100_000,
    "a number": lambda: 7,
}


@pytest.mark.parametrize("name", BAD)
def test_no_other_token_lets_anybody_in(name: str) -> None:
    with pytest.raises(Refused):
        entered(Idp(BAD[name]))


def test_of_several_keys_one_has_to_be_named() -> None:
    nameless = lambda: signed(rsa("k1"), {"kid": None})  # noqa: E731
    assert entered(Idp(nameless)).subject == "u-1"
    with pytest.raises(Refused):
        entered(Idp(nameless, [rsa("k1"), rsa("k2")]))


def test_symmetric_and_encryption_keys_that_are_published_sign_nothing() -> None:
    shared = OctKey.import_key("published-by-mistake-and-long-enough", {"kid": "o1"})
    enc = RSAKey.import_key(rsa("k2").as_dict(private=True) | {"kid": "enc", "use": "enc"})
    for idp in (
        Idp(lambda: signed(shared, {"alg": "HS256"}), [rsa("k1"), shared]),
        Idp(lambda: signed(rsa("k2"), {"kid": "enc"}), [rsa("k1"), enc]),
    ):
        with pytest.raises(Refused):
            entered(idp)


def test_a_new_key_is_looked_for_once_and_found() -> None:
    idp = Idp()
    door = provider(idp)
    answer = {"code": "c", "state": SHAKE.state}
    door.finish(SHAKE, answer)
    idp.keys, idp.token = [rsa("k2")], lambda: signed(rsa("k2"))
    assert door.finish(SHAKE, answer).subject == "u-1"
    assert idp.asked.count("/jwks") == 2
    door.finish(SHAKE, answer)
    assert idp.asked.count("/jwks") == 2
    idp.token = lambda: signed(rsa("k1"))
    with pytest.raises(Refused):
        door.finish(SHAKE, answer)
    assert idp.asked.count("/jwks") == 3


def test_a_key_that_is_withdrawn_counts_an_hour_longer_and_no_more() -> None:
    idp, clock = Idp(), FixedClock(NOW)
    door, answer = OidcProvider(OidcClient(ISSUER, US, ""), idp, clock), {"code": "c"}
    door.finish(SHAKE, {**answer, "state": SHAKE.state})
    idp.keys = [rsa("k2")]
    clock.advance(timedelta(minutes=61))
    later = AT + 61 * 60
    idp.token = lambda: signed(iat=later, exp=later + 600)
    with pytest.raises(Refused):
        door.finish(SHAKE, {**answer, "state": SHAKE.state})
    idp.token = lambda: signed(rsa("k2"), iat=later, exp=later + 600)
    assert door.finish(SHAKE, {**answer, "state": SHAKE.state}).subject == "u-1"


def test_an_answer_of_another_provider_is_not_taken() -> None:
    says = {"authorization_response_iss_parameter_supported": True}
    assert entered(Idp(metadata=says), iss=ISSUER).subject == "u-1"
    for idp, answer in (
        (Idp(), {"iss": "https://evil.example"}),
        (Idp(metadata=says), {"iss": "https://evil.example"}),
        (Idp(metadata=says), {}),
        (Idp(), {"error": "access_denied"}),
        (Idp(), {"code": ""}),
    ):
        with pytest.raises(Refused):
            entered(idp, **answer)
        assert "/token" not in idp.asked


def test_a_code_that_is_not_taken_back_lets_nobody_in() -> None:
    with pytest.raises(Refused):
        entered(Idp(code_status=400))


def test_metadata_of_somebody_else_or_without_its_parts_is_refused() -> None:
    for metadata in ({"issuer": "https://evil.example"}, {"jwks_uri": None}, {"token_endpoint": 7}):
        with pytest.raises(Misconfigured):
            provider(Idp(metadata=metadata)).start(SHAKE)


def test_a_provider_that_is_not_well_is_told_apart() -> None:
    idp = Idp(code_status=503)
    with pytest.raises(Retriable):
        entered(idp)


def test_a_secret_goes_in_the_header_and_not_in_an_address() -> None:
    seen: list[Mapping[str, str]] = []
    idp = Idp()

    def watched(
        method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[HttpAnswer, bytes]:
        seen.append(headers)
        assert "s3cret" not in url
        return idp(method, url, body, headers)

    door = OidcProvider(OidcClient(ISSUER, US, "s3cret"), watched, FixedClock(NOW))
    assert "s3cret" not in door.start(SHAKE)
    door.finish(SHAKE, {"code": "c", "state": SHAKE.state})
    wanted = base64.b64encode(f"{US}:s3cret".encode()).decode()
    assert any(headers.get("Authorization") == f"Basic {wanted}" for headers in seen)
    assert "s3cret" not in repr(door)


@pytest.mark.parametrize("claim", ["true", 1, None, "yes", [True]])
def test_only_true_itself_proves_an_address(claim: Any) -> None:
    assert not entered(Idp(lambda: signed(email_verified=claim))).email_verified
