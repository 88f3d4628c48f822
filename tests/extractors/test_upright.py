"""Labels set from top to bottom in narrow cells."""

from __future__ import annotations

import pytest

from extractors.fields import report_text
from extractors.layout.upright import levelled
from extractors.reading import Box, Line
from tests.extractors.lines import TEXT_HEIGHT, boxed, line, page

H = TEXT_HEIGHT


def stack(text: str, x: float, y: float, leading: float = 1.6) -> tuple[Line, ...]:
    """One character below the other."""
    return tuple(line(character, x, y + i * leading * H) for i, character in enumerate(text))


def tall(text: str, x: float, y: float) -> Line:
    """As detectors box a word that runs downwards."""
    return boxed(text, Box(x, y, x + 1.2 * H, y + 1.5 * H * len(text)))


def words(*lines: Line, more: tuple[str, ...] = ("检查所见", "诊断意见")) -> list[str]:
    return [each.text for each in levelled(lines, more)]


@pytest.mark.parametrize("leading", [1.1, 1.6, 2.0])
def test_a_stack_of_characters_is_a_label(leading: float) -> None:
    assert words(*stack("检查所见", 0.1, 0.3, leading)) == ["检查所见"]


def test_two_labels_below_one_another() -> None:
    assert words(*stack("检查所见诊断意见", 0.1, 0.3)) == ["检查所见", "诊断意见"]


def test_a_tall_line_with_a_character_misread_and_one_in_two_pieces() -> None:
    assert words(tall("检查所元", 0.1, 0.3)) == ["检查所见"]
    assert words(tall("诊断", 0.1, 0.3), tall("意见", 0.1, 0.3 + 3.4 * H)) == ["诊断意见"]


def test_characters_that_spell_no_label_stay() -> None:
    assert words(*stack("男女是否", 0.1, 0.3)) == ["男", "女", "是", "否"]
    assert words(line("检", 0.1, 0.3), line("查", 0.3, 0.33), line("所", 0.1, 0.5)) == ["检", "查", "所"]


def test_the_label_is_level_with_the_first_line_beside_it() -> None:
    text = line("双下肢动脉内中膜增厚，多发强回声斑块。", 0.2, 0.302)
    label = next(each for each in levelled((*stack("检查所见", 0.1, 0.3), text), ("检查所见",)) if each is not text)
    assert abs(label.box.cy - text.box.cy) < 0.1 * H and abs(label.box.height - H) < 1e-6


def test_a_report_in_cells_with_upright_labels() -> None:
    lines = (
        line("检查部位", 0.09, 0.25),
        line("双下肢动脉", 0.2, 0.25),
        line("临床诊断", 0.45, 0.25),
        line("2型糖尿病", 0.57, 0.25),
        *stack("检查所见", 0.11, 0.30),
        line("双下肢动脉内中膜增厚，多发强回声斑块。右侧胫前动脉管腔狭窄约75%，血流呈单相", 0.2, 0.302),
        line("波。", 0.2, 0.335),
        *stack("诊断意见", 0.11, 0.55),
        line("右侧胫前动脉重度狭窄。", 0.2, 0.55),
    )
    found = {each.name: each.value for each in report_text.extract([page(*lines)])}
    assert found["body_part"] == "双下肢动脉"
    assert found["findings"].endswith("血流呈单相波。") and found["findings"].startswith("双下肢动脉内中膜")
    assert found["conclusion"] == "右侧胫前动脉重度狭窄。"
