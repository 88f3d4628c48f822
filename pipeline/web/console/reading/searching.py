"""查找: cases by upstream's key, or by the applicant's ID number or whole name through their keyed hashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pipeline.web.console.users import User
from pipeline.web.context import Web
from storage.records import case_lists
from storage.records.cases import CaseRow
from storage.states import CaseState
from storage.vault import plain_id_number, plain_name

MOST = 100
_ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dX]")
_NAME = re.compile(r"[㐀-鿿·•．.]{2,30}")


@dataclass(frozen=True, slots=True)
class Found:
    by: str  # id_number, name or case_key: never what was searched for
    cases: Sequence[CaseRow]


def find(tx: Connection, web: Web, user: User, text: str) -> Found:
    """The newest first; cases in any state but open, within the user's regions."""
    by, rows = _search(tx, web, text.strip())
    return Found(by, [row for row in rows if row.state is not CaseState.OPEN and user.covers(row.region)])


def _search(tx: Connection, web: Web, text: str) -> tuple[str, Sequence[CaseRow]]:
    vault = web.service.vault
    if _ID_NUMBER.fullmatch(plain_id_number(text)):
        return "id_number", case_lists.find_by_id_number(tx, vault, text, MOST)
    if _NAME.fullmatch(plain_name(text)):
        return "name", case_lists.find_by_name(tx, vault, text, MOST)
    return "case_key", case_lists.find_by_key(tx, text, MOST) if text else ()
