from extractors.fields import proxy
from extractors.reading import Page
from tests.extractors.lines import line, page

PRINCIPAL, AGENT = "110105199001011234", "11010519900101123X"


def fields(sheet: Page) -> dict[str, str]:
    return {each.name: each.value for each in proxy.extract([sheet])}


def test_labelled_parties() -> None:
    sheet = page(
        line("授权委托书", 0.4, 0.05),
        line(f"委托人：张三 身份证号：{PRINCIPAL}", 0.1, 0.2),
        line(f"受托人：李四 身份证号：{AGENT}", 0.1, 0.25),
        line("与委托人关系：夫妻", 0.1, 0.3),
        line("委托事项：代为办理门诊慢特病申请", 0.1, 0.35),
        line("委托日期：2026年3月5日", 0.5, 0.6),
    )
    assert fields(sheet) == {
        "principal": "张三",
        "principal_id_number": PRINCIPAL,
        "agent": "李四",
        "agent_id_number": AGENT,
        "relation": "夫妻",
        "scope": "代为办理门诊慢特病申请",
        "authorised_on": "2026-03-05",
    }


def test_two_columns() -> None:
    sheet = page(
        line("委托人：张三", 0.1, 0.2),
        line("受托人：李四", 0.55, 0.2),
        line(f"身份证号：{PRINCIPAL}", 0.1, 0.25),
        line(f"身份证号：{AGENT}", 0.55, 0.25),
    )
    assert fields(sheet) == {
        "principal": "张三",
        "principal_id_number": PRINCIPAL,
        "agent": "李四",
        "agent_id_number": AGENT,
    }


def test_running_text_that_wraps() -> None:
    sheet = page(
        line(f"本人张三（身份证号：{PRINCIPAL}），因身体原因，特委托李四", 0.1, 0.2),
        line(f"（身份证号：{AGENT}）代为办理门诊慢特病待遇认定事宜。", 0.1, 0.25),
        line("2026年3月5日", 0.6, 0.6),
    )
    found = fields(sheet)
    assert (found["principal"], found["principal_id_number"]) == ("张三", PRINCIPAL)
    assert (found["agent"], found["agent_id_number"]) == ("李四", AGENT)
    assert found["authorised_on"] == "2026-03-05"


def test_an_empty_form_names_nobody() -> None:
    sheet = page(line("委托人：________", 0.1, 0.2), line("受托人：", 0.1, 0.25), line("身份证号：", 0.1, 0.3))
    assert fields(sheet) == {}
