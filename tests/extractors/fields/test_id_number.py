import pytest

from extractors.fields.id_number import find_id_numbers
from tests.extractors.lines import line


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("身份证号：11010519670305123x", ["11010519670305123X"]),
        ("110105 19670305 123×", ["11010519670305123X"]),
        ("11O10519670305l234", ["110105196703051234"]),
        ("旧证 110105670305123", ["110105670305123"]),
        ("标本号 20250305-0123", []),
        ("ABCDOOOOOOllllllIIII", []),
        ("1234567890123456789012", []),
    ],
)
def test_numbers_in_text(text: str, values: list[str]) -> None:
    assert [value for _, value in find_id_numbers(line(text, 0.1, 0.1))] == values


def test_the_part_of_the_line_keeps_what_was_read() -> None:
    ((part, value),) = find_id_numbers(line("号码11O105196703051234", 0.1, 0.1))
    assert (part.text, value) == ("11O105196703051234", "110105196703051234")
