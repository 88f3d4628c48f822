"""申请: a case as the service knows it. Names and ID numbers are sealed; lists and searches need not open them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import Conflict, KeyMissing, NotFound, Refused
from storage.states import CASE, CaseState
from storage.vault import Vault, place, plain_id_number, plain_name
from validators.case import Person


@dataclass(frozen=True, slots=True)
class NewCase:
    client_id: UUID
    case_key: str
    region: str
    case_type: str
    submitted_on: date
    channel: str
    diseases: tuple[str, ...]
    applicant: Person = field(repr=False)
    agent: Person | None = field(default=None, repr=False)
    track: str = "batch"


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: UUID
    seq: int
    client_id: UUID
    case_key: str
    region: str
    case_type: str
    submitted_on: date
    channel: str
    diseases: tuple[str, ...]
    applicant: bytes | None = field(repr=False)  # sealed
    agent: bytes | None = field(repr=False)
    content_hash: bytes | None = field(repr=False)
    state: CaseState
    track: str
    round: int
    judge_no: int
    positions: int
    version: int
    created_at: datetime
    submitted_at: datetime | None
    judged_at: datetime | None
    decided_at: datetime | None
    legal_hold: bool
    purge_on: date | None


COLUMNS = ", ".join(f"cases.{name}" for name in CaseRow.__slots__)
ID_NUMBER, NAME, CONTENT = "id number", "name", "case content"


def case_of(row: Any) -> CaseRow:
    values = row._mapping
    return CaseRow(**{**values, "diseases": tuple(values["diseases"]), "state": CaseState(values["state"])})


def _person_text(person: Person | None) -> bytes | None:
    if person is None:
        return None
    return json.dumps({"name": person.name, "id_number": person.id_number}, ensure_ascii=False).encode()


def _person(data: bytes) -> Person:
    return Person(**json.loads(data))


def _sealed(vault: Vault, person: Person | None, column: str, case_id: UUID) -> bytes | None:
    told = _person_text(person)
    return None if told is None else vault.seal(told, place("cases", column, case_id))


def _content(new: NewCase) -> dict[str, Any]:
    """What a case was created with, by the names that a conflict speaks of."""
    return {
        "region": new.region,
        "case_type": new.case_type,
        "submitted_on": new.submitted_on.isoformat(),
        "channel": new.channel,
        "diseases": list(new.diseases),
        "applicant.name": new.applicant.name,
        "applicant.id_number": plain_id_number(new.applicant.id_number),
        "agent": None if new.agent is None else [new.agent.name, plain_id_number(new.agent.id_number)],
    }


def content_tag(vault: Vault, row: CaseRow) -> bytes:
    """What `create` would tag the case's content with now."""
    return vault.tag(_content_text(_as_new(vault, row)), CONTENT)


def _content_text(new: NewCase) -> bytes:
    return json.dumps(_content(new), ensure_ascii=False, sort_keys=True).encode()


_CREATE = text(f"""
with made as (
  insert into cases (id, client_id, case_key, region, case_type, submitted_on, channel, diseases, applicant, agent,
                     id_hash, name_hash, content_hash, state, track)
  values (:id, :client_id, :case_key, :region, :case_type, :submitted_on, :channel, :diseases, :applicant, :agent,
          :id_hash, :name_hash, :content_hash, 'open', :track)
  on conflict (client_id, case_key) do nothing returning *
), told as (
  insert into events (case_id, actor, kind, data)
  select id, :actor, 'case.created', jsonb_build_object('state', state, 'region', region, 'case_type', case_type)
  from made
)
select {COLUMNS} from made as cases
""")


def create(tx: Connection, vault: Vault, new: NewCase, actor: str) -> tuple[CaseRow, bool]:
    """The case and whether it is new. The same key with the same content gives the same case, whatever its state now.

    Raises Conflict, with the names of what differs, if the key stands for another content.
    """
    case_id = uuid4()
    values = {
        "id": case_id,
        "client_id": new.client_id,
        "case_key": new.case_key,
        "region": new.region,
        "case_type": new.case_type,
        "submitted_on": new.submitted_on,
        "channel": new.channel,
        "diseases": list(new.diseases),
        "applicant": _sealed(vault, new.applicant, "applicant", case_id),
        "agent": _sealed(vault, new.agent, "agent", case_id),
        "id_hash": vault.digest(plain_id_number(new.applicant.id_number), ID_NUMBER),
        "name_hash": vault.digest(plain_name(new.applicant.name), NAME),
        "content_hash": vault.tag(_content_text(new), CONTENT),
        "track": new.track,
        "actor": actor,
    }
    row = tx.execute(_CREATE, values).one_or_none()
    if row is not None:
        return case_of(row), True
    there = by_key(tx, new.client_id, new.case_key)
    if there is None:
        raise Conflict("the case is being created by another request")
    found = differs(vault, there, new)
    if found:
        raise Conflict("the case key stands for a case with other content", found)
    return there, False


def differs(vault: Vault, there: CaseRow, new: NewCase) -> tuple[str, ...]:
    """What of its content, the key apart, is other than in `new`; () where nothing is."""
    if there.applicant is None:
        return ("purged",)
    if there.content_hash is not None and _same(vault, there.content_hash, _content_text(new)):
        return ()
    old, now = _content(_as_new(vault, there)), _content(new)
    return tuple(name for name in now if old[name] != now[name])


