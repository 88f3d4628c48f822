import pytest

from extractors.fields import sex


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("男", "男"),
        ("女性", "女"),
        ("男□女☑", "女"),
        ("男☑女□", "男"),
        ("☑男□女", "男"),
        ("□男☑女", "女"),
        ("男女√", "女"),
        ("√男女", "男"),
        ("男√女", None),  # either side
        ("1.男2.女", None),
        ("2", "女"),
        ("11.男2.女", "男"),
        ("", None),
    ],
)
def test_sex_in(text: str, want: str | None) -> None:
    assert sex.sex_in(text) == want
