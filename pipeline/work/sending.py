"""One attempt to hand a webhook over: a POST to an address that was judged, with an end to it in any case."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from pipeline.work.targets import Target

CONNECT_S, READ_S = 5.0, 10.0
WHOLE_S = 20.0
"""Seconds after which an attempt is over, however busily the other side trickles."""
USER_AGENT = "Yushen-Webhook/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` is None where nothing did; `error` is a code, empty where it was taken."""

    status: int | None
    error: str = ""

    @property
    def taken(self) -> bool:
        return not self.error


def post(target: Target, headers: Mapping[str, str], body: bytes, whole: float = WHOLE_S, *, proxy: str = "") -> Answer:
    """Send once. Redirects are not followed and no proxy of the environment is used: both would lead elsewhere.

    `proxy`: URL of the one that the operator set for webhooks. It is asked for the name and connects as it sees fit.
    """
    timeout = httpx.Timeout(READ_S, connect=CONNECT_S)
    sent = {"content-type": "application/json", "user-agent": USER_AGENT, **headers, "host": target.authority}
    # Called by its address, the certificate has to be the name's all the same.
    url, extensions = (target.named_url, {}) if proxy else (target.direct_url, {"sni_hostname": target.host})
    client = httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False, proxy=proxy or None)
    end = threading.Timer(whole, client.close)
    end.daemon = True
    end.start()
    try:
        with client.stream("POST", url, headers=sent, content=body, extensions=extensions) as response:
            status = response.status_code  # the answer's body is nobody's business and is not read
    except httpx.TimeoutException:
        return Answer(None, "timeout")
    except httpx.ProxyError:
        return Answer(None, "proxy_refused")
    except httpx.ConnectError:
        return Answer(None, "not_reached")
    except Exception:  # closed by the timer, broken off, no HTTP
        return Answer(None, "broken_off")
    finally:
        end.cancel()
        client.close()
    return Answer(status) if 200 <= status < 300 else Answer(status, f"status_{status}")