def _same(vault: Vault, tag: bytes, content: bytes) -> bool:
    try:
        return vault.matches(tag, content, CONTENT)
    except KeyMissing:
        return False  # compared field by field then


def _as_new(vault: Vault, row: CaseRow) -> NewCase:
    applicant, agent = person(vault, row)
    return NewCase(
        client_id=row.client_id,
        case_key=row.case_key,
        region=row.region,
        case_type=row.case_type,
        submitted_on=row.submitted_on,
        channel=row.channel,
        diseases=row.diseases,
        applicant=applicant,
        agent=agent,
        track=row.track,
    )


def person(vault: Vault, row: CaseRow) -> tuple[Person, Person | None]:
    """Applicant and agent, opened. Raises NotFound once they were purged."""
    if row.applicant is None:
        raise NotFound(f"the personal data of case {row.id} was purged")
    applicant = _person(vault.open(row.applicant, place("cases", "applicant", row.id)))
    agent = None if row.agent is None else _person(vault.open(row.agent, place("cases", "agent", row.id)))
    return applicant, agent


_GET = text(f"select {COLUMNS} from cases where id = :id")
_LOCK = text(f"select {COLUMNS} from cases where id = :id for no key update")
_BY_KEY = text(f"select {COLUMNS} from cases where client_id = :client_id and case_key = :case_key")


def get(tx: Connection, case_id: UUID) -> CaseRow:
    """Raises NotFound."""
    return _found(tx.execute(_GET, {"id": case_id}).one_or_none(), case_id)


def lock(tx: Connection, case_id: UUID) -> CaseRow:
    """The case, which nobody else changes before this transaction ends. Raises NotFound."""
    return _found(tx.execute(_LOCK, {"id": case_id}).one_or_none(), case_id)


def _found(row: Any, case_id: UUID) -> CaseRow:
    if row is None:
        raise NotFound(f"there is no case {case_id}")
    return case_of(row)


def by_key(tx: Connection, client_id: UUID, case_key: str) -> CaseRow | None:
    row = tx.execute(_BY_KEY, {"client_id": client_id, "case_key": case_key}).one_or_none()
    return None if row is None else case_of(row)


_MOVE = """
with moved as (
  update cases set state = :then, version = version + 1{also}
  where id = :id and state = :now and version = :version returning *
), told as (
  insert into events (case_id, actor, kind, data)
  select id, :actor, 'case.' || state,
         jsonb_build_object('state', state, 'from', cast(:now as text), 'version', version, 'round', round)
         || cast(:data as jsonb)
  from moved
)
select {columns} from moved as cases
"""
_ALSO = {  # what else a move sets
    CaseState.READING: ", submitted_at = coalesce(submitted_at, now()), round = round + :rounds",
    CaseState.JUDGING: ", judge_no = judge_no + :judgings",
    CaseState.JUDGED: ", judged_at = now()",
    CaseState.DECIDED: ", decided_at = now()",
}
_MOVES = {state: text(_MOVE.format(also=_ALSO.get(state, ""), columns=COLUMNS)) for state in CaseState}


def move(
    tx: Connection,
    case: CaseRow,
    then: CaseState,
    actor: str,
    data: Mapping[str, Any] | None = None,
    *,
    new_round: bool = False,
    new_judging: bool = True,
) -> CaseRow:
    """The case in its next state, with an event that says who, what and `data` (nothing personal).

    `case` is as it was locked; Refused if the state does not allow it, or if it changed since. `new_round`: a
    supplement begins to be read. `new_judging`: False resumes the judging that was given up.
    """
    if not CASE.allows(case.state, then):
        raise Refused(f"case {case.id}", case.state, then, CASE.after(case.state))
    values = {
        "id": case.id,
        "now": case.state.value,
        "then": then.value,
        "version": case.version,
        "actor": actor,
        "data": json.dumps(dict(data or {})),
    }
    if then is CaseState.READING:
        values["rounds"] = int(new_round)
    if then is CaseState.JUDGING:
        values["judgings"] = int(new_judging)
    row = tx.execute(_MOVES[then], values).one_or_none()
    if row is None:
        now = get(tx, case.id).state
        raise Refused(f"case {case.id}", now, then, CASE.after(now))
    return case_of(row)


def counts(tx: Connection) -> dict[str, int]:
    """How many cases are in each state."""
    rows = tx.execute(text("select state, count(*) as many from cases group by state"))
    return {row.state: row.many for row in rows}


_HOLD = text("""
with held as (update cases set legal_hold = :hold where id = :id and legal_hold <> :hold returning id)
insert into events (case_id, actor, kind, data) select id, :actor, :kind, '{}' from held
""")


def hold(tx: Connection, case: CaseRow, on: bool, actor: str) -> CaseRow:
    """A legal hold keeps a case from being purged until it is lifted."""
    kind = "case.held" if on else "case.hold_lifted"
    tx.execute(_HOLD, {"id": case.id, "hold": on, "actor": actor, "kind": kind})
    return replace(case, legal_hold=on)


_PURGE_ON = text("update cases set purge_on = :on where id = any(:ids)")


def purge_on(tx: Connection, case_ids: Sequence[UUID], on: date | None) -> None:
    """The day from which they may be purged."""
    tx.execute(_PURGE_ON, {"ids": list(case_ids), "on": on})
