"""Who is measured: the peers a user would pick, the reference path, and our own reading on each of its runtimes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import cv2
import numpy as np

from extractors import models, nets
from extractors.engine import FastEngine, NetEngine, OcrEngine
from extractors.ocr import read_lines
from extractors.opened import Raster

RAPIDOCR, TESSERACT, REFERENCE = "rapidocr", "tesseract", "paddleocr"
FAST = "ours/fast"
OWN = {"ours": nets.ONNXRUNTIME, "ours/openvino": nets.OPENVINO, FAST: nets.ONNXRUNTIME}
"""Our modes and what each runs on; the first is what everybody has."""

Eyes = Callable[[Raster], str]
"""An upright BGR picture → the text on it."""


def available() -> list[str]:
    """Those that this machine has, the first of our own first."""
    has = {
        RAPIDOCR: find_spec("rapidocr") is not None,
        REFERENCE: True,
        TESSERACT: shutil.which("tesseract") is not None,
    }
    runs = {nets.ONNXRUNTIME, nets.best_runtime()}
    own = [name for name, runtime in OWN.items() if runtime in runs and (name != FAST or models.has_fast())]
    return [*own, *(name for name, there in has.items() if there)]


def eyes(name: str, threads: int) -> Eyes:
    """What turns a picture into text; loaded once, in the process that reads."""
    if name == RAPIDOCR:
        return _rapidocr()
    if name == TESSERACT:
        return _tesseract
    return own_eyes(own_engine(name, threads))


def own_engine(name: str, threads: int) -> OcrEngine:
    """The engine of one of our modes, or of the reference path."""
    if name == REFERENCE:
        from extractors.paddle import PaddleEngine  # noqa: PLC0415 (a second of imports nobody else needs)

        return PaddleEngine(threads)
    return (FastEngine if name == FAST else NetEngine)(threads, OWN[name])


def own_eyes(engine: OcrEngine) -> Eyes:
    return lambda picture: "\n".join(line.text for line in read_lines(picture, np.eye(3), engine))


def _rapidocr() -> Eyes:
    models.onnxruntime()  # its telemetry off before anybody imports it
    from rapidocr import RapidOCR  # noqa: PLC0415 (an extra)

    engine: Any = RapidOCR(params={"Global.log_level": "error"})
    return lambda picture: "\n".join(engine(picture).txts or ())


def _tesseract(picture: Raster) -> str:
    bitmap = np.asarray(cv2.imencode(".bmp", picture)[1]).tobytes()
    command = [shutil.which("tesseract") or "", "stdin", "stdout", "-l", "chi_sim"]
    return subprocess.run(command, input=bitmap, capture_output=True, check=True).stdout.decode()  # noqa: S603
