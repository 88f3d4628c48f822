"""What upstream says about a case, as JSON, read strictly. Every mistake is named with its key and what is allowed.

The sender of a case is a program: it gets all problems at once, not the first alone. The same text lies beside the
uploads as case.json, comes through the API and stands in the rows of a bulk import.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from extractors.reading import Kind
from validators.case import Case, CaseType, Channel, Person, Upload

KEYS = ("case_key", "region", "submitted_on", "applicant", "diseases", "channel", "agent", "uploads", "case_type")
OPTIONAL = ("agent", "case_type")
PERSON_KEYS = ("name", "id_number")
UPLOAD_KEYS = ("name", "declared_kind")
CASE_KEY = re.compile(r"[\w.\-]{1,100}")
OUTSIDE = ("指向案件文件夹之外", "leads out of the case's folder; allowed: names of files inside it")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a case. `key` is a path such as `uploads[2].name`, "" for the text as a whole."""

    key: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.key + ': ' if self.key else ''}{self.zh} / {self.en}"


class CaseTextError(Exception):
    """The text is not what it has to be. The sender must act; `problems` holds all that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def parse(text: str, regions: Collection[str], *, uploads_named: bool = True) -> Case:
    """The case of a JSON text. `regions`: packs there are; `uploads_named`: whether `uploads` has to be in it.

    Raises CaseTextError.
    """
    parser = _Parser(regions, OPTIONAL if uploads_named else (*OPTIONAL, "uploads"))
    return _whole(parser, parser.parse(text))


def case_of(data: Any, regions: Collection[str], *, uploads_named: bool = True) -> Case:
    """The same of JSON that is parsed already. Raises CaseTextError."""
    parser = _Parser(regions, OPTIONAL if uploads_named else (*OPTIONAL, "uploads"))
    return _whole(parser, parser.case(data))


def _whole(parser: _Parser, case: Case | None) -> Case:
    if case is None or parser.problems:
        raise CaseTextError(tuple(parser.problems))
    return case


class _Parser:
    """Walks the JSON once and notes every problem instead of stopping at the first."""

    def __init__(self, regions: Collection[str], optional: Collection[str]) -> None:
        self.regions = sorted(regions)
        self.optional = optional
        self.problems: list[Problem] = []

    def parse(self, text: str) -> Case | None:
        try:
            data = json.loads(text, object_pairs_hook=self._object)
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            self._note("", f"不是有效的 JSON（第{error.lineno}行第{error.colno}列）", f"is not valid JSON ({where})")
            return None
        except RecursionError:
            self._note("", "嵌套过深", "is nested too deeply")
            return None
        except ValueError:  # a number of thousands of digits
            self._note("", "数字过长", "holds a number that is too long")
            return None
        return self.case(data)

    def case(self, data: Any) -> Case | None:
        if not isinstance(data, dict):
            self._note("", "应为一个 JSON 对象", f"has to be an object with the keys {', '.join(KEYS)}")
            return None
        self._keys(data, "", KEYS, self.optional)
        case_key = self._matching(data, "case_key", CASE_KEY, "letters, digits, _ . - (at most 100)")
        region = self._region(data)
        submitted_on = self._date(data, "submitted_on")
        applicant = self._person(data.get("applicant"), "applicant") if "applicant" in data else None
        channel = self._channel(data)
        agent = self._agent(data, channel)
        diseases = self._diseases(data)
        uploads = self._uploads(data)
        case_type = self._case_type(data)
        if self.problems or not (submitted_on and applicant and channel):
            return None
        return Case(case_key, region, submitted_on, applicant, diseases, channel, uploads, agent, case_type)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if key in seen:
                self._note(short(key), "重复的键", "the key is there twice")
            seen[key] = value
        return seen

    def _note(self, key: str, zh: str, en: str) -> None:
        self.problems.append(Problem(key, zh, en))

    def _keys(self, data: dict[str, Any], prefix: str, allowed: Collection[str], optional: Collection[str]) -> None:
        names = ", ".join(allowed)
        for key in data:
            if key not in allowed:
                self._note(prefix + short(key), f"未知的键；允许：{names}", f"unknown key; allowed: {names}")
        for key in allowed:
            if key not in data and key not in optional:
                self._note(prefix + key, "缺少", "is missing")

    def _text(self, data: dict[str, Any], key: str, prefix: str = "") -> str:
        if key not in data:
            return ""
        value = data[key]
        if not isinstance(value, str) or not value.strip():
            self._note(prefix + key, "应为非空文字", f"has to be a text that is not empty, is {_type(value)}")
            return ""
        if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value.strip()):
            self._note(prefix + key, "含有控制字符", "holds control characters")
            return ""
        return value.strip()

    def _matching(self, data: dict[str, Any], key: str, pattern: re.Pattern[str], allowed: str) -> str:
        value = self._text(data, key)
        if value and not pattern.fullmatch(value):
            self._note(key, f"格式不对；允许：{allowed}", f"has a form that is not allowed; allowed: {allowed}")
        return value

    def _region(self, data: dict[str, Any]) -> str:
        value = self._text(data, "region")
        if value and value.rpartition("/")[2] not in self.regions:  # a pack below another may be named with its path
            names = ", ".join(self.regions)
            self._note(
                "region",
                f"没有名为 {short(value)} 的政策包；可用：{names}",
                f"there is no policy pack {short(value)}; there are: {names}",
            )
        return value

    def _date(self, data: dict[str, Any], key: str) -> dt.date | None:
        value = self._text(data, key)
        if not value:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError
            return dt.date.fromisoformat(value)
        except ValueError:
            self._note(key, "应为存在的日期，如 2026-03-05", "has to be a date that exists, like 2026-03-05")
            return None

    def _person(self, value: Any, key: str) -> Person | None:
        if not isinstance(value, dict):
            self._note(
                key,
                "应为对象 {name, id_number}",
                f"has to be an object with the keys name, id_number, is {_type(value)}",
            )
            return None
        self._keys(value, f"{key}.", PERSON_KEYS, ())
        return Person(self._text(value, "name", f"{key}."), self._text(value, "id_number", f"{key}."))

    def _channel(self, data: dict[str, Any]) -> Channel | None:
        value = self._text(data, "channel")
        if not value:
            return None
        if value not in {c.value for c in Channel}:
            self._note("channel", "只允许 self（本人）或 proxy（代办）", "allowed: self, proxy")
            return None
        return Channel(value)

    def _case_type(self, data: dict[str, Any]) -> CaseType:
        if "case_type" not in data:
            return CaseType.APPLICATION
        value = self._text(data, "case_type")
        if value and value not in {c.value for c in CaseType}:
            names = ", ".join(CaseType)
            self._note("case_type", f"只允许 {names}", f"allowed: {names}")
        return CaseType(value) if value in {c.value for c in CaseType} else CaseType.APPLICATION

    def _agent(self, data: dict[str, Any], channel: Channel | None) -> Person | None:
        if data.get("agent") is None:
            return None
        if channel is Channel.SELF:
            self._note(
                "agent", "本人申请不应有代办人；代办请写 channel: proxy", "belongs to a case whose channel is proxy"
            )
        return self._person(data["agent"], "agent")

    def _diseases(self, data: dict[str, Any]) -> tuple[str, ...]:
        """Any text is allowed here: a disease the pack does not hold is a finding, not an error."""
        if "diseases" not in data:
            return ()
        value = data["diseases"]
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
            self._note("diseases", "应为至少一个病种名称或编码的列表", "has to be a list of at least one name or code")
            return ()
        names = (self._text({f"diseases[{n}]": disease}, f"diseases[{n}]") for n, disease in enumerate(value))
        return tuple(dict.fromkeys(names))

    def _uploads(self, data: dict[str, Any]) -> tuple[Upload, ...]:
        if "uploads" not in data:
            return ()
        value = data["uploads"]
        if not isinstance(value, list) or not value:
            self._note(
                "uploads", "应为至少一个 {name, declared_kind?} 的列表", "has to be a list of at least one upload"
            )
            return ()
        uploads: list[Upload] = []
        for index, item in enumerate(value):
            upload = self._upload(item, f"uploads[{index}]")
            if upload is None:
                continue
            if any(PurePosixPath(upload.name) == PurePosixPath(other.name) for other in uploads):
                self._note(f"uploads[{index}].name", "与前面的文件重名", "is named twice")
            uploads.append(upload)
        return tuple(uploads)

    def _upload(self, item: Any, key: str) -> Upload | None:
        if not isinstance(item, dict):
            form = "{name, declared_kind?}"
            self._note(key, f"应为对象 {form}", f"has to be an object {form}, is {_type(item)}")
            return None
        self._keys(item, f"{key}.", UPLOAD_KEYS, ("declared_kind",))
        name = self._text(item, "name", f"{key}.")
        if not name or not self._is_inside(name, f"{key}.name"):
            return None
        return Upload(name, self._kind(item.get("declared_kind"), f"{key}.declared_kind"))

    def _is_inside(self, name: str, key: str) -> bool:
        """No way out by `..` or by an absolute path; links are the folder's to look at."""
        if "\\" in name:
            self._note(key, "文件夹请用 / 分隔，不要用 \\", "folders are parted by /, not by \\")
            return False
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            self._note(key, *OUTSIDE)
            return False
        return True

    def _kind(self, value: Any, key: str) -> Kind | None:
        if value is None:
            return None
        if not isinstance(value, str) or value not in {k.value for k in Kind}:
            names = ", ".join(Kind)
            self._note(key, f"未知的材料类型；允许：{names}", f"unknown kind; allowed: {names}")
            return None
        return Kind(value)


def _type(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true/false", int: "a number", float: "a number"}
    if value == "":
        return "empty"
    return "null" if value is None else names.get(type(value), "something else")


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
