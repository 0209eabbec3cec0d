"""What everybody may read of draws: no login, the answer first, everything downloadable."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.kernel.refusal import Missing
from quanheng.platform.draws import queries
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.states import WORKFLOW, State
from quanheng.platform.draws.web import charts, standing, tables
from quanheng.platform.draws.web.files import as_download
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import timeline

YEARS = (1, 2, 3, 5, 10)
PUBLISHED = (State.COMMITTED, State.SEEDED, State.DRAWN, State.ABORTED)


@require_safe
def draws(request: HttpRequest) -> HttpResponseBase:
    spec = ListSpec(
        title=_("双随机抽取公示"),
        intro=_("每次抽取先公布承诺值，再公开种子，结果谁都能重算。编号连续，作废的抽取连同原因一直公示。"),
        columns=[
            Column(
                "serial",
                _("编号"),
                value=lambda row: row.serial,
                link=standing.public_url,
                kind="code",
                fixed=True,
            ),
            Column("item", _("检查事项"), link=standing.public_url),
            Column("organ", _("组织单位"), value="organ__name"),
            Column("state", _("状态"), value=lambda row: _(row.state_says), kind="state", tone=_tone),
            Column("committed_at", _("承诺时间"), kind="moment", sort="committed_at"),
            Column("drawn_at", _("抽取时间"), kind="moment"),
            Column("reason", _("作废原因")),
        ],
        filters=[
            Filter("state", _("状态"), choices=[(s.value, _(WORKFLOW.name(s))) for s in PUBLISHED]),
            Filter("organ", _("组织单位"), choices=_organs, lookup="organ_id"),
        ],
        search=_search,
        search_hint=_("编号、检查事项"),
        empty=_("还没有公示的抽取。"),
    )
    return list_page(request, spec, queries.public_draws())


def _tone(row: Draw) -> str:
    return standing.TONES[State(row.state)]


def _organs() -> list[tuple[str, str]]:
    return list(Organ.objects.filter(draws__number__isnull=False).distinct().values_list("code", "name"))


def _search(rows: Rows, text: str) -> Rows:
    found = queries.SERIAL.fullmatch(text.strip())
    if found:
        return rows.filter(year=int(found[1]), number=int(found[2]))
    return rows.filter(item__icontains=text.strip())


@require_safe
def draw(request: HttpRequest, organ: str, serial: str) -> HttpResponse:
    row = queries.public_draw(organ, serial)
    sources = list(row.sources.all())
    given = {
        "draw": row,
        "sources": sources,
        "values_shown": row.state in (State.SEEDED, State.DRAWN, State.ABORTED),
        "tone": standing.TONES[State(row.state)],
        "shares": tables.shares(row),
        "businesses": tables.businesses(row),
        "files": tables.files(row),
        "names": kernel.NAMES,
        "series": queries.serials(organ, row.year or 0),
        "files_url": f"{standing.public_url(row)}files/",
        "timeline": timeline(row, Actor.public()),
    }
    return render(request, "draws/public_draw.html", given)


@require_safe
def bundle(request: HttpRequest, organ: str, serial: str) -> HttpResponse:
    row = queries.public_draw(organ, serial)
    return as_download(f"{organ}-{serial}.zip", queries.zipped(row))


@require_safe
def file(request: HttpRequest, organ: str, serial: str, name: str) -> HttpResponse:
    row = queries.public_draw(organ, serial)
    if name not in queries.public_names(row):
        raise Missing(_("没有这个文件，或者还没有公开"), instead=_("名单和结果在抽取之后公开"))
    return as_download(name, queries.file(row, name))


@require_safe
def fairness(request: HttpRequest, organ: str) -> HttpResponse:
    row = Organ.objects.filter(code=organ).first()
    if row is None:
        raise Missing
    years = _years(request.GET.get("years", ""), clock.today())
    found = queries.fairness(organ, years=years)
    given = {
        "organ": row,
        "found": found,
        "years": YEARS,
        "chosen": len(years) if years else 0,
        "loads_chart": charts.loads(found.loads),
        "evenness": [(one, charts.evenness(one)) for one in found.evenness],
    }
    return render(request, "draws/fairness.html", given)


def _years(text: str, today: date) -> list[int] | None:
    """The last n years, this one among them; None for all."""
    if not text.isdecimal() or int(text) not in YEARS:
        return None
    return list(range(today.year - int(text) + 1, today.year + 1))
