"""Nothing leaves the machine: `yushen check` with the real reader opens no socket and writes nothing at home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

# Loaded by every Python process before anything else, the reading processes included.
GUARD = """
import os, socket
_real = socket.socket
class Refused(_real):
    def __init__(self, family=-1, *rest, **named):
        fileno = named.get("fileno", rest[2] if len(rest) > 2 else None)
        if fileno is None and family not in (socket.AF_UNIX,):
            with open(os.environ["OFFLINE_LOG"], "a") as log:
                log.write(f"socket {family}\\n")
            raise OSError("a socket was opened")
        super().__init__(family, *rest, **named)
socket.socket = Refused
def refuse(*a, **k):
    with open(os.environ["OFFLINE_LOG"], "a") as log:
        log.write("name look-up\\n")
    raise OSError("a name was looked up")
socket.getaddrinfo = socket.gethostbyname = refuse
with open(os.environ["OFFLINE_LOG"] + ".seen", "a") as seen:
    seen.write("guarded\\n")
"""


def page() -> Image.Image:
    """A page with some Latin print: enough for every stage of reading to have work."""
    image = Image.new("RGB", (900, 1270), "white")
    draw = ImageDraw.Draw(image)
    for row, text in enumerate(["LABORATORY REPORT", "Name: LIN", "GLU 6.1 mmol/L 3.9-6.1", "2026-03-01"]):
        draw.text((90, 100 + row * 90), text, fill="black", font_size=40)
    draw.ellipse((560, 800, 820, 1060), outline=(200, 30, 40), width=8)
    return image


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    base = tmp_path_factory.mktemp("offline")
    folder = base / "case"
    folder.mkdir()
    page().save(folder / "a.jpg")
    case = {
        "case_key": "RZ-0001",
        "region": "rizhao",
        "submitted_on": "2026-04-01",
        "applicant": {"name": "林试样", "id_number": "99010119491231002X"},
        "diseases": ["糖尿病"],
        "channel": "self",
        "uploads": [{"name": "a.jpg"}],
    }
    (folder / "case.json").write_text(json.dumps(case), "utf-8")
    guard, home = base / "guard", base / "home"
    guard.mkdir()
    home.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, "utf-8")
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment = kept | {"PYTHONPATH": str(guard), "HOME": str(home), "OFFLINE_LOG": str(base / "log")}
    command = [str(Path(sys.executable).parent / "yushen"), "check", str(folder), "--out", str(base / "out")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=base, check=False)
    return done, base


def test_no_socket_is_opened(run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, base = run
    assert done.returncode in (0, 10, 20), done.stderr
    assert (base / "log.seen").read_text().count("guarded") >= 2  # the command and its reading process
    assert not (base / "log").exists()
    report = json.loads((base / "out" / "report.json").read_text("utf-8"))
    assert "LABORATORY" in report["pages"][0]["text"].upper()


def test_onnxruntime_keeps_no_device_id(run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, base = run
    written = [p.relative_to(base / "home") for p in (base / "home").rglob("*")]
    assert not [p for p in written if "Microsoft" in p.parts or "onnxruntime" in str(p)]
    assert not [p for p in written if p.is_file()]
