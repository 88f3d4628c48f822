"""PDFs: pages as a viewer shows them, their text with places, and what is refused."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from extractors import errors
from extractors.files import DAMAGED, Limits, Opened, RawPage, open_upload
from tests.extractors.printed import Sheet, pdf, picture, text


def opened(data: bytes, limits: Limits | None = None) -> Opened:
    return open_upload("a.jpg", data, limits)


def only(sheet: Sheet) -> RawPage:
    with opened(pdf([sheet])) as upload:
        return upload.page(1)


def ink_box(page: RawPage) -> tuple[float, float, float, float]:
    ys, xs = np.nonzero(page.raster.min(axis=2) < 128)
    h, w = page.raster.shape[:2]
    return xs.min() / w, ys.min() / h, xs.max() / w, ys.max() / h


def photo(width: int = 300, height: int = 400) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 200, (height, width, 3), np.uint8)


def test_pages_are_drawn_one_by_one_at_two_hundred_dpi() -> None:
    with opened(pdf([Sheet(text(f"page {n}", 50, 700)) for n in range(3)])) as upload:
        assert (upload.media_type, upload.page_count) == ("application/pdf", 3)
        page = upload.page(2)
        assert page.raster.shape[:2] == (2339, 1653)
        assert page.dpi == pytest.approx(200)
        assert [line.text for line in page.text_layer] == ["page 1"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", "/CropBox [40 60 500 800]"])
def test_text_lies_where_it_shows_on_turned_and_cropped_pages(rotate: int, crop: str) -> None:
    page = only(Sheet(text("HOSPITAL", 100, 600, 30), extra=f"/Rotate {rotate} {crop}".encode()))
    (line,) = page.text_layer
    assert line.visible
    assert line.text == "HOSPITAL"
    x0, y0, x1, y1 = ink_box(page)
    box = line.box
    assert box.x0 - 0.02 < x0 and x1 < box.x1 + 0.02
    assert box.y0 - 0.02 < y0 and y1 < box.y1 + 0.02
    assert box.area < 3 * (x1 - x0) * (y1 - y0)


def test_the_polygon_starts_at_the_texts_own_top_left() -> None:
    page = only(Sheet(text("HOSPITAL", 100, 600, 30), extra=b"/Rotate 90"))
    tl, tr, _, bl = page.text_layer[0].polygon
    assert tr[1] > tl[1] + 0.1  # turned clockwise: the text runs downwards
    assert bl[0] < tl[0]


def test_columns_are_lines_of_their_own_and_words_keep_their_blank() -> None:
    content = text("White cells", 50, 700) + text("6.1", 200, 700) + text("10^9/L", 300, 700)
    assert [line.text for line in only(Sheet(content)).text_layer] == ["White cells", "6.1", "10^9/L"]


def test_a_ruling_parts_two_cells_that_touch() -> None:
    content = text("6.1", 200, 700) + text("mmol", 222, 700) + b"219 690 m 219 715 l S\n"
    assert [line.text for line in only(Sheet(content)).text_layer] == ["6.1", "mmol"]


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        (text("SECRET", 100, 500, mode=3), "invisible render mode"),
        (text("SECRET", 100, 500, colour="1 g"), "white on white"),
        (text("SECRET", 100, 500, size=0.01), "no size"),
        (text("SECRET", -300, 500), "off the page"),
        (text("SECRET", 100, 500) + picture("I", 90, 480, 120, 60), "under a picture"),
    ],
)
def test_text_that_does_not_show_is_told_from_text_that_does(hidden: bytes, why: str) -> None:
    page = only(Sheet(text("PLAIN", 100, 700) + hidden, images={"I": (photo(), b"")}))
    seen = {line.text: line.visible for line in page.text_layer}
    assert seen["PLAIN"], why
    assert not seen.get("SECRET", False), why
    if "SECRET" in seen:
        assert "hidden_text" in page.notes


def test_a_scan_with_a_layer_beneath_has_no_vector_share() -> None:
    page = only(Sheet(text("GUESS", 100, 700, mode=3) + picture("I", 0, 0, 595, 842), images={"I": (photo(), b"")}))
    assert page.vector == 0
    assert page.image_share == pytest.approx(1)


def test_a_born_digital_page_is_all_vector_and_points_out_its_pictures() -> None:
    page = only(Sheet(text("REPORT", 100, 700)))
    assert (page.vector, page.image_share, page.regions) == (1.0, 0.0, ())
    stamped = only(Sheet(text("REPORT", 100, 700) + picture("I", 300, 100, 120, 120), images={"I": (photo(), b"")}))
    assert 0 < stamped.vector < 1
    (region,) = stamped.regions
    assert region.cx == pytest.approx(360 / 595, abs=0.03)
    assert region.cy == pytest.approx(1 - 160 / 842, abs=0.03)


def test_a_page_that_is_one_picture_keeps_its_pixels() -> None:
    page = only(Sheet(picture("I", 0, 0, 595, 842), images={"I": (photo(900, 1272), b"")}))
    assert abs(page.raster.shape[1] - 900) <= 2
    assert page.dpi == pytest.approx(900 / 595 * 72, rel=0.01)


def test_a_giant_page_box_does_not_cost_giant_memory() -> None:
    page = only(Sheet(text("X", 100, 700), size=(200_000, 200_000)))
    assert page.raster.shape[0] * page.raster.shape[1] <= Limits().max_render_pixels * 1.01


def refused(data: bytes, limits: Limits | None = None) -> errors.DocumentError:
    with pytest.raises(errors.DocumentError) as caught, opened(data, limits) as upload:
        list(upload)
    assert caught.value.zh.endswith("。") and caught.value.en.endswith(".")
    return caught.value


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_pdf_cut_off_is_refused(share: float) -> None:
    data = pdf([Sheet(text("page", 50, 700)), Sheet(text("page", 50, 700))])
    assert refused(data[: int(len(data) * share)]).code == "truncated"


def test_a_pdf_with_an_earlier_end_mark_that_is_cut_off_later_is_refused() -> None:
    first, second = pdf([Sheet(text("one", 50, 700))]), pdf([Sheet(text("two", 50, 700))])
    assert refused(first + second[: len(second) // 2]).code == "truncated"


def test_too_many_pages() -> None:
    assert refused(pdf([Sheet()] * 6), Limits(max_pages=5)).code == "too_many_pages"


def test_a_deflate_bomb_is_refused_without_unpacking_it() -> None:
    bomb = pdf([Sheet(b" " * 30_000_000)], compress=True)
    assert len(bomb) < 100_000
    assert refused(bomb, Limits(max_inflated=10_000_000)).code == "bomb"


def test_a_twice_deflated_bomb_is_refused() -> None:
    inner = zlib.compress(zlib.compress(b" " * 30_000_000))
    data = pdf([Sheet(b"@@")]).replace(
        b"<< /Length 2 >>\nstream\n@@", b"<< /Filter [/FlateDecode /FlateDecode] /Length 9 >>\nstream\n" + inner
    )
    assert refused(data, Limits(max_inflated=10_000_000)).code == "bomb"


def test_a_picture_within_a_pdf_counts_its_pixels() -> None:
    sheet = Sheet(picture("I", 0, 0, 595, 842), images={"I": (photo(300, 400), b"")})
    assert refused(pdf([sheet]), Limits(max_pixels=10_000)).code == "bomb"


def test_rubbish_with_a_pdf_head_and_tail_is_refused() -> None:
    assert refused(b"%PDF-1.7\n" + b"rubbish " * 50 + b"\n%%EOF").code == "unreadable"


def test_deeply_nested_arrays_do_not_bring_it_down() -> None:
    nested = b"/Deep " + b"[" * 20_000 + b"]" * 20_000
    try:
        with opened(pdf([Sheet(text("page", 50, 700), extra=nested)])) as upload:
            assert [page.number for page in upload] == [1]
    except errors.DocumentError as error:
        assert error.code in ("unreadable", "bomb")


def test_every_page_can_be_loaded_again_and_out_of_order() -> None:
    with opened(pdf([Sheet(text(f"p{n}", 50, 700)) for n in range(4)])) as upload:
        names = [upload.page(n).text_layer[0].text for n in (4, 1, 3, 1)]
    assert names == ["p3", "p0", "p2", "p0"]
    with pytest.raises(IndexError):
        upload.page(5)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_box_that_does_not_start_at_the_origin(rotate: int) -> None:
    extra = f"/MediaBox [-100 -50 495 792] /CropBox [-60 -10 400 700] /Rotate {rotate}".encode()
    page = only(Sheet(text("HOSPITAL", 50, 500, 30), extra=extra))
    (line,) = page.text_layer
    x0, y0, x1, y1 = ink_box(page)
    assert line.visible
    assert (line.box.cx, line.box.cy) == pytest.approx(((x0 + x1) / 2, (y0 + y1) / 2), abs=0.02)


def encrypted(data: bytes, user: str) -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(data)))
    writer.encrypt(owner_pass="owner", user_pass=user)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_asks_for_a_password_is_refused() -> None:
    assert refused(encrypted(pdf([Sheet(text("page", 50, 700))]), "secret")).code == "encrypted"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    with opened(encrypted(pdf([Sheet(text("page", 50, 700))]), "")) as upload:
        page = upload.page(1)
    assert [line.text for line in page.text_layer] == ["page"]
    assert page.raster.min() < 100


def test_a_watermark_makes_no_lines() -> None:
    slanted = b"BT 0.8 g 0 Tr /F1 60 Tf 0.7 0.7 -0.7 0.7 150 250 Tm (FOR INSURANCE ONLY) Tj ET\n"
    page = only(Sheet(slanted + text("REPORT", 100, 700)))
    assert [line.text for line in page.text_layer] == ["REPORT"]
    assert "slanted_text" in page.notes


def test_a_page_crowded_beyond_reason_is_left_to_ocr() -> None:
    page = only(Sheet(text("REPORT", 100, 700) + b"0 0 m 1 1 l S\n" * 60_000))
    assert page.text_layer == ()
    assert page.notes == ("text_layer_unavailable",)


def test_a_page_that_cannot_be_drawn_is_marked_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    from extractors import pdfs

    draw = pdfs._draw

    def broken(page: object, texts: object, number: int, limits: Limits) -> RawPage:
        if number == 2:
            raise pypdfium2.PdfiumError("no")
        return draw(page, texts, number, limits)

    monkeypatch.setattr(pdfs, "_draw", broken)
    with opened(pdf([Sheet(text("page", 50, 700))] * 3)) as upload:
        assert [DAMAGED in page.notes for page in upload] == [False, True, False]
