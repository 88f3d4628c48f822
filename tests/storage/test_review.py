"""What reviewers do: marks, corrections, notes, decisions and links, kept as they were made."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import Conflict, NotFound, Refused
from storage.records import (
    cases,
    claims,
    corrections,
    decisions,
    events,
    finding_marks,
    flow,
    notes,
    notice_drafts,
    retention,
    review,
    share_links,
    uploads,
    users,
    verdicts,
    work,
)
from storage.records.cases import CaseRow
from storage.records.corrections import NewCorrection
from storage.records.decisions import NewDecision
from storage.records.finding_marks import NewMark
from storage.records.notice_drafts import NewDraft
from storage.records.users import NewUser, UserRow
from storage.resealing import reseal
from storage.states import CaseState
from storage.vault import KeyRing, Vault
from tests.storage import made


def reviewer(tx: Connection, vault: Vault, login: str = "r001") -> UserRow:
    return users.create(tx, vault, NewUser(login, "林审核", ("reviewer",)))


def a_correction(
    tx: Connection, case: CaseRow, user: UserRow, value: str = "2026-01-05", **more: object
) -> NewCorrection:
    upload = uploads.of_case(tx, case.id)[0]
    given = {"subject": "issue_date", "machine": "2026-01-08", "reason": "看得清", **more}
    return NewCorrection(case.id, upload.id, 1, value=value, user_id=user.id, **given)  # type: ignore[arg-type]


def kinds(tx: Connection, case: CaseRow) -> list[str]:
    return [event.kind for event in events.of_case(tx, case.id)]


def judge_again(tx: Connection, case: CaseRow) -> CaseRow:
    held = work.claim_next(tx, ("judge.instant",), "j", 60)
    assert held is not None
    new = made.verdict()
    object.__setattr__(new, "corrections", corrections.changes(tx, case.id))
    return flow.judged(tx, held, new, made.WORKER)[1].case


def test_a_correction_has_a_batch_case_judged_again_at_once(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        told = review.correct(tx, vault, cases.lock(tx, case.id), a_correction(tx, case, user))
        assert told.case.state is CaseState.JUDGING
        assert [queue for queue, _ in told.work] == ["judge.instant"]
        (row,) = corrections.in_force(tx, vault, case.id)
        assert (row.value, row.machine, row.reason) == ("2026-01-05", "2026-01-08", "看得清")
        told_events = [e for e in events.of_case(tx, case.id) if e.kind == "correction.made"]
        assert [e.actor for e in told_events] == [f"user:{user.id}"]
        assert "2026-01-05" not in str(told_events)
        again = judge_again(tx, case)
        assert again.state is CaseState.JUDGED
        current = verdicts.current(tx, case.id)
        assert current is not None
        assert current.number == 2


def test_what_is_corrected_while_the_case_is_judged_is_not_forgotten(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        review.correct(tx, vault, cases.lock(tx, case.id), a_correction(tx, case, user))
        held = work.claim_next(tx, ("judge.instant",), "j", 60)
        assert held is not None
        late = a_correction(tx, case, user, "张三", subject="patient.name")
        assert review.correct(tx, vault, cases.lock(tx, case.id), late).work == ()
        seen = made.verdict()
        object.__setattr__(seen, "corrections", 1)  # the judge had taken the case out before the second came
        told = flow.judged(tx, held, seen, made.WORKER)[1]
        assert told.case.state is CaseState.JUDGING
        assert judge_again(tx, case).state is CaseState.JUDGED


def test_the_newest_of_a_subject_counts_and_a_withdrawn_one_does_not(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        for value in ("2026-01-05", "2026-01-06"):
            corrections.add(tx, vault, a_correction(tx, case, user, value))
        (row,) = corrections.in_force(tx, vault, case.id)
        assert row.value == "2026-01-06"
        review.withdraw(tx, cases.lock(tx, case.id), row.id, user.id)
        assert [c.value for c in corrections.in_force(tx, vault, case.id)] == ["2026-01-05"]
        assert corrections.changes(tx, case.id) == 3
        with pytest.raises(NotFound):
            corrections.withdraw(tx, case.id, row.id, user.id)


def test_a_decided_case_is_not_corrected(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        new = NewDecision(case.id, "forward", 1, user.id)
        row, told = review.decide(tx, vault, cases.lock(tx, case.id), new)
        assert (row.number, told.case.state) == (1, CaseState.DECIDED)
        with pytest.raises(Refused):
            review.correct(tx, vault, cases.lock(tx, case.id), a_correction(tx, case, user))


def test_a_decision_on_another_verdict_than_the_current_is_refused(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        with pytest.raises(Conflict):
            review.decide(tx, vault, cases.lock(tx, case.id), NewDecision(case.id, "forward", 2, user.id))
        assert cases.get(tx, case.id).state is CaseState.JUDGED


def test_passing_on_leaves_the_case_open_for_the_colleague(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        one, two = reviewer(tx, vault), reviewer(tx, vault, "r002")
        claims.hold(tx, case.id, one.id)
        new = NewDecision(case.id, "pass_on", 1, one.id, remark="请帮看印章", to_user_id=two.id)
        _, told = review.decide(tx, vault, cases.lock(tx, case.id), new)
        assert told.case.state is CaseState.JUDGED
        assert claims.of_case(tx, case.id) is None
        assert decisions.newest(tx, vault, case.id) is None
        assert decisions.of_case(tx, vault, case.id)[0].remark == "请帮看印章"
        assert "case.decided" not in kinds(tx, case)


def test_the_webhook_of_a_decision_names_nobody(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        notice = {"items": [{"what": "请重新盖章。", "why": "柳青禾的证明没有印章", "files": []}]}
        new = NewDecision(case.id, "supplement", 1, user.id, notice=notice, remark="电话已告知")
        row, _ = review.decide(tx, vault, cases.lock(tx, case.id), new, {"notice": "/v1/cases/x/notice"})
        assert row.notice == notice
        (event,) = [e for e in events.of_case(tx, case.id) if e.kind == "case.decided"]
        assert event.data["decision"] == "supplement"
        assert event.data["notice"] == "/v1/cases/x/notice"
        assert not [word for word in ("盖章", "柳青禾", "电话") if word in str(events.of_case(tx, case.id))]


def test_marks_and_notes_are_sealed_and_the_newest_mark_counts(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        user = reviewer(tx, vault)
        for mark, reason in (("confirmed", ""), ("dismissed", "印章在背面")):
            finding_marks.add(tx, vault, NewMark(case.id, 1, "f" * 32, "stamp_missing", mark, reason, user.id))
        assert finding_marks.current(tx, vault, case.id)["f" * 32].mark == "dismissed"
        finding_marks.add(tx, vault, NewMark(case.id, 1, "f" * 32, "stamp_missing", "withdrawn", "", user.id))
        assert finding_marks.current(tx, vault, case.id) == {}, "what was taken back says nothing, and stays on record"
        assert [m.reason for m in finding_marks.of_case(tx, vault, case.id)] == [None, "印章在背面", None]
        notes.add(tx, vault, case.id, "已电话联系", user.id)
        assert [n.text for n in notes.of_case(tx, vault, case.id)] == ["已电话联系"]
        raw = tx.execute(text("select reason from finding_marks where reason is not null")).scalar_one()
        assert "印章".encode() not in bytes(raw)


def test_a_notice_that_is_being_written_is_kept_sealed_until_the_case_is_decided(
    database: Database, vault: Vault
) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        one, two = reviewer(tx, vault), reviewer(tx, vault, "r002")
        for user, words in ((one, "请补"), (two, "请补盖印章")):
            notice_drafts.keep(tx, vault, case.id, NewDraft(1, {"told": words}, user.id))
        draft = notice_drafts.of_case(tx, vault, case.id)
        assert draft is not None and (draft.content, draft.user_id) == ({"told": "请补盖印章"}, two.id)
        assert "印章".encode() not in bytes(tx.execute(text("select content from notice_drafts")).scalar_one())
        review.decide(tx, vault, cases.lock(tx, case.id), NewDecision(case.id, "pass_on", 1, one.id))
        assert notice_drafts.of_case(tx, vault, case.id), "the colleague goes on with it"
        review.decide(tx, vault, cases.lock(tx, case.id), NewDecision(case.id, "forward", 1, two.id))
        assert notice_drafts.of_case(tx, vault, case.id) is None


def test_a_link_opens_until_it_is_revoked_and_a_false_one_never(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg")
        link, token = share_links.make(tx, vault, case.id, 1, 7, "client:x")
        assert share_links.opened(tx, vault, token).case_id == case.id
        changed = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
        for false in ("", "x", changed, token[:20], "柳"):
            with pytest.raises(NotFound):
                share_links.opened(tx, vault, false)
        share_links.revoke(tx, case.id, link.id, "user:x")
        with pytest.raises(NotFound):
            share_links.opened(tx, vault, token)
        assert kinds(tx, case)[-3:] == ["link.made", "link.opened", "link.revoked"]


@pytest.mark.parametrize("table", ["finding_marks", "corrections", "notes", "decisions"])
def test_what_was_said_is_not_rewritten(database: Database, vault: Vault, table: str) -> None:
    with database.begin() as tx:
        case, user = _worked(tx, vault)
    column = {"notes": "text", "decisions": "remark"}.get(table, "reason")
    for change in (f"update {table} set {column} = 'x'", f"update {table} set user_id = null", f"delete from {table}"):
        with pytest.raises(Refused), database.begin() as tx:
            tx.execute(text(change))
    assert case
    assert user


def _worked(tx: Connection, vault: Vault) -> tuple[CaseRow, UserRow]:
    case = made.judged(tx, vault, "a.jpg")
    user = reviewer(tx, vault)
    finding_marks.add(tx, vault, NewMark(case.id, 1, "f" * 32, "stamp_missing", "dismissed", "在背面", user.id))
    corrections.add(tx, vault, a_correction(tx, case, user))
    notes.add(tx, vault, case.id, "已电话联系", user.id)
    new = NewDecision(case.id, "supplement", 1, user.id, notice={"items": []}, remark="急")
    review.decide(tx, vault, cases.lock(tx, case.id), new)
    return cases.get(tx, case.id), user


def test_a_purged_case_keeps_that_it_was_worked_on_and_none_of_the_words(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case, _ = _worked(tx, vault)
        share_links.make(tx, vault, case.id, 1, 7, "client:x")
        retention.purge(tx, cases.lock(tx, case.id), "system")
        assert [m.reason for m in finding_marks.of_case(tx, vault, case.id)] == [None]
        assert [(c.value, c.machine, c.reason) for c in corrections.of_case(tx, vault, case.id)] == [(None, None, None)]
        assert [n.text for n in notes.of_case(tx, vault, case.id)] == [None]
        assert [(d.decision, d.notice, d.remark) for d in decisions.of_case(tx, vault, case.id)] == [
            ("supplement", None, None)
        ]
        assert share_links.of_case(tx, case.id)[0].revoked_at is not None


def test_what_was_written_is_sealed_anew_with_a_new_key(database: Database) -> None:
    old, new = KeyRing.generate(), KeyRing.generate()
    before, both, after = (Vault(KeyRing.parse(ring)) for ring in (old, f"{new}\n{old}", new))
    with database.begin() as tx:
        case, user = _worked(tx, before)
        while reseal(tx, both):
            pass
        assert notes.of_case(tx, after, case.id)[0].text == "已电话联系"
        assert corrections.of_case(tx, after, case.id)[0].value == "2026-01-05"
        assert decisions.of_case(tx, after, case.id)[0].remark == "急"
        assert users.name(after, users.get(tx, user.id)) == "林审核"
