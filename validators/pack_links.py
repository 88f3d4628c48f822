"""What a pack refers to has to exist, in it or in what it extends: values, materials, tracks, diseases, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from validators.checks.catalogue import CHECKS
from validators.checks.parameters import FITTING_UNITS
from validators.errors import PolicyError
from validators.expressions import AllOf, AnyOf, Expression, Gated, Named, Several, SomeOf
from validators.grammar import Reference, Rule
from validators.pack import Pack


def check_links(link: Pack, chain: list[Pack]) -> None:
    """Raises PolicyError for the first reference of `link` that `chain` (its ancestors and itself) does not hold."""
    materials = {name: material.expression for pack in chain for name, material in pack.materials.items()}
    for expression in _expressions(link):
        _check_names(expression, materials)
    for name in link.materials:
        _check_loop(name, materials, (), link)
    for rule in (*link.rules, *(rule for disease in link.diseases.values() for rule in disease.rules)):
        _check_values(rule, link, chain)
    _check_diseases(link, chain)
    _check_drops(link, chain)


def _expressions(link: Pack) -> Iterator[Expression]:
    for material in link.materials.values():
        yield material.expression
    for requirement in link.requires:
        yield requirement.expression
    for disease in link.diseases.values():
        for requirement in disease.requires:
            yield requirement.expression


def parts(expression: Expression) -> tuple[Expression, ...]:
    """What an expression is made of, one level down."""
    if isinstance(expression, AnyOf | AllOf | SomeOf):
        return expression.parts
    if isinstance(expression, Several):
        return (expression.of,)
    return (expression.then,) if isinstance(expression, Gated) else ()


def _check_names(expression: Expression, materials: dict[str, Expression]) -> None:
    if isinstance(expression, Named) and expression.name not in materials:
        raise PolicyError(
            expression.file,
            expression.path,
            f"there is no material {expression.name!r}",
            sorted(materials),
            expression.line,
        )
    for part in parts(expression):
        _check_names(part, materials)


def _check_loop(name: str, materials: dict[str, Expression], above: tuple[str, ...], link: Pack) -> None:
    if name in above:
        raise PolicyError(link.file, f"materials.{name}", f"the material {name!r} is made of itself")
    for used in _names(materials[name]):
        if used in materials:
            _check_loop(used, materials, (*above, name), link)


def _names(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Named):
        yield expression.name
    for part in parts(expression):
        yield from _names(part)


def _check_values(rule: Rule, link: Pack, chain: list[Pack]) -> None:
    units = {name: value.unit for pack in chain for name, value in pack.values.items()}
    for parameter, given in rule.parameters.items():
        if not isinstance(given, Reference):
            continue
        place = f"rules.{rule.id}.with.{parameter}"
        if given.name not in units:
            raise PolicyError(
                link.file, place, f"there is no value {given.name!r}", sorted(units), _line(link, f"rules.{rule.id}")
            )
        fitting = FITTING_UNITS.get(CHECKS[rule.check].parameters[parameter], ())
        if units[given.name] not in fitting:
            raise PolicyError(link.file, place, f"the value {given.name!r} has the unit {units[given.name]!r}", fitting)


def _check_diseases(link: Pack, chain: list[Pack]) -> None:
    tracks = sorted({name for pack in chain for name in pack.tracks})
    names = sorted({name for pack in chain for name in pack.diseases})
    called: dict[str, str] = {}
    for disease in link.diseases.values():
        place = f"diseases.{disease.name}"
        if disease.track and disease.track not in tracks:
            raise PolicyError(
                link.file, f"{place}.track", f"there is no track {disease.track!r}", tracks, _line(link, place)
            )
        for other in disease.excludes:
            if other not in names:
                raise PolicyError(
                    link.file, f"{place}.excludes", f"there is no disease {other!r}", names, _line(link, place)
                )
        for called_by in (disease.name, *disease.aliases, *disease.codes):
            other = called.setdefault(called_by, disease.name)
            if other != disease.name:
                raise PolicyError(
                    link.file, place, f"{called_by!r} is a name of {other} as well", (), _line(link, place)
                )


def _check_drops(link: Pack, chain: list[Pack]) -> None:
    known = set(_ids(chain[:-1]))
    for name in link.drops:
        if name not in known:
            line = _line(link, f"drops.{name}")
            raise PolicyError(
                link.file, f"drops.{name}", f"nothing of this name is inherited: {name!r}", sorted(known), line
            )


def _ids(chain: Iterable[Pack]) -> Iterator[str]:
    for pack in chain:
        yield from (rule.id for rule in pack.rules)
        yield from (requirement.id for requirement in pack.requires)
        yield from pack.values
        yield from pack.diseases


def _line(link: Pack, place: str) -> int | None:
    node = link.places.get(place)
    return node.line if node else None
