"""The OpenAPI document as a reader wants it: by subject, each type by a name that leads to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.web.docs.words import OPERATIONS, TAGS

METHODS = ("get", "post", "put", "patch", "delete")
DONE = "成功。Done."
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a type: words, or the name of a schema to lead to."""

    text: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter or a property."""

    name: str
    type: tuple[Part, ...]
    required: bool
    where: str  # path, query, header; "" of a property
    about: str


@dataclass(frozen=True, slots=True)
class Content:
    """One form of a body."""

    media_type: str
    type: tuple[Part, ...]
    examples: tuple[tuple[str, str], ...]  # what it shows, JSON


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    about: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    zh: str
    en: tuple[str, ...]  # paragraphs
    values: tuple[Value, ...]
    body: tuple[Content, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    about: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    name: str
    about: str
    values: tuple[Value, ...]


def subjects(document: Json) -> tuple[Subject, ...]:
    """In the order of the document's tags."""
    by_tag: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                by_tag[operations[method]["tags"][0]].append(_operation(method, path, operations[method]))
    return tuple(Subject(tag, TAGS.get(tag, ""), tuple(found)) for tag, found in by_tag.items() if found)


def schemas(document: Json) -> tuple[Schema, ...]:
    found = sorted(document["components"]["schemas"].items())
    return tuple(Schema(name, _about(schema), _properties(schema)) for name, schema in found)


def _operation(method: str, path: str, told: Json) -> Operation:
    answers = [_answer(status, answer) for status, answer in told["responses"].items()]
    paragraphs = told.get("description", "").split("\n\n")
    return Operation(
        told["operationId"],
        method.upper(),
        path,
        told["summary"],
        OPERATIONS.get(told["operationId"], ""),
        tuple(" ".join(paragraph.split()) for paragraph in paragraphs),
        tuple(_parameter(one) for one in told.get("parameters", ())),
        _contents(told.get("requestBody", {})),
        tuple(answer for answer in answers if answer.status < "400"),
        tuple(answer for answer in answers if answer.status >= "400"),
    )


def _parameter(told: Json) -> Value:
    schema = told.get("schema", {})
    about = told.get("description") or schema.get("description", "")
    return Value(told["name"], type_of(schema), told.get("required", False), told["in"], about)


def _properties(schema: Json) -> tuple[Value, ...]:
    required = schema.get("required", ())
    found = schema.get("properties", {}).items()
    return tuple(Value(name, type_of(its), name in required, "", _about(its)) for name, its in found)


def _about(schema: Json) -> str:
    about = str(schema.get("description", ""))
    if "default" in schema and schema["default"] not in (None, "", []):
        about = f"{about}  [{json.dumps(schema['default'], ensure_ascii=False)}]".strip()
    return about


def _answer(status: str, told: Json) -> Answer:
    about = told.get("description", "")
    return Answer(status, DONE if about == "Successful Response" else about, _contents(told))


def _contents(told: Json) -> tuple[Content, ...]:
    return tuple(_content(kind, its) for kind, its in told.get("content", {}).items())


def _content(media_type: str, told: Json) -> Content:
    shown = [(one.get("summary", ""), _text(one["value"])) for one in told.get("examples", {}).values()]
    if "example" in told:
        shown.append(("", _text(told["example"])))
    return Content(media_type, type_of(told.get("schema", {})), tuple(shown))


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def type_of(schema: Json) -> tuple[Part, ...]:
    """What a value may be, in words."""
    if "$ref" in schema:
        return (Part(schema["$ref"].rpartition("/")[2], leads=True),)
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return _joined([type_of(one) for one in schema[joined]])
    if "enum" in schema:
        return (Part(" · ".join(map(str, schema["enum"]))),)
    if "const" in schema:
        return (Part(str(schema["const"])),)
    kind = schema.get("type", "object")
    if kind == "array":
        return (*type_of(schema.get("items", {})), Part(" […]"))
    words = " | ".join(kind) if isinstance(kind, list) else str(kind)
    return (Part(schema.get("format", words)), *_limits(schema))


def _joined(parts: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    found: list[Part] = []
    for at, part in enumerate(parts):
        found.extend(([Part(" | ")] if at else []) + list(part))
    return tuple(found)


def _limits(schema: Json) -> tuple[Part, ...]:
    told = []
    for name, sign in (("minimum", "≥"), ("exclusiveMinimum", ">"), ("maximum", "≤"), ("maxLength", "≤")):
        if name in schema:
            told.append(f"{sign} {schema[name]}{' 字' if name == 'maxLength' else ''}")
    return (Part(f" ({', '.join(told)})"),) if told else ()
