"""Implements `ports.identity.IdentityProvider` by OpenID Connect, with Authlib.

Authorisation code with PKCE. What an ID token says counts only when it is signed, with an
asymmetric algorithm, by a key the issuer publishes, for us, now, and for this very log-in.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import define, field, frozen

from revrise.adapters.identity.provider_http import Exchange, ProviderHttp
from revrise.core.errors import Invalid, Misconfigured, Refused, Retriable
from revrise.core.identity.outside import OutsideUser
from revrise.ports.clock import Clock
from revrise.ports.identity import Handshake

# Whoever has the public key could make a token of an HS algorithm; "none" needs no key at all.
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    "Ed25519",
)  # fmt: skip
_METADATA = "/.well-known/openid-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_FRESH = timedelta(hours=1)
_LEEWAY_S = 60
_LONGEST = 16_384


@frozen
class OidcClient:
    """What the provider calls us, and how we prove it; without a secret we are a public client."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)


@define
class OidcProvider:
    """One a process: it remembers what the provider publishes for an hour."""

    _client: OidcClient
    _exchange: Exchange
    _clock: Clock
    _known: dict[str, tuple[Any, Any]] = field(factory=dict, init=False)

    def start(self, handshake: Handshake) -> str:
        """See IdentityProvider."""
        url: str
        url, _ = self._oauth(handshake).create_authorization_url(
            self._metadata()["authorization_endpoint"],
            state=handshake.state,
            nonce=handshake.nonce,
            code_verifier=handshake.verifier,
        )
        return url

    def finish(self, handshake: Handshake, answer: Mapping[str, str]) -> OutsideUser:
        """See IdentityProvider."""
        code = self._code(answer)
        token = self._token(handshake, code)
        claims = self._claims(str(token.get("id_token", "")), handshake, token)
        subject = claims["sub"]
        if not (isinstance(subject, str) and 0 < len(subject) <= 255):  # noqa: PLR2004 - as the standard says
            raise _no("it names no subject")
        email = claims.get("email")
        return OutsideUser(
            self._client.issuer,
            subject,
            email if isinstance(email, str) else "",
            email_verified=claims.get("email_verified") is True,
            name=str(claims.get("name") or ""),
            locale=str(claims.get("locale") or ""),
        )

    def _code(self, answer: Mapping[str, str]) -> str:
        """The code that came back. Raises Refused for an answer of somebody else."""
        issuer = answer.get("iss")
        expected = self._metadata().get("authorization_response_iss_parameter_supported") is True
        if issuer != self._client.issuer and (expected or issuer is not None):
            raise _no("it comes from another provider")
        if "error" in answer or not answer.get("code"):
            raise _no("the provider let nobody in")
        return answer["code"]

    def _token(self, handshake: Handshake, code: str) -> Mapping[str, Any]:
        from authlib.oauth2 import OAuth2Error

        try:
            found: Mapping[str, Any] = self._oauth(handshake).fetch_token(
                self._metadata()["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                redirect_uri=handshake.comes_back_to,
                code_verifier=handshake.verifier,
            )
        except (OAuth2Error, ValueError) as error:
            raise _no("the provider does not take its code back") from error
        return found

    def _claims(
        self, raw: str, handshake: Handshake, token: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        if not 0 < len(raw) <= _LONGEST:
            raise _no("there is no ID token")
        try:
            signed = self._signed(raw)
            claims: Any = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": self._client.issuer},
                    "aud": {"essential": True, "value": self._client.client_id},
                },
                {
                    "nonce": handshake.nonce,
                    "client_id": self._client.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(int(self._clock.now().timestamp()), _LEEWAY_S)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise _no(type(error).__name__) from error
        self._for_us(claims, signed.header)
        return dict(claims)

    def _for_us(self, claims: Mapping[str, Any], header: Mapping[str, Any]) -> None:
        """What the standard leaves to us: no other audience, no other kind of token."""
        if claims["aud"] not in (self._client.client_id, [self._client.client_id]):
            raise _no("it is for others too")
        if str(header.get("typ", "JWT")).upper() != "JWT":
            raise _no("it is another kind of token")

    def _signed(self, raw: str) -> Any:
        """The token once its signature is right; unknown keys are looked for anew, once."""
        from joserfc import jws, jwt
        from joserfc.errors import InvalidKeyIdError

        kid = jws.extract_compact(raw.encode()).headers().get("kid")
        keys = self._keys(fresh=False)
        if kid is not None and kid not in {key.kid for key in keys.keys}:
            keys = self._keys(fresh=True)
        if kid is None and len(keys.keys) > 1:
            raise InvalidKeyIdError
        registry = jws.JWSRegistry(algorithms=list(ALGORITHMS))
        return jwt.decode(raw, keys, list(ALGORITHMS), registry)

    def _keys(self, *, fresh: bool) -> Any:
        """The signing keys; only public, asymmetric ones count."""
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        found = self._published(self._metadata()["jwks_uri"], fresh=fresh)
        good = [
            key
            for key in found.get("keys", ())
            if isinstance(key, dict)
            and key.get("kty") in ("RSA", "EC", "OKP")
            and key.get("use", "sig") == "sig"
        ]
        try:
            return KeySet.import_key_set({"keys": good})
        except (JoseError, ValueError, TypeError) as error:
            raise Retriable("the provider publishes no keys that can be read") from error

    def _metadata(self) -> Mapping[str, Any]:
        issuer = self._client.issuer
        found = self._published(issuer.rstrip("/") + _METADATA, fresh=False)
        if found.get("issuer") != issuer or not all(
            isinstance(found.get(name), str) for name in _ENDPOINTS
        ):
            raise Misconfigured(
                f"{issuer} does not describe itself as the issuer {issuer}",
                culprit="oidc.issuer",
                remedy="write the issuer exactly as the provider does",
            )
        return found

    def _published(self, url: str, *, fresh: bool) -> dict[str, Any]:
        now = self._clock.now()
        document, asked = self._known.get(url, (None, None))
        if document is None or fresh or now - asked > _FRESH:
            document = ProviderHttp(self._safe).document(url)
            self._known[url] = document, now
        return dict(document)

    def _safe(self, *request: Any) -> Any:
        try:
            return self._exchange(*request)
        except Invalid as error:
            raise Misconfigured(
                f"the provider cannot be asked: {error.message}",
                culprit="oidc.issuer",
                remedy="use https, or allow private hosts: oidc.private_hosts",
            ) from error

    def _oauth(self, handshake: Handshake) -> Any:
        from authlib.oauth2.client import OAuth2Client

        return OAuth2Client(
            ProviderHttp(self._safe),
            client_id=self._client.client_id,
            client_secret=self._client.client_secret or None,
            scope="openid email profile",
            redirect_uri=handshake.comes_back_to,
            code_challenge_method="S256",
        )


def _no(why: str) -> Refused:
    return Refused(
        f"the provider's answer is not taken: {why}", culprit="oidc", remedy="log in again"
    )
