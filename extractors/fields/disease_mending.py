"""A disease's name that was read in doubt, held against the words such names are made of.

肝程植术后 is 肝移植术后 if the recogniser thought of 移 there as well (`Line.frames`): nothing is corrected that it did
not see, and nothing where another listed word fits about as well. What was read stays in `Diagnosis.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import ctc
from extractors.fields.disease_words import lexicon
from extractors.layout.text import is_cjk, squeeze
from extractors.layout.words import listed
from extractors.reading import Line
from extractors.recognised import SURE

_DOUBTFUL = 0.9  # confidence of a line's least sure character from which nothing is mended
_TOLL = 1.5  # what a character beside the word costs
_SEEN = -4.5  # least log-likelihood ratio, per character put right, of the word against what was read
_AHEAD = 1.5  # by which it has to fit better than any other word for the same place
_LOOKED_FROM = 4  # characters of a word that the look of one character may put right
_SHARE = 0.85  # of the confidence left where a name was mended
_ALIKE_SHARE = 0.75  # where only the look of a character says so, as no frames were kept
# Characters read as others that look like them, in words of which only the second makes a disease.
_ALIKE = frozenset(
    listed(
        """
        痰瘘 痿瘘 瘦瘘 属屑 眉屑 肩屑 田旧 归旧 日旧 模梗 便梗 枝栓 检栓 拴栓 寨塞 赛塞 挟狭 峡狭 侠狭
        侵慢 漫慢 馒慢 问间 闻间 炭炎 淡痰 痛痫 炕抗 杭抗 防肪 闲痫
        颠癫 抵骶 枯结 庖疱 怕帕 拍帕 溜瘤 榴瘤 贪贫 侨桥 乔桥 贯贫
        """
    )
)
# What is no word, and the only one it can be.
_NEVER = {"黄疽": "黄疸", "黄痘": "黄疸", "黄瘟": "黄疸", "癫痛": "癫痫", "癫闲": "癫痫", "颠痫": "癫痫"} | {
    "懂性": "慢性",
    "骨脏病": "肾脏病",
    "巨牌": "巨脾",
    "牌大": "脾大",
    "牌肿": "脾肿",
    "牌切": "脾切",
    "球晕": "眩晕",
    "触隙": "腔隙",
    "脂肪痛": "脂肪瘤",
    "细胞痛": "细胞瘤",
    "骨髓痛": "骨髓瘤",
    "淋巴痛": "淋巴瘤",
}
# Characters that make another disease of it, and not a misreading: never put right.
_TELLING = frozenset(
    "左右上下高低急慢良恶亢减增缺前后内外轻中重无未非大小正负原继肝肾肺胃脑心脾胆肠骨皮眼耳鼻喉口舌牙乳甲乙丙丁戊"
)


def mended(name: str, lines: Sequence[Line]) -> tuple[str, float]:
    """The name as its words can be read, and the share of its confidence that is left; as it is and 1.0 without doubt.

    Args:
        name: without numbering and white space.
        lines: what it was read from.
    """
    if (never := next((word for word in _NEVER if word in name), None)) is not None:
        again, share = mended(name.replace(never, _NEVER[never]), lines)
        return again, _ALIKE_SHARE * share
    name, looked = _by_look(name, lines)
    doubted = [line for line in lines if line.frames and line.min_confidence < _DOUBTFUL]
    near = list(_near(name)) if doubted else []
    scored = sorted(_scored(name, near, doubted), key=lambda one: (-one[0], -len(one[2])))
    if not scored or scored[0][0] < _SEEN:
        return name, looked
    best = scored[0]
    after = _put(name, best)
    rivals = [fit for fit, at, word in scored[1:] if _overlap((at, word), best) and _says_else(name, (at, word), best)]
    if rivals and best[0] - max(rivals) < _AHEAD:
        return name, looked
    again, share = mended(after, lines)  # 右肺上叶腺癌伴骨髓抑制 may need two
    return again, _SHARE * share * looked


def _scored(name: str, near: Sequence[tuple[int, str]], lines: Sequence[Line]) -> Iterator[tuple[float, int, str]]:
    """Each word's log-likelihood ratio, per character put right, to what was read in its place; where, and which."""
    for line in lines:
        said = squeeze(line.text).text
        here = [
            (at, word) for at, word in near if name[at : at + len(word)] in said and _is_doubted(name, at, word, line)
        ]
        if not here:
            continue
        read = [name[at : at + len(word)] for at, word in here]
        fits = ctc.fit(ctc.look([(line.frames, False)], _TOLL), [*(word for _, word in here), *read])[0]
        for (at, word), fit, as_read in zip(here, fits, fits[len(here) :], strict=False):
            yield float(fit - as_read) / _wrong(name, at, word), at, word


def _is_doubted(name: str, at: int, word: str, line: Line) -> bool:
    """Whether some character that the word would put right was not read surely: doubt elsewhere says nothing of it.

    Without confidences of characters the doubt of the line has to do.
    """
    squeezed = squeeze(line.text)
    if len(line.char_confidences) != len(line.text):
        return True
    start = squeezed.text.index(name[at : at + len(word)])
    wrong = [start + i for i, character in enumerate(word) if name[at + i] != character]
    return any(line.char_confidences[squeezed.span(i, i + 1)[0]] < SURE for i in wrong)


def _by_look(name: str, lines: Sequence[Line]) -> tuple[str, float]:
    """The name with a look-alike put right in a line read in doubt, and the share of its confidence that is left.

    Only one character of one listed word, of four characters and more, and only where no other word would do.
    """
    if all(line.min_confidence >= _DOUBTFUL for line in lines):
        return name, 1.0
    put = {
        _put(name, (0.0, at, word))
        for at, word in _near(name)
        if len(word) >= _LOOKED_FROM and _wrong(name, at, word) == 1 and _is_look_alike(name, at, word)
    }
    return (put.pop(), _ALIKE_SHARE) if len(put) == 1 else (name, 1.0)


def _is_look_alike(name: str, at: int, word: str) -> bool:
    return any(name[at + i] + c in _ALIKE for i, c in enumerate(word) if name[at + i] != c)


def _put(name: str, one: tuple[float, int, str]) -> str:
    _, at, word = one
    return name[:at] + word + name[at + len(word) :]


def _near(name: str) -> Iterator[tuple[int, str]]:
    """Listed words that a stretch of the name is but for a character (of long ones two), with where it begins.

    Never for a character that tells diseases apart, or a bracket, nor where the name says a listed word as it is.
    """
    known = lexicon().known(name)
    for at, word, wrong in lexicon().near(name):
        if not any(place in known or name[place] in _TELLING for place in wrong) and all(
            name[place].isalnum() and is_cjk(name[place]) == is_cjk(word[place - at]) for place in wrong
        ):
            yield at, word


def _wrong(name: str, at: int, word: str) -> int:
    return sum(name[at + i] != character for i, character in enumerate(word))


def _overlap(one: tuple[int, str], best: tuple[float, int, str]) -> bool:
    return one[0] < best[1] + len(best[2]) and best[1] < one[0] + len(one[1])


def _says_else(name: str, one: tuple[int, str], best: tuple[float, int, str]) -> bool:
    """Whether the two would put some character right in different ways."""
    first = {one[0] + i: c for i, c in enumerate(one[1]) if name[one[0] + i] != c}
    second = {best[1] + i: c for i, c in enumerate(best[2]) if name[best[1] + i] != c}
    return any(first[at] != second[at] for at in first.keys() & second.keys())
