"""How a variable of the environment is read. Each takes the mapping: only settings.py touches os.environ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

MEGABYTE = 1024 * 1024
YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class SettingsError(Exception):
    """A variable holds what it cannot hold, or is missing. The operator must act. Never carries a secret's value."""


def text(env: Mapping[str, str], name: str, default: str = "") -> str:
    return env.get(name, "").strip() or default


def secret(env: Mapping[str, str], name: str, default: str = "") -> str:
    """From the variable, or from the file that NAME_FILE names (as clusters mount their secrets)."""
    value, place = text(env, name), text(env, f"{name}_FILE")
    if value and place:
        raise SettingsError(f"{name}, {name}_FILE: 只能设置其中一个 / set one of the two")
    if not place:
        return value or default
    try:
        return Path(place).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}_FILE={place}: 无法读取 / cannot be read ({type(error).__name__})") from error


def path(env: Mapping[str, str], name: str) -> Path | None:
    value = text(env, name)
    return Path(value) if value else None


def positive(env: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    """A whole number of at least `least`."""
    value = text(env, name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingsError(f"{name}={value}: 须为不小于 {least} 的整数 / a whole number of at least {least} is needed")
    return int(value)


def one_of(env: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    """One of the values `known`, the first where none is set."""
    value = text(env, name, known[0])
    if value not in known:
        allowed = ", ".join(word for word in known if word)
        raise SettingsError(f"{name}={value}: 须为其中之一 / one of these is needed: {allowed}")
    return value


def seconds(env: Mapping[str, str], name: str, default: float) -> float:
    """A finite number above 0."""
    value = text(env, name)
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise SettingsError(f"{name}={value}: 须为大于 0 的秒数 / a number of seconds above 0 is needed")
    return number


def flag(env: Mapping[str, str], name: str, default: bool = False) -> bool:
    value = text(env, name).lower()
    if not value:
        return default
    if value not in YES | NO:
        raise SettingsError(f"{name}={value}: 须为 true 或 false / true or false is needed")
    return value in YES


def choice(env: Mapping[str, str], name: str, default: str, among: tuple[str, ...]) -> str:
    value = text(env, name, default)
    if value not in among:
        raise SettingsError(f"{name}={value}: 可用值 / one of {', '.join(among)}")
    return value


def items(env: Mapping[str, str], name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Parts between commas, without empty ones."""
    return tuple(part.strip() for part in text(env, name).split(",") if part.strip()) or default
