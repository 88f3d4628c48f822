"""Passwords, codes of a second factor, and `yushen user`."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from click.testing import CliRunner

from pipeline import passwords, totp
from pipeline.__main__ import main
from pipeline.passwords import WeakPasswordError

RFC_SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, expected: str) -> None:
    """Appendix B, SHA-1, its last six digits."""
    assert totp.code(RFC_SECRET, seconds // totp.STEP_S) == expected
    assert totp.step_of(RFC_SECRET, f"{expected[:3]} {expected[3:]}", seconds) == seconds // totp.STEP_S


def test_a_clock_may_be_half_a_minute_wrong_and_no_more() -> None:
    step = 1_000_000
    code = totp.code(RFC_SECRET, step)
    found = [totp.step_of(RFC_SECRET, code, (step + late) * totp.STEP_S) for late in (-2, -1, 0, 1, 2)]
    assert found == [None, step, step, step, None]
    assert totp.step_of(RFC_SECRET, "", step * totp.STEP_S) is None
    assert totp.step_of(RFC_SECRET, "１２３４５６", step * totp.STEP_S) is None


def test_a_secret_reads_back_from_what_is_shown() -> None:
    import base64

    secret = totp.new_secret()
    assert base64.b32decode(totp.spelled(secret).replace(" ", "")) == secret
    assert totp.uri(secret, "li test").startswith("otpauth://totp/Yushen%20%E9%A2%84%E5%AE%A1:li%20test?secret=")


def test_passwords_are_argon2id_and_verify() -> None:
    made = passwords.hashed("a long enough sentence")
    assert made.startswith("$argon2id$")
    assert passwords.matches(made, "a long enough sentence")
    assert not passwords.matches(made, "a long enough sentencE")
    assert not passwords.matches(None, "a long enough sentence")
    assert not passwords.matches("not a hash", "x")
    assert not passwords.is_old(made)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "too_short"),
        ("x" * 201, "too_long"),
        ("aaaaaaaaaaaa", "too_plain"),
        ("abcabcabcabc", "too_plain"),
        ("1234567890", "too_plain"),
        ("abcdefghijkl", "too_plain"),
        ("zhang.min-2026", "like_login"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, code: str) -> None:
    with pytest.raises(WeakPasswordError) as refused:
        passwords.check(password, "zhang.min")
    assert refused.value.code == code


def test_one_time_passwords_are_strong_enough_themselves() -> None:
    made = {passwords.once() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
        passwords.check(password, "zhang.min")


def yushen(environment: Mapping[str, str], *words: str) -> tuple[int, list[str], str]:
    result = CliRunner().invoke(main, ["user", *words], env=dict(environment))
    return result.exit_code, result.stdout.splitlines(), result.stderr


def test_accounts_from_the_command_line(fresh_environment: Mapping[str, str]) -> None:
    add = ("add", "zhang.min", "--name", "张敏", "--role", "reviewer", "--region", "hulunbuir")
    status, told, _ = yushen(fresh_environment, *add)
    assert (status, len(told)) == (0, 1)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", told[0])
    assert yushen(fresh_environment, *add)[0] == 1
    _, listed, _ = yushen(fresh_environment, "list")
    assert listed == ["zhang.min  张敏  reviewer  neimenggu/hulunbuir  启用 / on  未登录过 / never signed in"]
    status, again, _ = yushen(fresh_environment, "passwd", "zhang.min", "--without-code")
    assert status == 0
    assert again != told
    assert yushen(fresh_environment, "disable", "zhang.min")[0] == 0
    assert "停用 / off" in yushen(fresh_environment, "list")[1][0]
    assert yushen(fresh_environment, "disable", "zhang.min", "--enable")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x y", "--name", "张", "--role", "reviewer"),
        ("add", "zhang", "--name", "张", "--role", "reviewer", "--role", "auditor"),
        ("add", "zhang", "--name", "张", "--role", "reviewer", "--region", "atlantis"),
        ("add", "zhang", "--name", "", "--role", "reviewer"),
        ("passwd", "nobody"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    fresh_environment: Mapping[str, str], words: tuple[str, ...]
) -> None:
    status, told, error = yushen(fresh_environment, *words)
    assert status in (1, 2)
    assert not told
    assert "Traceback" not in error
