"""YAML → requirement expressions. Every mistake is refused with its place and what is allowed."""

from __future__ import annotations

from collections.abc import Callable

from extractors.reading import DateRole, Kind
from validators.case import Channel
from validators.expressions import (
    CLASSES,
    LEVELS,
    OPERATORS,
    TITLES,
    AllOf,
    AnyOf,
    Elapsed,
    Expression,
    Gate,
    Gated,
    IssuerCondition,
    LabCondition,
    Named,
    Paper,
    Several,
    SignatureCondition,
    SomeOf,
    StageCondition,
    Words,
)
from validators.periods import Period
from validators.strict_yaml import Node

_LAB = ("item", "op", "value", "unit", "abnormal", "specimen", "times", "apart")
_PAPER = (
    "modality",
    "conclusion",
    "medication",
    "stage",
    "max_age",
    "issuer",
    "department",
    "signatures",
    "not_substitutable",
)
ISSUE_DATE = "issue_date"


def expression(node: Node) -> Expression:
    """A name, a list (all of them) or one of the shapes."""
    if node.is_text:
        return _named(node)
    if node.is_list:
        return AllOf(tuple(expression(part) for part in node.items()))
    entries = node.mapping()
    shape = next((s for s in _READERS if s in entries), None)
    if shape is None:
        raise node.refuse("no shape of a requirement is written here", _READERS)
    return _READERS[shape](node)


def _any_of(node: Node) -> AnyOf:
    return AnyOf(_parts(node, "any"))


def _all_of(node: Node) -> AllOf:
    return AllOf(_parts(node, "all"))


def _parts(node: Node, shape: str) -> tuple[Expression, ...]:
    parts = tuple(expression(part) for part in node.record([shape])[shape].items())
    if not parts:
        raise node.refuse(f"{shape!r} needs at least one part")
    return parts


def _gated(node: Node) -> Gated:
    entries = node.record(["when", "require"])
    return Gated(gate(entries["when"]), expression(entries["require"]))


def _result(node: Node) -> Paper:
    return Paper((Kind.LAB_REPORT,), lab=_lab(node.record(["lab"])["lab"]))


def _named(node: Node) -> Expression:
    name = node.text()
    if name in {kind.value for kind in Kind}:
        return Paper((Kind(name),))
    return Named(name, node.path, node.file, node.line)


def _at_least(above: Node) -> Expression:
    node = above.record(["at_least"])["at_least"]
    if "among" in node.mapping():
        several = node.record(["n", "among"])
        parts = tuple(expression(part) for part in several["among"].items())
        n = several["n"].integer(at_least=1)
        if n > len(parts):
            raise several["n"].refuse(f"{n} of {len(parts)} can never be met")
        return SomeOf(n, parts)
    counted = node.record(["n", "of"], ["within", "span_at_least"])
    of = expression(counted["of"])
    if not countable(of):
        raise counted["of"].refuse(
            "only papers can be counted here: a kind, a paper with conditions, a name, or any of these"
        )
    within = period(counted["within"]) if "within" in counted else None
    span = period(counted["span_at_least"]) if "span_at_least" in counted else None
    return Several(counted["n"].integer(at_least=1), of, within, span)


def countable(of: Expression) -> bool:
    return isinstance(of, Paper | Named) or (isinstance(of, AnyOf) and all(countable(part) for part in of.parts))


def _elapsed(node: Node) -> Elapsed:
    entries = node.record(["elapsed"])["elapsed"].record(["since", "of", "at_least"])
    roles = {role.value for role in DateRole} | {ISSUE_DATE}
    since = entries["since"].choice(roles, "date")
    return Elapsed(kinds(entries["of"]), None if since == ISSUE_DATE else DateRole(since), period(entries["at_least"]))


def kinds(node: Node) -> tuple[Kind, ...]:
    """One kind or a list of kinds."""
    if node.is_text:
        return (node.member(Kind, "kind"),)
    return tuple(part.member(Kind, "kind") for part in node.items())


def _paper(node: Node) -> Paper:
    entries = node.record(["kind"], [*_PAPER, *_LAB])
    given = {key: entries[key] for key in entries}
    lab = None
    if any(key in given for key in _LAB):
        lab = _lab(Node({k: n for k, n in given.items() if k in _LAB}, node.file, node.path, node.line))
    return Paper(
        kinds=kinds(entries["kind"]),
        lab=lab,
        modality=_any_words(given["modality"]) if "modality" in given else (),
        supports=_supports(given["conclusion"]) if "conclusion" in given else (),
        medication=_any_words(given["medication"]) if "medication" in given else (),
        stage=_stage(given["stage"]) if "stage" in given else None,
        max_age=period(given["max_age"]) if "max_age" in given else None,
        issuer=issuer(given["issuer"]) if "issuer" in given else (),
        department=_any_words(given["department"]) if "department" in given else (),
        signatures=signatures(given["signatures"]) if "signatures" in given else None,
        not_substitutable=kinds(given["not_substitutable"]) if "not_substitutable" in given else (),
    )


