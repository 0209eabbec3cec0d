"""The public API: one OpenAPI schema at ``/api/openapi.json``; each domain adds its router.

Whatever is refused is answered as ``{says, cites, instead, field}``, as on the pages. The public may ask 120
times a minute from one address.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.throttling import BaseThrottle

from quanheng.desks.portal.api import router as verification
from quanheng.domains.inspections.api import router as inspections
from quanheng.domains.publicity.api import router as publicity
from quanheng.domains.registration.api import router as businesses
from quanheng.kernel.refusal import Refused
from quanheng.platform.web.limits import too_often
from quanheng.platform.web.middleware import status_of

PER_MINUTE = 120
REFUSALS = {404: "查无此项", 422: "参数不合要求", 429: "请求过于频繁"}
REFUSAL = {
    "title": "Refusal",
    "type": "object",
    "required": ["says", "cites", "instead", "field"],
    "properties": {
        "says": {"type": "string", "description": "拒绝了什么"},
        "cites": {"type": "string", "description": "依据"},
        "instead": {"type": "string", "description": "可以怎样做"},
        "field": {"type": "string", "description": "有问题的参数"},
    },
}


class PerAddress(BaseThrottle):
    """Counts the public's requests by address on the shared cache."""

    def allow_request(self, request: HttpRequest) -> bool:
        return not too_often(request, "api", per_minute=PER_MINUTE)

    def wait(self) -> float:
        return 60.0


class Readable(JSONRenderer):
    """JSON that a person can read: Chinese as Chinese."""

    json_dumps_params = {"ensure_ascii": False}


class PublicApi(NinjaAPI):
    """The API with its refusals written into the schema of every operation."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        schema.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = REFUSAL
        body = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, says in REFUSALS.items():
                    operation["responses"].setdefault(status, {"description": says, "content": body})
        return schema


api = PublicApi(
    title="Quanheng 权衡",
    version="1",
    description="市场监督管理的公开数据：经营主体、公示中的检查结果、抽取与台账检查点。只读，不需要登录。",
    urls_namespace="api",
    docs_url=None,
    renderer=Readable(),
    throttle=[PerAddress()],
)
api.add_router("", verification)
api.add_router("", publicity)
api.add_router("/inspections", inspections)
api.add_router("/businesses", businesses)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal of a query or service."""
    return api.create_response(request, refusal.as_dict(), status=status_of(refusal))


@api.exception_handler(ValidationError)
def wrong_parameters(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Parameters that the schema does not allow: the first of them is named."""
    first = fault.errors[0] if fault.errors else {}
    field = str((first.get("loc") or [""])[-1])
    refusal = Refused(
        f"参数“{field}”不合要求：{first.get('msg', '')}", instead="请对照 /api/openapi.json", field=field
    )
    return api.create_response(request, refusal.as_dict(), status=422)


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, fault: Throttled) -> HttpResponse:
    """Too many requests from one address."""
    refusal = Refused(
        f"一分钟内最多 {PER_MINUTE} 次，请稍候再试", instead="需要全部数据时，请下载 /open-data/"
    )
    answer = api.create_response(request, refusal.as_dict(), status=429)
    answer["Retry-After"] = "60"
    return answer


@api.exception_handler(HttpError)
def other(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """What the framework itself refuses: a body that is no JSON, say."""
    return api.create_response(request, Refused(str(fault)).as_dict(), status=fault.status_code)
