"""Characters that only look like the ones they stand for: PDF text layers are full of them.

A PDF maps glyphs back to characters; where a font draws 青 and the radical ⻘ with one glyph, the layer often holds the
radical. Searching, matching and reading then fail on text that looks right.
"""

from __future__ import annotations

import unicodedata

# CJK Radicals Supplement, which Unicode normalisation leaves alone (but for two). Pairs: radical, character.
_SUPPLEMENT = (
    "⺁厂 ⺎兀 ⺏尣 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 "
    "⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳罓 ⺶羊 ⺷羊 ⺸羊 ⺹耂 "
    "⺺肀 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 "
    "⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟食 ⻠饣 ⻡首 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟 "
)
# Characters outside the radicals that Source Han and Noto draw with the glyph of a common one: capsules are 胶囊.
_SAME_GLYPH = "㬵胶"


def _table() -> dict[int, str]:
    pairs = {ord(pair[0]): pair[1] for pair in (*_SUPPLEMENT.split(), _SAME_GLYPH)}
    ranges = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00))  # Kangxi radicals, compatibility ideographs
    for code in (code for codes in ranges for code in codes):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            pairs[code] = plain
    return pairs


_UNIFIED = _table()


def unified(text: str) -> str:
    """The text with radicals and compatibility ideographs as the plain characters they stand for; same length."""
    return text.translate(_UNIFIED)