def _lab(node: Node) -> LabCondition:
    entries = node.record(["item"], _LAB[1:])
    compares = [key for key in ("op", "value", "unit") if key in entries]
    if compares and len(compares) < 3:
        raise node.refuse("a threshold needs op, value and unit together", ("op", "value", "unit"))
    return LabCondition(
        items=_any_words(entries["item"]),
        operator=entries["op"].choice(OPERATORS, "comparison") if compares else "",
        value=entries["value"].number() if compares else 0.0,
        unit=entries["unit"].text() if compares else "",
        abnormal=entries["abnormal"].flag() if "abnormal" in entries else False,
        specimen=words(entries["specimen"]) if "specimen" in entries else Words(),
        times=entries["times"].integer(at_least=1) if "times" in entries else 1,
        apart=period(entries["apart"]) if "apart" in entries else None,
    )


def words(node: Node) -> Words:
    """A word, a list of words, or {any: […], not: […]}."""
    if not node.is_mapping:
        return Words(any_of=node.words())
    entries = node.record([], ["any", "not"])
    return Words(
        any_of=entries["any"].words() if "any" in entries else (),
        none_of=entries["not"].words() if "not" in entries else (),
    )


def _any_words(node: Node) -> tuple[str, ...]:
    return node.record(["any"])["any"].words() if node.is_mapping else node.words()


def _supports(node: Node) -> tuple[str, ...]:
    return node.record(["supports"])["supports"].words()


def _stage(node: Node) -> StageCondition:
    entries = node.record(["of", "at_least"], ["scale"])
    scale = entries["scale"].text() if "scale" in entries else ""
    return StageCondition(_any_words(entries["of"]), entries["at_least"].integer(at_least=1), scale)


def period(node: Node) -> Period:
    """{years: …, months: …, days: …}, at least one of them and longer than nothing."""
    entries = node.record([], ["years", "months", "days"])
    amount = {key: entries[key].integer() for key in entries}
    if not any(amount.values()):
        raise node.refuse("a period needs years, months or days", ("years", "months", "days"))
    return Period(amount.get("years", 0) * 12 + amount.get("months", 0), amount.get("days", 0))


def issuer(node: Node) -> tuple[IssuerCondition, ...]:
    """One acceptable issuer or {any: [issuers]}."""
    if "any" in node.mapping():
        return tuple(_one_issuer(part) for part in node.record(["any"])["any"].items())
    return (_one_issuer(node),)


def _one_issuer(node: Node) -> IssuerCondition:
    entries = node.record([], ["level", "class", "speciality"])
    if not entries:
        raise node.refuse("an issuer needs a level, a class or a speciality", ("level", "class", "speciality"))
    return IssuerCondition(
        level=LEVELS[entries["level"].choice(LEVELS, "hospital level")] if "level" in entries else None,
        classes=_classes(entries["class"]) if "class" in entries else (),
        speciality=_any_words(entries["speciality"]) if "speciality" in entries else (),
    )


def _classes(node: Node) -> tuple[str, ...]:
    """The class asked for and those above it: 甲 is met by 特 as well."""
    return CLASSES[: CLASSES.index(node.choice(CLASSES, "class")) + 1]


def signatures(node: Node) -> SignatureCondition:
    entries = node.record(["n", "title_at_least"])
    return SignatureCondition(entries["n"].integer(at_least=1), entries["title_at_least"].choice(TITLES, "title"))


def gate(node: Node) -> Gate:
    entries = node.record([], ["channel", "sex", "age_at_least", "age_at_most"])
    if not entries:
        raise node.refuse("a gate needs at least one condition", ("channel", "sex", "age_at_least", "age_at_most"))
    return Gate(
        channel=entries["channel"].choice([c.value for c in Channel], "channel") if "channel" in entries else "",
        sex=entries["sex"].choice(("男", "女"), "sex") if "sex" in entries else "",
        age_at_least=entries["age_at_least"].integer() if "age_at_least" in entries else None,
        age_at_most=entries["age_at_most"].integer() if "age_at_most" in entries else None,
    )


_READERS: dict[str, Callable[[Node], Expression]] = {
    "any": _any_of,
    "all": _all_of,
    "at_least": _at_least,
    "elapsed": _elapsed,
    "lab": _result,
    "when": _gated,
    "kind": _paper,
}
