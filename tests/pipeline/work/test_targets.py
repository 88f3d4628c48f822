"""Webhooks go out to the world and never inwards, whatever the URL looks like."""

from __future__ import annotations

import pytest

from pipeline.work.targets import Allowed, TargetError, check

PUBLIC = "93.184.215.14"
NOTHING = Allowed()


def resolve(**names: str | list[str]) -> object:
    def look_up(host: str, port: int) -> list[str]:
        found = names.get(host.replace(".", "_").replace("-", "_"), [])
        if (not found and host.replace(".", "").isdigit()) or ":" in host:
            return [host]
        if not found:
            raise OSError("no such host")
        return [found] if isinstance(found, str) else found

    return look_up


def code(url: str, allowed: Allowed = NOTHING, **names: str | list[str]) -> str:
    try:
        check(url, allowed, resolve(**names))  # type: ignore[arg-type]
    except TargetError as error:
        assert error.zh and error.en
        return error.code
    return ""


def test_a_public_host_is_reached_by_the_address_that_was_judged() -> None:
    target = check("https://hooks.example.com/a?b=1", Allowed(), resolve(hooks_example_com=PUBLIC))  # type: ignore[arg-type]
    assert target.address == PUBLIC
    assert target.direct_url == f"https://{PUBLIC}:443/a?b=1"
    assert target.authority == "hooks.example.com"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_inward_addresses_are_refused(address: str) -> None:
    assert code("https://hooks.example.com/", hooks_example_com=address) == "target_not_public"


def test_one_inward_address_among_several_is_enough() -> None:
    assert code("https://a.example.com/", a_example_com=[PUBLIC, "10.0.0.1"]) == "target_not_public"


@pytest.mark.parametrize(
    "url",
    [
        "", "ftp://a.example.com/", "file:///etc/passwd", "//a.example.com/", "https://", "https:///x",
        "https://user:pass@a.example.com/", "https://a.example.com@b.example.com/", "https://a.example.com/\r\nX: y",
        "https://a.example.com/ x", "https://a.example.com\\@b.example.com/", "https://a.example.com:99999/",
        "https://a.example.com/#x", "https://[::1", "https://例.example.com/", "https://a.example.com/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_plain_url_is_refused(url: str) -> None:
    assert code(url, a_example_com=PUBLIC, b_example_com=PUBLIC) == "target_invalid"


def test_plain_http_is_for_allowed_targets_alone() -> None:
    assert code("http://a.example.com/", a_example_com=PUBLIC) == "target_not_https"
    assert code("http://a.example.com/", Allowed(("a.example.com",)), a_example_com=PUBLIC) == ""
    assert code("http://a.example.com/", Allowed(("10.0.0.0/8",)), a_example_com="10.2.3.4") == ""


def test_the_operator_may_name_hosts_and_networks() -> None:
    allowed = Allowed(("Intern.Example.com", "10.1.0.0/16", "fd00::/8"))
    assert code("https://intern.example.com/", allowed, intern_example_com="192.168.0.3") == ""
    assert code("https://b.example.com/", allowed, b_example_com="10.1.2.3") == ""
    assert code("https://b.example.com/", allowed, b_example_com="fd00::5") == ""
    assert code("https://b.example.com/", allowed, b_example_com="10.2.2.3") == "target_not_public"
    assert code("http://127.0.0.1:8080/", Allowed(private=True)) == ""


def test_a_host_that_is_not_there() -> None:
    assert code("https://nowhere.example.com/") == "target_unknown"


def test_addresses_written_in_odd_ways_are_looked_up_like_names() -> None:
    """The system's own resolver takes 2130706433 and 0x7f.1 for 127.0.0.1."""
    for host in ("2130706433", "0x7f.1", "127.1", "localhost"):
        try:
            check(f"https://{host}/", Allowed())
        except TargetError as error:
            assert error.code in ("target_not_public", "target_unknown")
        else:
            raise AssertionError(host)


def test_behind_a_proxy_names_nobody_knows_here_go_out_and_inward_ones_do_not() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError

    proxied = Allowed(proxied=True)
    assert check("https://hooks.example.org/x", proxied, nobody).named_url == "https://hooks.example.org/x"
    for inward in ("https://localhost/", "https://db/", "https://a.internal/", "https://x.local./", "https://1.2.3.4/"):
        with pytest.raises(TargetError):
            check(inward, proxied, nobody)
    with pytest.raises(TargetError, match="target_not_public"):
        check("https://inward.example.org/", proxied, lambda host, port: ["10.0.0.1"])
    with pytest.raises(TargetError, match="target_unknown"):
        check("https://hooks.example.org/", Allowed(), nobody)
    with pytest.raises(TargetError, match="target_not_https"):
        check("http://hooks.example.org/", proxied, nobody)
