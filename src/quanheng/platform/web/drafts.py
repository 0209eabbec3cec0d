"""A form kept as it is typed 随填随存: from several devices, none of which writes over another.

The page is ``page/_draft.html`` and a form with ``data-saves``; its script is ``quanheng/drafts.js``. Values
travel as text: a tick is ``on``, several boxes are their values in order with commas between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from quanheng.kernel.refusal import Refused

JSON = {"ensure_ascii": False}


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise elsewhere: what was typed here and there in words, and as stored."""

    name: str
    label: str
    mine: str
    theirs: str
    stored: str


def revision_of(request: HttpRequest) -> int:
    """Which writing of the form the page had seen; 0 where it does not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def text(value: Any) -> str:
    """A value as the page sends and receives it."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, list):
        return ",".join(sorted(str(one) for one in value if one))
    return str(value or "").replace("\r\n", "\n")


def said(field: forms.Field, value: Any) -> str:
    """A value in the words of the form: what stands beside a box, not its key."""
    sent = text(value)
    if isinstance(field, forms.BooleanField):
        return _("是") if sent else ""
    choices: Any = getattr(field, "choices", ())
    words = {str(key): str(label) for key, label in choices}
    if not isinstance(field, forms.MultipleChoiceField):
        return words.get(sent, sent)
    return "、".join(words.get(key, key) for key in in_order(field, sent.split(",")))


def in_order(field: forms.MultipleChoiceField, chosen: Sequence[str]) -> list[str]:
    """What was ticked, in the order of the boxes; what has no box comes last."""
    choices: Any = field.choices
    boxes = [str(key) for key, _label in choices]
    return [key for key in boxes if key in chosen] + [key for key in chosen if key and key not in boxes]


def differences(form: forms.Form, typed: Mapping[str, Any], stored: Mapping[str, Any]) -> list[Difference]:
    """Of a conflict, each field that was ``typed`` and reads otherwise in ``stored``."""
    return [
        _difference(form, name, mine, stored.get(name))
        for name, mine in typed.items()
        if text(mine) != text(stored.get(name))
    ]


def _difference(form: forms.Form, name: str, mine: Any, theirs: Any) -> Difference:
    field = form.fields[name]
    return Difference(name, str(field.label), said(field, mine), said(field, theirs), text(theirs))


def saved(revision: int, fields: Mapping[str, str] | None = None, **more: Any) -> JsonResponse:
    """The answer to a save: the writing it is, and the ``fields`` that follow from it."""
    return JsonResponse({"revision": revision, "fields": fields or {}} | more, json_dumps_params=JSON)


def refused(refusal: Refused) -> JsonResponse:
    """The answer to a save that is not allowed."""
    return JsonResponse(refusal.as_dict(), status=409, json_dumps_params=JSON)


def conflict(refusal: Refused, revision: int, fields: Iterable[tuple[str, Any]]) -> JsonResponse:
    """The answer to a save over somebody else's: the form as it stands now."""
    now = {"conflict": True, "revision": revision, "fields": {name: text(value) for name, value in fields}}
    return JsonResponse(refusal.as_dict() | now, status=409, json_dumps_params=JSON)


def words() -> dict[str, str]:
    """What the script says."""
    return {
        "saving": _("正在保存……"),
        "typing": _("正在填写……"),
        "saved": _("已保存 {at}"),
        "offline": _("没有信号：填写的内容暂存在这台设备上，信号恢复后自动保存"),
        "login": _("登录已过期：请在新窗口重新登录，再回到本页，内容不会丢失"),
        "refused": _("这一项没有保存"),
        "clash": _("有内容在别处被改过，请在下面选择保留哪一个"),
        "differs": _("{field}：这里填的是“{mine}”，别处改成了“{theirs}”。"),
        "mine": _("用这里的"),
        "theirs": _("用别处的"),
        "empty": _("（空）"),
        "yes": _("是"),
        "and": "、",
    }
