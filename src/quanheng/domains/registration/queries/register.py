"""Reading the register 查名录: every function takes the viewer and applies jurisdiction."""

from __future__ import annotations

from django.db.models import Case, Count, When

from quanheng.domains.registration.filing import texts_of
from quanheng.domains.registration.models import BUSINESS_SEARCH, Business, BusinessQuerySet
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.search import confirms
from quanheng.platform.search.grams import certain
from quanheng.platform.search.index import LIMIT


def businesses(*, viewer: Actor, area: str = "") -> BusinessQuerySet:
    """Every business in the viewer's area, by township and then in the order of arrival.

    With ``area``, those of exactly that area code: asked for alone and not beside the viewer's own range,
    because SQLite would rather walk the range and sort.
    """
    rows = Business.objects.order_by("area_code", "id")
    if area and viewer.covers(area):
        return rows.filter(area_code=area)
    return viewer.within(rows)  # type: ignore[return-value]


def business(code: str, *, viewer: Actor) -> Business:
    """One business of the viewer's area by its code or old number. Raises ``Missing``."""
    found = businesses(viewer=viewer).filter(code=code.strip().upper()).first()
    if found is None:
        raise Missing()
    return found


def search(text: str, *, viewer: Actor) -> BusinessQuerySet:
    """Businesses of the viewer's area with ``text`` as part of a name, a code or the address.

    Several parts separated by spaces must all be there. Names come before addresses; at most ``LIMIT``
    records are found. One character suffices; of a code its beginning, its last four or six signs, or any
    eight that follow each other.
    """
    return search_and_limit(text, viewer=viewer)[0]


def search_and_limit(text: str, *, viewer: Actor) -> tuple[BusinessQuerySet, bool]:
    """What ``search`` finds, and whether more businesses may hold ``text`` than it looks at."""
    if not viewer.is_system and not viewer.area:
        return Business.objects.none(), False
    return _found(text, area="" if viewer.is_system else viewer.area)


def public_businesses() -> BusinessQuerySet:
    """Every business, for anybody: only what the law makes public may be shown of it."""
    return Business.objects.all()


def public_search(text: str) -> BusinessQuerySet:
    """Businesses everywhere with ``text`` as part of a name, a code or the address, for anybody."""
    return _found(text, area="")[0]


def _found(text: str, *, area: str) -> tuple[BusinessQuerySet, bool]:
    keys = BUSINESS_SEARCH.find(text, area=area)
    cut = len(keys) == LIMIT
    if not certain(text):
        keys = [key for key, texts in texts_of(keys) if confirms(text, texts)]
    closeness = Case(When(name=text, then=0), When(name__contains=text, then=1), default=2)
    return Business.objects.filter(pk__in=keys).order_by(closeness, "area_code", "id"), cut


def matching(wanted: BusinessFilter, *, viewer: Actor) -> BusinessQuerySet:
    """Businesses of the viewer's area that meet a filter."""
    return businesses(viewer=viewer).matching(wanted)


def public_business(code: str) -> Business:
    """One business by its code, for anybody. Raises ``Missing``."""
    found = Business.objects.filter(code=code.strip().upper()).first()
    if found is None:
        raise Missing("没有查到这个代码对应的经营主体。", instead="请核对统一社会信用代码，或者按名称查询。")
    return found


def open_by_area(*, viewer: Actor) -> dict[str, int]:
    """How many businesses in existence each area code of the viewer's area has."""
    rows = viewer.within(Business.objects.open()).order_by().values_list("area_code")
    return dict(rows.annotate(count=Count("id")).values_list("area_code", "count"))
