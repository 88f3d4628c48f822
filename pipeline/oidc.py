"""Signing in with the organisation's accounts: OpenID Connect, authorization code flow with PKCE (RFC 7636)."""

from __future__ import annotations

import hashlib
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]  # never "none", never a shared secret
PATIENCE_S = 10.0
LEEWAY_S = 60  # seconds that the provider's clock may differ
LARGEST = 1024 * 1024


class ProviderError(Exception):
    """The provider is away, or what it told cannot be believed. `code` says why; it carries nothing personal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Attempt:
    """What has to come back as it was sent."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Attempt:
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is."""

    subject: str  # "issuer sub": never given to anybody else
    claims: Mapping[str, Any]


@dataclass
class Provider:
    """One for a process; what it discovers is kept."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    _about: Mapping[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, attempt: Attempt, back: str) -> str:
        """Where to send the browser; it comes to `back` afterwards. Raises ProviderError."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": "openid profile",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        where = self._found("authorization_endpoint")
        return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"

    def finish(self, attempt: Attempt, code: str, back: str) -> Identity:
        """Raises ProviderError where the code, or the token that it gives, is not good."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": attempt.verifier,
            "client_id": self.client_id,
        }
        login = httpx.BasicAuth(self.client_id, self.client_secret) if self.client_secret else None
        told = self._asked("POST", self._found("token_endpoint"), data=form, auth=login)
        claims = self._claims(str(told.get("id_token", "")), attempt)
        return Identity(f"{self.issuer} {claims['sub']}", claims)

    def _claims(self, token: str, attempt: Attempt) -> Mapping[str, Any]:
        claims = self._opened(token)
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": attempt.nonce},
        )
        try:
            registry.validate(dict(claims))
        except JoseError:
            raise ProviderError("token_claims") from None
        if claims.get("azp", self.client_id) != self.client_id or not isinstance(claims["sub"], str):
            raise ProviderError("token_claims")
        return claims

    def _opened(self, token: str) -> Mapping[str, Any]:
        """A key that is not known may be new: the provider's are asked for once more."""
        for fresh in (False, True):
            try:
                return jwt.decode(token, self._key_set(fresh), algorithms=ALGORITHMS).claims
            except (JoseError, ValueError):
                continue
        raise ProviderError("token_signature")

    def _key_set(self, fresh: bool) -> KeySet:
        with self._lock:
            keys = self._keys
        if keys is None or fresh:
            told = self._asked("GET", self._found("jwks_uri"))
            try:
                keys = KeySet.import_key_set({"keys": told["keys"]})
            except (JoseError, KeyError, ValueError, TypeError):
                raise ProviderError("keys") from None
            with self._lock:
                self._keys = keys
        return keys

    def _found(self, name: str) -> str:
        """An endpoint, from the provider's own description (OpenID Connect Discovery)."""
        with self._lock:
            about = self._about
        if not about:
            about = self._asked("GET", f"{self.issuer}/.well-known/openid-configuration")
            if str(about.get("issuer", "")).rstrip("/") != self.issuer:
                raise ProviderError("issuer")
            with self._lock:
                self._about = about
        endpoint = about.get(name)
        if not isinstance(endpoint, str) or (endpoint.startswith("http://") and self.issuer.startswith("https://")):
            raise ProviderError("discovery")
        return endpoint

    def _asked(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        try:
            with httpx.Client(timeout=PATIENCE_S, follow_redirects=False) as client:
                answer = client.request(method, url, headers={"Accept": "application/json"}, **more)
            told = answer.json() if answer.status_code == httpx.codes.OK and len(answer.content) < LARGEST else None
        except (httpx.HTTPError, ValueError):
            raise ProviderError("away") from None
        if not isinstance(told, dict):
            raise ProviderError(f"http_{answer.status_code}")
        return told
