"""Filters and tags for official Chinese: dates, periods, money, and the tag that guards a form."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from quanheng.kernel import clock
from quanheng.platform.web import deadlines, words

register = template.Library()
register.filter("said", words.said)


def _in_shanghai(value: date | datetime) -> date | datetime:
    return value.astimezone(clock.SHANGHAI) if isinstance(value, datetime) and value.tzinfo else value


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as tables show it: 2021-03-05; nothing for none."""
    return f"{_in_shanghai(value):%Y-%m-%d}" if value else ""


@register.filter
def day_text(value: date | datetime | None) -> str:
    """A date as sentences write it: 2021年3月5日, in English 5 March 2021."""
    if not value:
        return ""
    value = _in_shanghai(value)
    if _is_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return date_format(value, "j F Y")


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in Shanghai time: 2021-03-05 10:20."""
    return f"{_in_shanghai(value):%Y-%m-%d %H:%M}" if value else ""


@register.filter
def grouped(value: Any) -> str:
    """A number with thousands separators; other values unchanged.

    >>> grouped(1234567), grouped(Decimal("1234.50")), grouped("—")
    ('1,234,567', '1,234.50', '—')
    """
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """An amount of money: 1,234.50 元; whole amounts without decimals."""
    if value is None or value == "":
        return ""
    amount = Decimal(value)
    text = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return gettext("%(amount)s 元") % {"amount": text}


@register.filter
def due_in(on: date | None, today: date | None = None) -> str:
    """What is left of a period, in words: 还剩 3 个工作日, 已超期 2 天."""
    return deadlines.left(on, today or clock.today()).says if on else ""


@register.filter
def due_tone(on: date | None, today: date | None = None) -> str:
    """How pressing a due date is: stop, warn, note, or plain without a date."""
    return deadlines.left(on, today or clock.today()).tone if on else "plain"


@register.filter
def spaced(code: str | None) -> str:
    """A digest in groups of eight, so that two people can compare it aloud."""
    return " ".join(re.findall(".{1,8}", code or ""))


@register.filter
def at(mapping: Any, key: Any) -> Any:
    """The value that a mapping holds under ``key``, or nothing."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.simple_tag
def once() -> SafeString:
    """A hidden token: a form sent twice with it is acted on once (see ``OnceMiddleware``)."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_hex(16))


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: Any) -> str:
    """The present address with some query parameters changed; an empty value removes one."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else context["request"].path
