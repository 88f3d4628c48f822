"""What the operator sets for the screens: how long sessions last, when accounts lock, who else may prove identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.environment import SettingsError, positive, secret, text

MINUTE = 60


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    idle_seconds: int = 60 * MINUTE  # YUSHEN_CONSOLE_IDLE_MINUTES: a session of which nothing is heard ends
    session_seconds: int = 720 * MINUTE  # YUSHEN_CONSOLE_SESSION_MINUTES: every session ends
    most_tries: int = 5  # YUSHEN_CONSOLE_MOST_TRIES: wrong passwords before an account locks
    lock_seconds: int = 15 * MINUTE  # YUSHEN_CONSOLE_LOCK_MINUTES
    oidc_issuer: str = ""  # YUSHEN_OIDC_ISSUER: https://…, empty for none
    oidc_client_id: str = ""  # YUSHEN_OIDC_CLIENT_ID
    oidc_client_secret: str = field(default="", repr=False)  # YUSHEN_OIDC_CLIENT_SECRET
    oidc_login_claim: str = "preferred_username"  # YUSHEN_OIDC_LOGIN_CLAIM: what is held against a user's login

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> ConsoleSettings:
        issuer, client_id = text(env, "YUSHEN_OIDC_ISSUER").rstrip("/"), text(env, "YUSHEN_OIDC_CLIENT_ID")
        if bool(issuer) != bool(client_id):
            raise SettingsError("YUSHEN_OIDC_ISSUER, YUSHEN_OIDC_CLIENT_ID: 须同时设置 / set both or none")
        if issuer and not issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise SettingsError("YUSHEN_OIDC_ISSUER: 须为 https 地址 / has to be an https URL")
        return cls(
            idle_seconds=positive(env, "YUSHEN_CONSOLE_IDLE_MINUTES", 60) * MINUTE,
            session_seconds=positive(env, "YUSHEN_CONSOLE_SESSION_MINUTES", 720) * MINUTE,
            most_tries=positive(env, "YUSHEN_CONSOLE_MOST_TRIES", 5),
            lock_seconds=positive(env, "YUSHEN_CONSOLE_LOCK_MINUTES", 15) * MINUTE,
            oidc_issuer=issuer,
            oidc_client_id=client_id,
            oidc_client_secret=secret(env, "YUSHEN_OIDC_CLIENT_SECRET"),
            oidc_login_claim=text(env, "YUSHEN_OIDC_LOGIN_CLAIM", "preferred_username"),
        )
