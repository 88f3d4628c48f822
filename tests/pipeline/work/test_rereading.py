"""Files read anew because a reviewer asked, while others hold the same bytes."""

from __future__ import annotations

from storage.records import cases, events, flow, uploads
from tests.pipeline.work.office import Office

SLOW = b"SLOW text:\xe8\xaf\x8a\xe6\x96\xad\xe8\xaf\x81\xe6\x98\x8e\xe4\xb9\xa6"


def test_a_case_judged_meanwhile_waits_for_the_bytes_that_are_read_anew(busy: Office) -> None:
    one, two = (busy.case({"a.jpg": SLOW}) for _ in range(2))
    for case in (one, two):
        busy.judged(case.id)
    service = busy.service
    with service.database.begin() as tx:
        shas = {row.sha256 for row in uploads.of_case(tx, one.id) if row.sha256}
        told = flow.reread(tx, cases.lock(tx, one.id), shas, service.reader, "system")
        told += flow.rejudge(tx, cases.lock(tx, two.id), "system")
    service.tell(told)
    for case in (one, two):
        assert busy.judged(case.id).number == 2
    with service.database.begin() as tx:
        kinds = [event.kind for event in events.of_case(tx, two.id)]
    assert "case.failed" not in kinds


def test_what_was_given_up_is_tried_again(busy: Office) -> None:
    case = busy.case({"a.jpg": b"text:x"})
    busy.judged(case.id)
    with busy.service.database.begin() as tx:
        shas = {row.sha256 for row in uploads.of_case(tx, case.id) if row.sha256}
        told = flow.reread(tx, cases.lock(tx, case.id), shas, busy.service.reader, "user:x")
        asked = [e for e in events.of_case(tx, case.id) if e.data.get("reason") == "reread_asked"]
    assert [e.actor for e in asked] == ["user:x"]
    busy.service.tell(told)
    assert busy.judged(case.id).number == 2
