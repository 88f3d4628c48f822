from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from uuid import uuid4

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.quality.export.files import DANGEROUS, as_csv, as_parquet, as_xlsx, harmless
from pipeline.quality.export.sheet import COLUMNS, Sheet, Watermark, pseudonym, sheet
from storage.records.comparisons import Seen
from storage.vault import KeyRing, Vault, place
from tests.pipeline.quality.seen import seen

HOSTILE = '=HYPERLINK("http://evil","x")\u202e<script>' + "长" * 3000
MARK = Watermark(uuid4(), "auditor1", dt.datetime(2026, 3, 5, 8, tzinfo=dt.UTC))


@pytest.fixture
def vault() -> Vault:
    return Vault(KeyRing.parse(KeyRing.generate()))


def told(vault: Vault, topic: str, machine: str, auditor: str) -> Seen:
    one = seen(topic)
    text = json.dumps({"machine": machine, "auditor": auditor}).encode()
    sealed = vault.seal(text, place("comparisons", "detail", f"{one.row.reading_id}:{one.row.number}"))
    return replace(one, row=replace(one.row, detail=sealed))


def made(vault: Vault) -> Sheet:
    return sheet(
        [told(vault, "hospital", HOSTILE, "@SUM(A1)"), told(vault, "patient.name", "林试样", "林式样")], vault, MARK
    )


def test_what_names_a_person_is_not_in_it(vault: Vault) -> None:
    taken = made(vault)
    for data in (as_csv(taken), as_parquet(taken), _unzipped(as_xlsx(taken))):
        assert "林试样".encode() not in data
        assert "林式样".encode() not in data


def test_pseudonyms_are_the_same_every_time_and_of_this_installation_alone(vault: Vault) -> None:
    one = uuid4()
    assert pseudonym(vault, "case", one) == pseudonym(vault, "case", one)
    assert pseudonym(vault, "case", one) != pseudonym(vault, "item", one)
    assert pseudonym(vault, "case", one) != pseudonym(Vault(KeyRing.parse(KeyRing.generate())), "case", one)
    assert str(one)[:8] not in pseudonym(vault, "case", one)


def test_the_watermark_stands_in_every_row_and_about_the_file(vault: Vault) -> None:
    taken = made(vault)
    rows = list(csv.DictReader(io.StringIO(as_csv(taken).decode("utf-8-sig"))))
    assert [row["watermark"] for row in rows] == [str(MARK)] * 2
    assert pq.read_schema(io.BytesIO(as_parquet(taken))).metadata[b"watermark"] == str(MARK).encode()
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(taken))).properties.description == str(MARK)


@pytest.mark.parametrize("start", DANGEROUS)
def test_nothing_begins_like_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_numbers_and_plain_text_stay_as_they_are() -> None:
    assert [harmless(value) for value in (-1.5, 3, None, "甲-1", "a=b")] == [-1.5, 3, None, "甲-1", "a=b"]


def test_hostile_text_is_text_in_a_spreadsheet(vault: Vault) -> None:
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(made(vault)))).active
    assert page is not None
    column = COLUMNS.index("machine") + 1
    cell = page.cell(2, column)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'=HYPERLINK")
    assert "\u202e" not in str(cell.value)
    assert len(str(cell.value)) <= 1001
    assert page.cell(2, column + 1).value == "'@SUM(A1)"


def test_hostile_text_is_text_in_csv(vault: Vault) -> None:
    (row, _) = csv.DictReader(io.StringIO(as_csv(made(vault)).decode("utf-8-sig")))
    assert row["machine"].startswith("'=HYPERLINK")
    assert row["auditor_said"] == "'@SUM(A1)"


def test_parquet_keeps_numbers_as_numbers(vault: Vault) -> None:
    table = pq.read_table(io.BytesIO(as_parquet(made(vault))))
    assert table.column_names == list(COLUMNS)
    assert table.column("weight").to_pylist() == [1.0, 1.0]
    assert table.column("confidence").to_pylist() == [None, None]


def test_an_export_of_nothing_is_a_file_all_the_same() -> None:
    empty = Sheet((), str(MARK))
    assert as_csv(empty).count(b"\r\n") == 1
    assert pq.read_table(io.BytesIO(as_parquet(empty))).num_rows == 0
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(empty))).active is not None


def _unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())
