"""Pages are known before anybody reads: a PDF is opened for its number of pages alone, in a child."""

from __future__ import annotations

import io
from hashlib import sha256

import pypdfium2
from sqlalchemy import text

from pipeline.settings import Settings
from storage.blobs import upload_key
from storage.records import headway, uploads
from storage.records.cases import CaseRow
from storage.records.uploads import NewUpload
from tests.pipeline.work.office import Office, at_work, office, until

JUDGING = ("judge.instant", "judge")


def pdf(pages: int) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


def waiting(there: Office, data: bytes, name: str = "a.pdf") -> CaseRow:
    """A submitted case with this file, that nobody reads."""
    made = there.created({})
    new = NewUpload(name, None, sha256(data).hexdigest(), len(data), "application/pdf")
    there.service.blobs.put(upload_key(new.id), data)
    with there.service.database.begin() as tx:
        uploads.add(tx, there.service.vault, made.id, new, f"client:{there.client}")
    return there.submitted(made.id)


def pages(there: Office, case: CaseRow) -> int | None:
    with there.service.database.look() as tx:
        return headway.of_case(tx, case.id, there.service.reader).pages


def unsettled(there: Office) -> int:
    with there.service.database.look() as tx:
        return int(tx.execute(text("select count(*) from work where kind = 'count' and state <> 'done'")).scalar_one())


def test_a_pdf_tells_its_pages_while_it_waits_to_be_read(fresh_service: Settings) -> None:
    with office(fresh_service) as there:
        case = waiting(there, pdf(13))
        assert pages(there, case) is None
        with at_work(there.service, JUDGING):
            until(lambda: pages(there, case) == 13)
        assert there.get(case.id).state == "reading", "nothing has been read of it"


def test_what_cannot_be_opened_is_left_to_its_reader(fresh_service: Settings) -> None:
    with office(fresh_service) as there:
        broken = waiting(there, b"%PDF-1.7\nnothing of the kind")
        with at_work(there.service, JUDGING):
            until(lambda: not unsettled(there))
        assert pages(there, broken) is None
