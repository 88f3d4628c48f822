"""Uploads that could not be opened."""

from __future__ import annotations

from collections.abc import Iterable

from validators.checks.check import Given, Result, case_check
from validators.dossier import Dossier
from validators.verdict import Message, Outcome

READER_FAILED = "reader_failed"
"""Code of an upload whose reading broke on our side: nothing is known of the file, so nothing is said against it."""


@case_check("uploads_open", "image_unreadable")
def uploads_open(given: Given, dossier: Dossier) -> Iterable[Result]:
    """Every upload can be opened.

    Passes: a JPEG, a PDF.
    Fails: an encrypted PDF, a truncated picture, with the sentence that tells the sender what to do.
    Unsure: a file that Yushen itself could not get through.
    """
    read = {reading.upload for reading in dossier.readings}
    for reading in dossier.readings:
        if reading.error:
            said = Message(
                f"{reading.upload}：{reading.error.message_zh}", f"{reading.upload}: {reading.error.message_en}"
            )
            ours = reading.error.code == READER_FAILED
            yield Result(Outcome.UNSURE if ours else Outcome.FAIL, said, upload=reading.upload)
        elif reading.pages:
            said = Message(f"{reading.upload}可以打开", f"{reading.upload} could be opened")
            yield Result(Outcome.PASS, said, upload=reading.upload)
        else:
            yield _unread(reading.upload)
    for upload in dossier.case.uploads:
        if upload.name not in read:
            yield _unread(upload.name)


def _unread(name: str) -> Result:
    said = Message(f"{name}未能识读", f"nothing was read off {name}")
    return Result(Outcome.UNSURE, said, upload=name)
