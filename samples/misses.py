"""Every miss of a measurement with the piece of paper it happened on, for a person to see why."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import jinja2

from extractors.reading import Box, Line, Reading
from pipeline.report.pictures import PageKey, Picture, Pictures, Spot, draw, orders, together
from pipeline.settings import Settings
from pipeline.workers import Bytes
from samples.ledger import Miss

_LIKE = 0.5  # share of what is looked for that a line has to hold to be shown instead of the whole page
_SIDE = 1400  # pixels of a whole page
_PAGE = Box(0.0, 0.0, 1.0, 1.0)
_OURS = re.compile(r"[a-z]{4,}")  # a word of our vocabulary, such as a date's role: no paper prints it
_TEMPLATE = jinja2.Environment(autoescape=True).from_string(
    """<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ metric }}</title>
<style>body{font:14px/1.5 sans-serif;margin:2em;max-width:1000px} figure{margin:0 0 1.6em;border-top:1px solid #ccc}
img{max-width:100%} b{color:#0a6} s{color:#c00;text-decoration:none}</style>
<h1>{{ metric }}: {{ misses|length }}</h1>
{% for miss, picture in misses %}<figure><figcaption>{{ miss.at }}
{% if miss.want is not none %}<br>want <b>{{ miss.want }}</b>{% endif %}
{% if miss.got is not none %}<br>got <s>{{ miss.got }}</s>{% endif %}</figcaption>
{% if picture %}<a href="{{ picture }}"><img src="{{ picture }}" loading="lazy"></a>{% endif %}</figure>{% endfor %}
"""
)


class MissSheets:
    """Writes FOLDER/METRIC.jsonl and .html, one line and one figure a miss, and FOLDER/pictures."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._pictures = folder / "pictures"
        self._pictures.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("*.jsonl"), *folder.glob("*.html"), *self._pictures.glob("*.jpg")):
            old.unlink()
        self._drawn: dict[Picture, str] = {}
        self._misses: dict[str, list[tuple[Miss, str | None]]] = defaultdict(list)

    def add(self, misses: Sequence[Miss], readings: Sequence[Reading], uploads: Sequence[Bytes]) -> None:
        """The misses of one case, whose uploads are still in memory."""
        lines = {(p.upload, p.number): p.lines for reading in readings for p in reading.pages}
        spots = {id(miss): spot for miss in misses if (spot := _spot(miss, lines)) is not None}
        drawn = self._draw(set(spots.values()), readings, uploads)
        for miss in misses:
            spot = spots.get(id(miss))
            picture = spot and (
                drawn.pages.get((spot.upload, spot.page)) if spot.box == _PAGE else drawn.crops.get(spot)
            )
            self._misses[miss.metric].append((miss, self._file(picture) if picture else None))

    def write(self) -> None:
        for metric, misses in self._misses.items():
            name = metric.replace("/", " ").replace("→", "to")
            lines = [json.dumps(miss.as_json(), ensure_ascii=False) + "\n" for miss, _ in misses]
            (self._folder / f"{name}.jsonl").write_text("".join(lines), "utf-8")
            page = _TEMPLATE.render(metric=metric, misses=misses)
            (self._folder / f"{name}.html").write_text(page, "utf-8")

    def _draw(self, spots: set[Spot], readings: Sequence[Reading], uploads: Sequence[Bytes]) -> Pictures:
        files = {upload.name: upload.data for upload in uploads if upload.name in {s.upload for s in spots}}
        turned = {(reading.upload, page.number): page.rotation for reading in readings for page in reading.pages}
        whole = [replace(order, side=_SIDE) for order in orders(files, turned, spots, self._settings.limits)]
        return together(draw(order) for order in whole)

    def _file(self, picture: Picture) -> str:
        if picture not in self._drawn:
            name = f"{len(self._drawn) + 1:05d}.jpg"
            (self._pictures / name).write_bytes(base64.b64decode(picture.uri.split(",", 1)[1]))
            self._drawn[picture] = f"pictures/{name}"
        return self._drawn[picture]


def _spot(miss: Miss, lines: Mapping[PageKey, Sequence[Line]]) -> Spot | None:
    """The box that is known, else the line that reads most like what was wanted or got, else the page."""
    if not miss.at.pages:
        return None
    if miss.at.box is not None:
        return Spot(*miss.at.pages[0], miss.at.box)
    for text in (miss.got, miss.want):
        marks = _marks(text)
        alike = [
            (len(marks & _marks(line.text)) / len(marks), key, line)
            for key in miss.at.pages
            for line in lines.get(key, ())
            if marks
        ]
        share, key, line = max(alike, key=lambda each: each[0], default=(0.0, None, None))
        if key is not None and line is not None and share >= _LIKE:
            return Spot(*key, Box.around(line.polygon).clipped())
    return Spot(*miss.at.pages[0], _PAGE)


def _marks(value: object) -> set[str]:
    """What two texts are compared by: numbers without leading zeros, and pairs of letters."""
    text = unicodedata.normalize(
        "NFKC", " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    )
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not _OURS.fullmatch(word)]
    pairs: Iterable[str] = (word[i : i + 2] for word in words for i in range(max(1, len(word) - 1)))
    return {*pairs, *(number.lstrip("0") or "0" for number in re.findall(r"\d+", text))}
