"""The material the net of roles is trained on: what is composed, worn and marked agrees with what is said about it."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractors import models
from extractors.documents import assemble
from extractors.fields.date_text import find_dates
from extractors.reading import DateRole, Reading
from extractors.roles import net
from extractors.roles.features import features
from samples.training import roles_dated, roles_papers, roles_wear
from samples.training.roles_content import Content
from samples.training.roles_dated import Days
from samples.training.roles_listing import Listing
from samples.training.roles_pages import marked
from samples.training.roles_pen import Labelled, Pen, Said
from samples.training.roles_setting import Setting
from samples.training.roles_signatures import Signatures
from samples.training.roles_strangers import stranger
from tests.extractors.lines import line, page


def named(lines: list[Labelled], first: int) -> list[str]:
    """What carries a tag, whole within a line."""
    return [text for each in lines for text in spans(each, first)]


def spans(one: Labelled, first: int) -> list[str]:
    found: list[str] = []
    for c, tag in zip(one.text, one.tags, strict=True):
        if tag == first:
            found.append(c)
        elif tag == first + 1 and found:
            found[-1] += c
    return found


def test_composed_papers_repeat_and_every_character_is_told():
    for seed in range(60):
        one, other = (roles_papers.paper(random.Random(seed)) for _ in range(2))
        assert one == other
        assert one
        for each in one:
            assert len(each.text) == len(each.tags) == len(each.roles)
            assert each.box[0] < each.box[2]
            assert all(
                (role >= 0) == (tag in (net.NAME, net.NAME_ON)) for tag, role in zip(each.tags, each.roles, strict=True)
            )
            assert len(each.text) == len(each.dates)


def dated(lines: Sequence[Labelled]) -> list[tuple[str, DateRole | None]]:
    """Dates with what each stands for, those nothing is known of left out."""
    return [
        (line.text[found.start : found.end], net.DATES[line.dates[found.start]])
        for line in lines
        for found in find_dates(line.text)
        if line.dates[found.start] >= 0
    ]


def test_composed_papers_say_what_each_of_their_dates_stands_for():
    papers = [roles_papers.paper(random.Random(seed)) for seed in range(300)]
    roles = {role for each in papers for _, role in dated(each)}
    assert roles == set(net.DATES)
    untold = [
        line.text[found.start : found.end]
        for each in papers
        for line in each
        for found in find_dates(line.text)
        if line.dates[found.start] < 0 and len(line.text) > 30
    ]
    assert not untold  # a date in running text is told, or the paper's own


def test_days_move_together_and_keep_what_they_stand_for():
    issued = net.DATES.index(DateRole.ISSUED)
    text = "开具日期：2025-03-05 08:30"
    before = [
        Labelled(text, (0.1, 0.1, 0.5, 0.12), (0,) * 21, (-1,) * 21, (-1,) * 5 + (issued,) * 16),
        Labelled("日期2025年3月9日", (0.1, 0.2, 0.5, 0.22), (0,) * 11, (-1,) * 11, (-1,) * 2 + (issued,) * 9),
        Labelled("编号2025-03-05", (0.1, 0.3, 0.5, 0.32), (0,) * 12, (-1,) * 12, (-1,) * 12),
    ]
    for seed in range(30):
        one, other, number = roles_dated.rewritten(before, random.Random(seed))
        assert len(one.text) == len(one.dates) == len(one.tags)
        assert number == before[2]
        ((_, role),) = dated([one])
        assert role is DateRole.ISSUED
        first, second = (find_dates(each.text)[0].date.latest for each in (one, other))
        assert (second - first).days == 4 or "年3月9日" in other.text  # a style that is not plain stays


def test_a_date_is_learnt_where_truth_says_what_it_stands_for():
    lines = (
        line("患者2025年1月5日曾在外院就诊", 0.1, 0.3),
        line("入院日期：2025-03-01", 0.1, 0.4),
        line("2025-03-09", 0.6, 0.8),
        line("2025-03-19", 0.6, 0.9),
    )
    paper = page(line("疾病诊断证明书", 0.4, 0.05, height=0.024), *lines)
    (found,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (paper,))])
    days = [{"role": "admission", "value": "2025-03-01"}, {"role": "issued", "value": "2025-03-09"}]
    told = dict(dated(marked(paper, found, {"dates": [*days, {"role": "printed", "value": "2025-03-18"}]})))
    assert told == {"2025年1月5日": None, "2025-03-01": DateRole.ADMISSION, "2025-03-09": DateRole.ISSUED}


def test_a_text_is_wrapped_within_its_edges():
    pen = Pen(random.Random(1))
    pen.flow([Said("诊断："), Said("慢性肾脏病5期" * 12, 1, 2)], 0.1, 0.5, 0.2, 0.3)
    lines = pen.page()
    assert "".join(each.text for each in lines) == "诊断：" + "慢性肾脏病5期" * 12
    assert all(each.box[2] <= 1 for each in lines)
    assert lines[0].tags[:4] == (0, 0, 0, 1)
    assert set(lines[1].tags) == {2}


def test_other_diseases_take_their_places():
    rng = random.Random(2)
    tags = (0, 0, 0, *(1, 2, 2, 2, 2), 0, *(1, 2, 2))
    before = [Labelled("诊断：慢性肾炎病；高血压", (0.1, 0.1, 0.5, 0.12), tags, (-1,) * len(tags), (-1,) * len(tags))]
    seen = {tuple(named(roles_wear.swapped(before, Content(rng)), net.DIAGNOSIS)) for _ in range(20)}
    assert ("慢性肾炎病", "高血压") in seen
    assert len(seen) > 5
    assert all(len(each) == 2 for each in seen)


def test_what_befalls_a_page_leaves_its_characters_told():
    rng = random.Random(3)
    for _ in range(40):
        for each in roles_wear.worn(roles_papers.paper(rng), rng, "甲乙丙"):
            assert len(each.text) == len(each.tags) == len(each.roles) == len(each.dates)


def test_a_name_is_learnt_where_the_rules_found_it_and_nowhere_else():
    lines = (
        line("既往史：冠心病5年", 0.1, 0.3),
        line("诊断：1.冠心病 2.高血压病3级", 0.1, 0.4),
        line("医师签名：卓立新", 0.6, 0.8),
    )
    paper = page(line("疾病诊断证明书", 0.4, 0.05, height=0.024), *lines)
    (found,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (paper,))])
    truth = {
        "diagnoses": [{"name": "冠心病"}, {"name": "高血压病3级"}],
        "physicians": [{"name": "卓立新", "role": "attending"}],
    }
    told = list(marked(paper, found, truth))
    assert named(told, net.DIAGNOSIS) == ["冠心病", "高血压病3级"]
    assert named(told, net.NAME) == ["卓立新"]
    assert told[1].tags == (0, 0, 0, 0, -1, -1, -1, 0, 0)  # nobody knows whether this one is meant
    assert told[3].roles[-1] == 0


def test_numpy_computes_what_is_trained():
    torch = pytest.importorskip("torch")
    from samples.training.roles_net import RolesNet, batch

    torch.manual_seed(1)
    trained = RolesNet(20).eval()
    asked = features((line("诊断：冠心病", 0.1, 0.3), line("医师：李四", 0.6, 0.8)), {"诊": 2, "断": 3})
    with torch.no_grad():
        wanted = [said[0].softmax(-1).numpy() for said in trained(batch([asked]))]
    got = net.answer(asked, {name: weight.numpy() for name, weight in trained.state_dict().items()})
    assert all(np.allclose(one, other, atol=1e-5) for one, other in zip(got, wanted, strict=True))


def test_composed_papers_have_signers_of_every_role_and_people_of_whom_nobody_knows():
    papers = [roles_papers.paper(random.Random(seed)) for seed in range(400)]
    lines = [each for paper in papers for each in paper]
    assert {role for each in lines for role in each.roles} - {-1} == set(range(len(net.SIGNERS)))
    names = named(lines, net.NAME)
    assert {len(name.replace(" ", "")) for name in names} >= {2, 3, 4}
    unclear = [each for each in lines if each.text.startswith(("进修医师", "录入员")) and -1 in each.tags]
    assert unclear
    assert not any(net.NAME in each.tags[: len("进修医师")] for each in unclear)


@pytest.mark.parametrize("way", ["each", "_in_a_row", "_stacked", "_as_table", "_glued", "_joint", "_label_behind"])
def test_signatures_keep_their_names_whole_in_every_arrangement(way: str):
    for seed in range(40):
        rng = random.Random(seed)
        pen = Pen(rng)
        say = Content(rng)
        signatures = Signatures(Setting(rng, pen, say), Days(rng, say, "exam"), "exam")
        signed = [signatures.one(role, dated=True) for role in ("reporting", "reviewing")]
        getattr(signatures, way)(signed)
        wanted = "".join(said.text for one in signed for said in one.name if said.first == net.NAME)
        told = [(c, tag) for each in pen.page() for c, tag in zip(each.text, each.tags, strict=True)]
        written = "".join(c for c, tag in told if tag in (net.NAME, net.NAME_ON))
        assert sorted(written) == sorted(wanted)
        assert sum(tag == net.NAME for _, tag in told) == sum(
            said.first == net.NAME for one in signed for said in one.name
        )


def test_what_stands_around_diagnoses_is_none_of_them():
    for seed in range(200):
        rng = random.Random(seed)
        say = Content(rng)
        diseases = say.diseases()
        said = Listing(say).listed("\n", diseases)
        assert [one.text for one in said if one.first == net.DIAGNOSIS] == diseases
        doubted = [one.text for one in said if one.first == net.DIAGNOSIS_ON]
        assert all(any(sign in text for sign in "?？查排除可疑考确") for text in doubted)


def test_strangers_are_none_of_what_the_net_looks_for():
    for seed in range(60):
        lines = stranger(random.Random(seed))
        assert lines
        assert not any(tag for each in lines for tag in each.tags)


def test_kinds_are_learnt_on_what_numpy_makes_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("torch")
    from samples.training import train_kinds

    pages = tmp_path / "pages.pickle"
    pages.write_bytes(pickle.dumps([]))
    monkeypatch.setattr(train_kinds, "_COMPOSED", 60)
    monkeypatch.setattr(train_kinds, "_STRANGE", 20)
    out = tmp_path / "roles.npz"
    told = ["train_kinds", "--pages", str(pages), "--weights", str(models.weights(models.ROLES)), "--out", str(out)]
    monkeypatch.setattr("sys.argv", told)
    train_kinds.main()
    with np.load(out) as made:
        assert made["k.weight"].shape[0] == len(net.KINDS) == len(made["k.bias"])
