"""Verifying a licence without the platform at hand: the page that keeps itself, keys, list, program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.kernel import clock
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.platform.certificates import services
from quanheng.platform.certificates.authority import authority
from quanheng.platform.web.limits import limited

SCRIPTS = ("certificates/ed25519.js", "certificates/licence.js", "certificates/check.js")
STYLES = ("quanheng/base.css", "quanheng/parts.css", "portal/check.css")
IMPORTS = re.compile(r"^import .*?;\n", re.MULTILINE)


@dataclass(frozen=True)
class Inlined:
    """What the downloaded page carries in itself."""

    style: SafeString
    script: SafeString
    keys: dict[str, Any]
    list: dict[str, Any]


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    given = {
        "words": words(),
        "keys_url": reverse("portal:certificate_keys"),
        "list_url": reverse("portal:certificate_list"),
    }
    return render(request, "portal/check.html", given)


@require_safe
@limited("licence-check-file", per_minute=30)
def check_file(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    inlined = Inlined(
        style=mark_safe(f"<style>\n{_joined(STYLES)}</style>"),  # noqa: S308 - our own files
        script=mark_safe(f'<script type="module">\n{IMPORTS.sub("", _joined(SCRIPTS))}</script>'),  # noqa: S308
        keys=services.published_key_file(today=today),
        list=services.published_list(today=today),
    )
    given = {
        "words": words(),
        "keys_url": settings.ADDRESS + reverse("portal:certificate_keys"),
        "list_url": settings.ADDRESS + reverse("portal:certificate_list"),
        "inlined": inlined,
    }
    answer = HttpResponse(render_to_string("portal/check.html", given))
    answer["Content-Disposition"] = f'attachment; filename="verify-licence-{today.isoformat()}.html"'
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker lies here, so that it minds the pages of verification alone."""
    script = (files("quanheng.desks.portal") / "static/portal/check-sw.js").read_text("utf-8")
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return _published(request, services.published_key_file(today=clock.today()))


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    return _published(request, services.published_list(today=clock.today()))


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    text = (files("quanheng.platform.certificates") / "bundled/verify_licence.py").read_bytes()
    return HttpResponse(text, content_type="text/x-python; charset=utf-8")


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    pem = authority().root.public_bytes(Encoding.PEM)
    return HttpResponse(pem, content_type="application/x-pem-file")


def _published(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """Canonical JSON that anybody may read from anywhere: also the page that lies on somebody's disk."""
    body = canonical_json(told)
    tag = f'"{sha256_hex(body)}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="application/json")
    answer["ETag"], answer["Cache-Control"] = tag, "no-cache"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@cache
def _joined(names: tuple[str, ...]) -> str:
    """Our own static files, one after the other; modules lose the words that tie them together."""
    found = []
    for name in names:
        path = finders.find(name)
        if not path:
            raise FileNotFoundError(name)
        with open(path, encoding="utf-8") as file:
            found.append(re.sub(r"^export ", "", file.read(), flags=re.MULTILINE))
    return "\n".join(found)


def words() -> dict[str, Any]:
    """Everything that the page's script says."""
    return {
        "answers": {
            "valid": _("此证照有效"),
            "expired": _("此证照已过期"),
            "revoked": _("此证照已失效"),
            "superseded": _("此证照已被新版本替代"),
            "forged": _("伪造：签名不符"),
            "unreadable": _("不能识别"),
            "unsure": _("不能确定"),
        },
        "why": {
            "valid": _("签名有效；{day} 的名单里没有它。"),
            "expired": _("签名有效，但有效期到 {since} 为止。"),
            "revoked": _("签名有效，但已于 {since} 注销、吊销或者撤销（{day} 的名单）。"),
            "superseded": _("签名有效，但 {since} 起由新版本替代，请向持证人索要新版（{day} 的名单）。"),
            "forged": _("内容被改动过，或者不是本平台签发的。不要相信载有这个二维码的证照。"),
            "unreadable": _("这不是本平台证照二维码的内容，或者没有复制完整。"),
            "newer": _("这份证照比本机的公钥清单新。请联网更新名单后再核验。"),
            "future": _("签发日期晚于本机日期。请检查本机的日期是否正确。"),
            "no-list": _("签名有效，但本机没有撤销名单，不能确定此后是否被吊销。请联网更新名单。"),
            "old-list": _(
                "签名有效，但本机的名单是 {day} 的，已经太旧，不能确定此后是否被吊销。请联网更新名单。"
            ),
            "damaged": _("本机的公钥或者名单损坏，不能用来核验。请联网更新，或者重新下载本页。"),
        },
        "labels": {
            "kind": _("证照"),
            "number": _("编号"),
            "holder": _("持证人"),
            "issued": _("签发日期"),
            "validUntil": _("有效期至"),
            "version": _("版本"),
        },
        "list": _("{day} 第 {version} 版，可用到 {until}"),
        "noList": _("没有名单"),
        "renewed": _("已更新。"),
        "notRenewed": _("没有连上平台，仍用本机的名单。"),
        "noEnd": _("长期"),
        "version": _("第 {version} 版"),
        "noCode": _("照片里没有找到二维码，请换一张清楚的，或者粘贴扫出的文字。"),
        "noCamera": _("打不开摄像头。请允许使用摄像头，或者粘贴扫出的文字。"),
        "stop": _("停止扫码"),
        "scan": _("打开摄像头扫码"),
    }
