"""The graph inside an ONNX file: matrices multiplied into it, without the onnx package.

ModelProto.graph is field 7; of GraphProto: node 1, input 11, value_info 13; of NodeProto: input 1, output 2, op_type 4;
of ValueInfoProto: name 1, type 2 (https://onnx.ai/onnx/api/classes.html).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.onnx_file import FLOAT, field, walk

_GRAPH, _NODE, _INPUT, _SIZES = 7, 1, 11, 13
_TAKES, _MAKES, _KIND = 1, 2, 4
_TWO_OF_ANY_SIZE = field(1, b"") + field(1, b"")


@dataclass(frozen=True, slots=True)
class Product:
    """A further input of the net, a matrix, and the node that is given its own first input times that matrix."""

    matrix: str
    node: str  # by what it makes
    from_left: bool = False  # matrix times input instead


def with_products(net: bytes, products: Sequence[Product]) -> bytes:
    """The file of a net with these products in its graph; what it told of sizes on the way is left out.

    Raises:
        KeyError: a node is not in the net.
    """
    asked = {product.node: product for product in products}
    fields = list(walk(memoryview(net)))
    made = [field(n, _multiplied(v, asked) if n == _GRAPH and not isinstance(v, int) else v) for n, v in fields]
    if asked:
        raise KeyError(f"nodes that are not in the net: {', '.join(asked)}")
    return b"".join(made)


def _multiplied(graph: memoryview, asked: dict[str, Product]) -> bytes:
    made, inputs = [], []
    for number, value in walk(graph):
        if number == _SIZES:
            continue
        if number == _NODE and not isinstance(value, int) and (product := asked.pop(_first(value, _MAKES), None)):
            made.append(_with_product(value, product))
            inputs.append(field(_INPUT, _matrix(product.matrix)))
        else:
            made.append(field(number, value))
    return b"".join([*made, *inputs])


def _with_product(node: memoryview, product: Product) -> bytes:
    """The multiplication, and the node that takes what it makes."""
    taken, given = _first(node, _TAKES), f"{product.node}/{product.matrix}"
    factors = (product.matrix, taken) if product.from_left else (taken, product.matrix)
    multiplied = b"".join(field(_TAKES, name.encode()) for name in factors)
    multiplied += field(_MAKES, given.encode()) + field(_KIND, b"MatMul")
    fields = list(walk(node))
    at = next(at for at, (number, _) in enumerate(fields) if number == _TAKES)
    fields[at] = (_TAKES, memoryview(given.encode()))
    return field(_NODE, multiplied) + field(_NODE, b"".join(field(*one) for one in fields))


def _matrix(name: str) -> bytes:
    """An input of two dimensions."""
    tensor = field(1, FLOAT) + field(2, _TWO_OF_ANY_SIZE)
    return field(1, name.encode()) + field(2, field(1, tensor))


def _first(node: memoryview, wanted: int) -> str:
    names = (value for number, value in walk(node) if number == wanted and not isinstance(value, int))
    return bytes(next(names, b"")).decode()
