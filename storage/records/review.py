"""人工审核: what a reviewer does with a locked case that touches more than one noun.

Like flow.py: each takes a transaction and returns what the queue has to be told of after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from storage.errors import Conflict, Refused
from storage.records import claims, corrections, decisions, flow, notice_drafts, verdicts
from storage.records.cases import CaseRow
from storage.records.corrections import NewCorrection
from storage.records.decisions import PASS_ON, DecisionRow, NewDecision
from storage.records.flow import Told
from storage.states import CaseState
from storage.vault import Vault

CORRECTABLE = (CaseState.JUDGED, CaseState.JUDGING, CaseState.READING)
"""States in which a case is corrected: while it is read or judged anyway, what comes of that counts the correction."""
REASON = {"reason": "corrected"}


def correct(tx: Connection, vault: Vault, case: CaseRow, new: NewCorrection) -> Told:
    """What a person read counts from now on; a case that was judged is judged again at once. Raises Refused."""
    _correctable(case)
    corrections.add(tx, vault, new)
    return _judged_again(tx, case, new.user_id)


def withdraw(tx: Connection, case: CaseRow, correction_id: UUID, user_id: UUID) -> Told:
    """What the machine read counts again. Raises Refused, NotFound."""
    _correctable(case)
    corrections.withdraw(tx, case.id, correction_id, user_id)
    return _judged_again(tx, case, user_id)


def _correctable(case: CaseRow) -> None:
    if case.state not in CORRECTABLE:
        raise Refused(f"case {case.id}", case.state, "corrected")


def _judged_again(tx: Connection, case: CaseRow, user_id: UUID) -> Told:
    if case.state is not CaseState.JUDGED:
        return Told((case,))
    return flow.rejudge(tx, case, f"user:{user_id}", REASON, urgent=True)


def decide(
    tx: Connection, vault: Vault, case: CaseRow, new: NewDecision, data: Mapping[str, Any] | None = None
) -> tuple[DecisionRow, Told]:
    """A person's decision, on the verdict they had before them; upstream is told of it with `data`.

    Passing on to a colleague decides nothing: the case stays where it is. Raises Refused, and Conflict where the case
    was judged anew meanwhile.
    """
    if case.state is not CaseState.JUDGED:
        raise Refused(f"case {case.id}", case.state, CaseState.DECIDED)
    verdict = verdicts.current(tx, case.id)
    if verdict is None or verdict.number != new.verdict_number:
        raise Conflict("the case was judged anew meanwhile", ("verdict",))
    row = decisions.add(tx, vault, new)
    if new.decision == PASS_ON:
        claims.pass_to(tx, case.id, new.user_id, new.to_user_id)
        return row, Told((case,))
    notice_drafts.drop(tx, case.id)
    told = {"decision": row.decision, "number": row.number, "verdict": row.verdict_number, **(data or {})}
    return row, flow.decide(tx, case, f"user:{new.user_id}", told)
