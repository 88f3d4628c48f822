"""A sheet as CSV, XLSX or Parquet. Nothing in a cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.quality.export.sheet import COLUMNS, Sheet, Value

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection); full width forms too."""
NUMBERS: Mapping[str, str] = {"ordinal": "int64", "weight": "float64", "page": "int64", "confidence": "float64"}


class FormatMissingError(Exception):
    """The package that writes this format is not installed; its name is the message."""


def harmless(value: Value) -> Value:
    """Text a spreadsheet would run gets an apostrophe before it, which it shows as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark, as spreadsheets want it."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sheet.rows:
        writer.writerow(["" if value is None else harmless(value) for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(sheet: Sheet) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 (needed for this alone)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    page = book.create_sheet("audit")
    page.freeze_panes = "A2"
    page.oddFooter.center.text = sheet.watermark.replace("&", "&&")
    for row in (COLUMNS, *sheet.rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(page, value=harmless(value))
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
            cells.append(cell)
        page.append(cells)
    book.properties.title = "Yushen audit results"
    book.properties.description = sheet.watermark
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def as_parquet(sheet: Sheet) -> bytes:
    """Raises FormatMissingError."""
    try:
        import pyarrow as pa  # noqa: PLC0415 (large, and wanted by few)
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise FormatMissingError("pyarrow") from None
    types: dict[str, Any] = {"int64": pa.int64(), "float64": pa.float64()}
    schema = pa.schema([(name, types.get(NUMBERS.get(name, ""), pa.string())) for name in COLUMNS])
    columns = list(zip(*sheet.rows, strict=True)) or [()] * len(COLUMNS)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)]
    table = pa.Table.from_arrays(arrays, schema=schema.with_metadata({"watermark": sheet.watermark}))
    data = io.BytesIO()
    pq.write_table(table, data)
    return data.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
}
"""Media type and writer of each."""
