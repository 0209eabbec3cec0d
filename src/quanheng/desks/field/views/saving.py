"""What an inspector sends while on site: answers, photos, voice notes. Each may be sent again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quanheng.desks.field.views.pages import actor_of
from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Answer
from quanheng.domains.inspections.rules.checklist import is_problem
from quanheng.domains.inspections.services.visiting import AnswerChangedMeanwhile
from quanheng.kernel import clock
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.documents.models import Attachment

NAMESPACE = UUID("6f1a6c7e-4d0b-5f56-9d3c-2b1f5b0c7a11")
JSON = {"ensure_ascii": False}


def wants_json(request: HttpRequest) -> bool:
    """Whether the phone's queue asks, rather than a form sent without script."""
    return request.headers.get("Accept", "").startswith("application/json")


def told(request: HttpRequest, key: int, do: Callable[[], dict[str, object]]) -> HttpResponse:
    """Act, and answer as the sender reads it: JSON for the queue, the visit's page for a plain form."""
    try:
        facts = do()
    except Refused as refused:
        if wants_json(request) or isinstance(refused, Forbidden | Missing):
            raise
        messages.error(request, f"{refused.says}。{refused.cites} {refused.instead}")
        return redirect("field:visit", key=key)
    if wants_json(request):
        return JsonResponse(facts, json_dumps_params=JSON)
    return redirect(f"{reverse('field:visit', args=[key])}{facts.get('anchor', '')}")


def number(text: str) -> int:
    """A whole number as sent; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def token_of(request: HttpRequest, *parts: object) -> UUID:
    """The sending's token; without script the form's own one, so that a double click is one saving."""
    sent = request.POST.get("token", "") or request.POST.get("once", "")
    try:
        return UUID(sent)
    except ValueError:
        return uuid5(NAMESPACE, "|".join(map(str, (sent, *parts))))


@require_POST
def start(request: HttpRequest, key: int) -> HttpResponse:
    """Begin a visit with those who are there. Begun already by the same people: nothing changes."""
    viewer = actor_of(request)
    present = [number(one) for one in request.POST.getlist("present")]

    def do() -> dict[str, object]:
        visit = services.start_visit(key, present=present, by=viewer, today=clock.today())
        return {"state": visit.state, "anchor": "#sheets"}

    return told(request, key, do)


@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Save one answer; a colleague's newer one comes back as a conflict with what it says."""
    viewer, sent = actor_of(request), request.POST
    item, question = number(sent.get("item", "")), number(sent.get("question", ""))

    def do() -> dict[str, object]:
        draft = services.AnswerDraft(
            sheet=queries.sheet_of(key, item, viewer=viewer),
            question=question,
            value=sent.get("value", ""),
            note=sent.get("note", ""),
            corrected=sent.get("corrected") == "yes",
            based_on=number(sent.get("based_on", "")),
            token=token_of(request, key, item, question, sent.get("value"), sent.get("note")),
        )
        saved = services.save_answer(key, draft, by=viewer, today=clock.today())
        return _answered(saved) | {"anchor": f"#q-{item}-{question}"}

    try:
        return told(request, key, do)
    except AnswerChangedMeanwhile as refused:
        theirs = _theirs(key, item, question, request)
        return JsonResponse(refused.as_dict() | theirs, status=409, json_dumps_params=JSON)


def _answered(saved: Answer) -> dict[str, object]:
    problem = is_problem(saved.question.as_question(), saved.value)
    return {"revision": saved.revision, "value": saved.value, "problem": problem}


def _theirs(key: int, item: int, question: int, request: HttpRequest) -> dict[str, object]:
    """The colleague's answer that stands in the way."""
    sheet = queries.sheet_of(key, item, viewer=actor_of(request))
    found = Answer.objects.filter(sheet=sheet, question__number=question).select_related("question").get()
    return _answered(found) | {"note": found.note, "conflict": True}


@require_POST
def photo(request: HttpRequest, key: int) -> HttpResponse:
    """Keep a photo of a question or of the premises; the same photo is kept once."""
    return _keep(request, key, "photo", services.add_photo)


@require_POST
def voice(request: HttpRequest, key: int) -> HttpResponse:
    """Keep a voice note on a question or on the whole visit; the same recording is kept once."""
    return _keep(request, key, "voice", services.add_voice)


def _keep(request: HttpRequest, key: int, field: str, add: Callable[..., Attachment]) -> HttpResponse:
    viewer, file = actor_of(request), request.FILES.get(field)
    item, question = number(request.POST.get("item", "")), number(request.POST.get("question", ""))

    def do() -> dict[str, object]:
        if file is None:
            queries.visit(key, viewer=viewer)
            raise Refused(_("没有收到文件"), instead=_("请重新拍照或者录音"))
        sheet = queries.sheet_of(key, item, viewer=viewer) if item else 0
        draft = services.EvidenceDraft(file.read(), file.name or "", sheet, question if sheet else 0)
        row = add(key, draft, by=viewer, today=clock.today())
        url = reverse("documents:download", args=[row.pk])
        return {"id": row.pk, "url": url, "anchor": f"#q-{item}-{question}"}

    return told(request, key, do)


def recorded_by_me(key: int, request: HttpRequest) -> bool:
    """Whether the viewer's own team has closed its record: a record sent twice is one record."""
    viewer = actor_of(request)
    part = queries.my_part(queries.visit(key, viewer=viewer), viewer=viewer)
    return bool(part and part.recorded_on and part.recorded_by == viewer.id)
