"""Where a webhook may go: out to the world, never to this machine or its neighbours unless the operator allows it.

A client chooses the URL, and we send from inside the network: without this check it could have us knock on doors that
it cannot reach itself. The name is looked up once, every address it has is judged, and the connection is made to an
address that was judged, so that a name whose answer changes in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Host and port → addresses as text. Raises OSError where there is none."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")
MAX_URL = 2000


class TargetError(Exception):
    """This URL is not delivered to. `code` is stable; `zh` and `en` tell its owner what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.code = code
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that was looked at and found harmless."""

    url: str
    scheme: str
    host: str
    port: int
    path: str  # with the query
    address: str  # the one to connect to; "" where only the proxy that everything goes through knows it

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def named_url(self) -> str:
        """For a proxy, which looks names up itself."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def direct_url(self) -> str:
        """The same place with the address in the name's stead."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator lets through besides the open internet over https."""

    entries: tuple[str, ...] = ()  # host names, addresses and networks (10.1.0.0/16)
    private: bool = False  # every private and loopback target
    proxied: bool = False  # a proxy stands between: names that nobody knows here are left to it

    def name(self, host: str) -> bool:
        return host.lower() in {entry.lower() for entry in self.entries}

    def address(self, address: Address) -> bool:
        return any(address in network for network in self._networks() if network.version == address.version)

    def _networks(self) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
        found = []
        for entry in self.entries:
            try:
                found.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                continue  # a host name
        return found


def _look_up(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def check(url: str, allowed: Allowed, resolve: Resolve = _look_up) -> Target:
    """Look at a URL now. Raises TargetError; done when a webhook is made and again before every attempt."""
    scheme, host, port, path = _parts(url)
    try:
        addresses = [_address(text) for text in resolve(host, port)]
    except (OSError, UnicodeError):
        addresses = []
    left_to_proxy = not addresses and allowed.proxied and _outside(host)
    if not addresses and not left_to_proxy:
        raise TargetError("target_unknown", "找不到该域名", "there is no such host")
    trusted = allowed.private or allowed.name(host)
    for address in addresses:  # one bad address among them is enough: the next look-up might choose it
        if not (trusted or allowed.address(address) or _public(address)):
            raise TargetError(
                "target_not_public",
                "不允许发送到内网、本机或保留地址；如确需要，请管理员在 YUSHEN_WEBHOOK_ALLOW 中放行",
                "private, loopback and reserved addresses are refused unless YUSHEN_WEBHOOK_ALLOW names them",
            )
    known = bool(addresses) and all(allowed.address(address) for address in addresses)
    if scheme == "http" and not (trusted or known):
        raise TargetError("target_not_https", "地址须以 https:// 开头", "the URL has to begin with https://")
    return Target(url, scheme, host, port, path, "" if left_to_proxy else str(addresses[0]))


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= MAX_URL
    if parts.scheme not in ("http", "https") or not host or not plain or parts.fragment or "\\" in url:
        raise TargetError("target_invalid", "不是有效的 https 地址", "this is no valid https URL")
    if parts.username is not None or parts.password is not None:
        raise TargetError("target_invalid", "地址中不能带用户名或密码", "the URL must not carry a user or a password")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or {"https": 443, "http": 80}[parts.scheme], path


INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".arpa")
"""Ends of names that no public name has."""


def _outside(host: str) -> bool:
    """A name that may be a public one, by its looks: all that can be told of one which is only known to the proxy."""
    name = host.rstrip(".").lower()
    return "." in name and not name.endswith(INSIDE) and not name.rpartition(".")[2].isdigit() and ":" not in name


def _address(text: str) -> Address:
    """An address as judged: one that only wraps an IPv4 address is that address."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.sixtofour is not None:
            return address.sixtofour
    return address


def _public(address: Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
