from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from storage.blobs import upload_key
from storage.database import Database
from storage.errors import Conflict, NotFound, Refused
from storage.records import cases, events, uploads
from storage.records.uploads import NewUpload
from storage.states import CaseState, UploadState
from storage.vault import Vault
from tests.storage import made

ACTOR = "client:test"


def test_an_upload_has_its_place_its_name_and_an_event_without_it(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        first = made.upload(tx, vault, case.id, "诊断证明.jpg", declared_kind="diagnosis_certificate")
        second = made.upload(tx, vault, case.id, "病历.pdf")
        told = events.of_case(tx, case.id)[-2:]
        assert uploads.of_case(tx, case.id) == (first, second)
    assert (first.position, second.position, first.round) == (1, 2, 0)
    assert uploads.name(vault, first) == "诊断证明.jpg"
    assert [event.kind for event in told] == ["upload.received"] * 2
    assert told[0].data["upload"] == str(first.id) and "诊断" not in str(told)


def test_the_same_file_again_is_the_upload_that_is_there(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        first = made.upload(tx, vault, case.id, "a.jpg")
        again, is_new = uploads.add(tx, vault, case.id, NewUpload("a.jpg", sha256=made.sha("a.jpg"), size=1), ACTOR)
    assert (again.id, is_new) == (first.id, False)


def test_another_file_of_the_same_name_is_a_conflict(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        made.upload(tx, vault, case.id, "a.jpg")
    with pytest.raises(Conflict) as conflict, database.begin() as tx:
        made.upload(tx, vault, case.id, "a.jpg", "other bytes")
    assert conflict.value.differs == ("sha256",) and "a.jpg" not in str(conflict.value)


def test_a_removed_upload_s_name_is_free_again_and_its_place_is_not(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        first = made.upload(tx, vault, case.id, "a.jpg")
        uploads.remove(tx, first.id, ACTOR)
        uploads.remove(tx, first.id, ACTOR)
        second = made.upload(tx, vault, case.id, "a.jpg", "better")
        assert [row.id for row in uploads.of_case(tx, case.id)] == [second.id]
        assert [row.state for row in uploads.of_case(tx, case.id, live=False)] == ["removed", "received"]
        kinds = [event.kind for event in events.of_case(tx, case.id)]
    assert second.position == 2
    assert kinds.count("upload.removed") == 1


def test_many_uploads_at_once_get_places_of_their_own(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)

    def add(number: int) -> int:
        with database.begin() as tx:
            return made.upload(tx, vault, case.id, f"{number}.jpg").position

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(add, range(24))) == list(range(1, 25))


def test_of_many_who_send_the_same_file_one_adds_it(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)

    def add(_: int) -> bool:
        with database.begin() as tx:
            return uploads.add(tx, vault, case.id, NewUpload("a.jpg", sha256=made.sha("a"), size=1), ACTOR)[1]

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, range(12))) == 1


@pytest.mark.parametrize("then", [CaseState.READING, CaseState.CANCELLED])
def test_a_case_takes_no_uploads_while_it_is_read_or_after_its_end(
    database: Database, vault: Vault, then: CaseState
) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        cases.move(tx, case, then, ACTOR)
    with pytest.raises(Refused, match=then), database.begin() as tx:
        made.upload(tx, vault, case.id, "a.jpg")
    with pytest.raises(NotFound), database.begin() as tx:
        made.upload(tx, vault, uuid4(), "a.jpg")


def test_an_expected_upload_counts_once_its_bytes_are_confirmed(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        row, _ = uploads.add(tx, vault, case.id, NewUpload("a.jpg", incoming_key="incoming/x"), ACTOR)
        assert (row.state, row.incoming_key) == (UploadState.EXPECTED, "incoming/x")
        assert uploads.of_case(tx, case.id) == ()
        there = uploads.confirm(tx, row.id, made.sha("a"), 10, "image/jpeg", ACTOR)
        assert uploads.of_case(tx, case.id) == (there,)
        assert uploads.confirm(tx, row.id, made.sha("a"), 10, "image/jpeg", ACTOR) == there
    assert (there.state, there.incoming_key, there.size) == ("received", None, 10)
    with pytest.raises(Conflict), database.begin() as tx:
        uploads.confirm(tx, row.id, made.sha("b"), 10, "image/jpeg", ACTOR)
    with database.begin() as tx:
        uploads.remove(tx, row.id, ACTOR)
    with pytest.raises(Refused), database.begin() as tx:
        uploads.confirm(tx, row.id, made.sha("a"), 10, "image/jpeg", ACTOR)


def test_forms_that_were_never_used_are_found(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        row, _ = uploads.add(tx, vault, case.id, NewUpload("a.jpg", incoming_key="incoming/x"), ACTOR)
        made.upload(tx, vault, case.id, "b.jpg")
        assert uploads.never_sent(tx, age=60) == ()
    with database.begin() as tx:
        assert [found.id for found in uploads.never_sent(tx, age=0)] == [row.id]


def test_bytes_are_found_by_their_hash_at_any_upload_that_has_them(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        row = made.upload(tx, vault, made.case(tx, vault).id, "a.jpg", "same")
        assert uploads.key_of(tx, made.sha("same")) == upload_key(row.id)
        other = made.upload(tx, vault, made.case(tx, vault).id, "b.jpg", "same")
        assert uploads.key_of(tx, made.sha("same")) in {upload_key(row.id), upload_key(other.id)}
        assert uploads.key_of(tx, made.sha("none")) is None
        assert uploads.known(tx, [row.id, uuid4()]) == {row.id}
        assert "a.jpg" not in upload_key(row.id)


def test_a_supplement_s_uploads_do_not_count_before_it_is_submitted(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.judged(tx, vault, "a.jpg", "b.jpg")
        old = uploads.of_case(tx, case.id)
        new = made.upload(tx, vault, case.id, "a.jpg", "sharper", replaces=old[0].id)
        assert new.round == 1
        assert uploads.of_case(tx, case.id) == old
        assert uploads.by_name(tx, vault, case, "a.jpg") == new
