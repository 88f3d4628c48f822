"""补正通知 while it is written: the form, and what of it is kept until it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from pipeline.report.notice import Item, Notice
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import held
from pipeline.web.context import OfWeb, Web
from storage.records import notice_drafts, users
from storage.records.notice_drafts import NewDraft
from storage.states import CaseState

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Decides = Annotated[User, may(Right.CASE_DECIDE)]
Text = Annotated[str, Form(max_length=2000)]
Texts = Annotated[list[str], Form(max_length=100, default_factory=list)]
Number = Annotated[int, Form(ge=1)]


@dataclass(frozen=True, slots=True)
class Written:
    """A notice as it stands in the form; `told` is the reviewer's own sentence in it."""

    items: tuple[Item, ...]
    unseen: tuple[str, ...]
    told: str
    shooting: bool

    @classmethod
    def of(cls, drafted: Notice) -> Written:
        return cls(drafted.items, drafted.unseen, drafted.remark, drafted.shooting)

    @classmethod
    def kept(cls, content: Mapping[str, Any]) -> Written:
        """One that was kept as `dataclasses.asdict` gives it."""
        items = tuple(Item(one["what"], one["why"], tuple(one["files"])) for one in content["items"])
        return cls(items, tuple(content["unseen"]), content["told"], content["shooting"])

    @property
    def is_empty(self) -> bool:
        return not self.items and not self.told

    def decided(self, drafted: Notice) -> Notice:
        """As it is sent, about the case that `drafted` is about."""
        return replace(
            drafted, items=self.items, unseen=self.unseen, shooting=self.shooting, remark=self.told, decided=True
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has begun."""

    written: Written
    verdict_number: int
    who: str
    at: datetime


def written(
    what: Texts, why: Texts, files: Texts, unseen: Texts, told: Text = "", shooting: Annotated[str, Form()] = ""
) -> Written:
    return Written(tuple(_items(what, why, files)), tuple(unseen), told.strip(), bool(shooting))


OfForm = Annotated[Written, Depends(written)]


@router.post("/decision/draft")
def post_draft(case_id: UUID, request: Request, web: OfWeb, user: Decides, form: OfForm, verdict: Number) -> Response:
    """Kept while it is written: nothing is lost by closing it, by another tab, or by a session that ends."""
    with web.service.database.begin(request.state.request_id) as tx:
        if held(tx, web, user, case_id).state is not CaseState.JUDGED:  # decided a moment ago
            return Response(status_code=204)
        notice_drafts.keep(tx, web.service.vault, case_id, NewDraft(verdict, asdict(form), user.id))
    answer = page(request, user, "case/_draft.html", draft=begun(web, case_id), verdict=verdict)
    answer.headers["HX-Trigger"] = "case-drafted"
    return answer


def begun(web: Web, case_id: UUID) -> Draft | None:
    with web.service.database.look() as tx:
        row = notice_drafts.of_case(tx, web.service.vault, case_id)
        names = users.names(tx, web.service.vault) if row else {}
    return (
        None
        if row is None
        else Draft(Written.kept(row.content), row.verdict_number, names.get(row.user_id, "?"), row.at)
    )


def _items(what: Sequence[str], why: Sequence[str], files: Sequence[str]) -> Iterator[Item]:
    """Rows of the form; one without a thing to do was left out."""
    for number, words in enumerate(what):
        if words.strip():
            reason = why[number].strip() if number < len(why) else ""
            named = files[number].split("\n") if number < len(files) else []
            yield Item(words.strip(), reason, tuple(name.strip() for name in named if name.strip()))
