"""The ledger for those who hold others to account: read, filter, open an entry, verify."""

from __future__ import annotations

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.ledger import queries, rights
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor
from quanheng.platform.web import acts
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import events


def entries(request: HttpRequest) -> HttpResponseBase:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ)
    spec = ListSpec(
        title=_("台账"),
        intro=_("每一项职权行为一笔，逐笔相连，不能改写。末端有封签，每日有签名的检查点。"),
        columns=[
            Column("seq", _("笔号"), kind="number", sort="seq", link=lambda e: acts.entry_url(e.seq)),
            Column("at", _("时间"), value=_at, kind="moment"),
            Column("act", _("行为"), value=lambda e: acts.says(e.act)),
            Column("by_name", _("行为人")),
            Column("subject", _("对象"), kind="code"),
            Column("hash", _("摘要"), value=lambda e: e.hash[:16], kind="code", spare=True),
        ],
        filters=[
            Filter("act", _("行为"), choices=lambda: sorted((k, str(v)) for k, v in acts.labels().items())),
            Filter("by", _("行为人编号"), kind="text"),
            Filter("subject", _("对象"), kind="text"),
            Filter("since", _("自"), kind="date", lookup="day__gte"),
            Filter("until", _("至"), kind="date", lookup="day__lte"),
        ],
        search=_find,
        search_hint=_("笔号、对象或行为人编号"),
        empty=_("台账还没有条目。"),
        template="cockpit/ledger.html",
        size=50,
    )
    return list_page(request, spec, queries.entries())


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(json.loads(entry.body)["at"])


def _find(rows: Rows, text: str) -> Rows:
    if text.isascii() and text.isdigit() and len(text) < 16:
        return rows.filter(seq=int(text))
    return rows.filter(subject=text) if "." in text else rows.filter(by=text)


def entry(request: HttpRequest, seq: int) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ)
    found = queries.entry(seq)
    if found is None:
        raise Missing()
    body = json.loads(found.body)
    given = {
        "entry": found,
        "event": events([found], viewer)[0],
        "facts": [(name, _shown(value)) for name, value in sorted(body["facts"].items())],
        "by": body["by"],
        "subject_url": f"{reverse('cockpit:ledger')}?subject={found.subject}",
    }
    return render(request, "cockpit/ledger_entry.html", given)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.VERIFY)
    given = {"audit": queries.verify(), "at": clock.now()}
    return render(request, "cockpit/ledger_verified.html", given)
