"""Which registers are public, and which of their columns 公开的登记簿.

What 《企业信息公示暂行条例》第六条 makes public about a business; never a contact person or telephone. Draws
with their commitments and the ledger's checkpoints are public so that anybody can hold the bureau to them.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Case, CharField, QuerySet, When
from django.db.models.functions import Collate

from quanheng.domains.licences import queries as licences
from quanheng.domains.publicity.queries import public_notices
from quanheng.domains.registration import queries as register
from quanheng.platform.draws.queries.publishing import public_draws
from quanheng.platform.lake.registers import Column, Register
from quanheng.platform.ledger.queries import checkpoints
from quanheng.platform.people.actors import Actor

BUSINESSES = (
    Column("code", "code", "统一社会信用代码"),
    Column("name", "shown_name", "名称"),
    Column("kind", "kind", "类别"),
    Column("type", "type_text", "类型"),
    Column("state", "state", "登记状态"),
    Column("established_on", "established_on", "成立日期"),
    Column("ended_on", "ended_on", "终止日期"),
    Column("capital", "capital_text", "注册资本"),
    Column("trade", "trade", "行业代码"),
    Column("area_code", "area_code", "区划代码"),
    Column("address", "address", "住所（经营场所）"),
    Column("scope", "scope", "经营范围"),
)
NOTICES = (
    Column("id", "id", "公示编号"),
    Column("business_code", "business_code", "统一社会信用代码"),
    Column("business_name", "business_name", "名称"),
    Column("area_code", "area_code", "区划代码"),
    Column("kind", "kind", "公示类别"),
    Column("title", "title", "检查任务"),
    Column("result", "result", "检查结果"),
    Column("organs", "organs", "检查机关"),
    Column("basis", "basis", "检查依据"),
    Column("happened_on", "happened_on", "检查结束日期"),
    Column("published_on", "published_on", "公示日期"),
    Column("until_on", "until_on", "公示期至"),
)
PERMITS = (
    Column("number", "number", "许可证或者备案编号"),
    Column("kind", "kind", "种类"),
    Column("holder_code", "holder_code", "统一社会信用代码"),
    Column("holder_name", "holder_name", "持证人名称"),
    Column("premises", "premises", "场所"),
    Column("items", "items", "项目"),
    Column("products", "products", "产品"),
    Column("first_on", "first_on", "首次发证日期"),
    Column("from_on", "from_on", "有效期起"),
    Column("valid_until", "valid_until", "有效期止"),
    Column("state", "state", "状态"),
    Column("ended_on", "ended_on", "终止日期"),
    Column("ended_reason", "ended_reason", "终止原因"),
    Column("issuer", "issuer", "发证机关"),
    Column("area_code", "area_code", "区划代码"),
)
DRAWS = (
    Column("organ", "organ_id", "组织单位"),
    Column("organ_name", "organ__name", "组织单位名称"),
    Column("year", "year", "年度"),
    Column("number", "number", "序号"),
    Column("item", "item", "抽查事项"),
    Column("state", "state", "状态"),
    Column("commitment", "commitment", "承诺值"),
    Column("committed_at", "committed_at", "承诺时间"),
    Column("seed", "seed", "种子"),
    Column("drawn_at", "drawn_at", "抽取时间"),
    Column("result_digest", "result_digest", "结果摘要"),
    Column("aborted_at", "aborted_at", "中止时间"),
    Column("reason", "reason", "中止或者失败的原因"),
)
CHECKPOINTS = (
    Column("day", "day", "日期"),
    Column("seq", "seq", "台账笔数"),
    Column("hash", "hash", "末笔摘要"),
    Column("signature", "signature", "签名"),
)


def public_registers() -> list[Register]:
    """The registers of a release, each in the order of its key's bytes."""
    return [
        Register("businesses", lambda: by_bytes(_businesses(), "code"), BUSINESSES, "经营主体名录"),
        Register("permits", lambda: by_bytes(licences.public_permits(), "number"), PERMITS, "许可和备案"),
        Register("notices", lambda: public_notices().order_by("id"), NOTICES, "公示中的检查结果"),
        Register("draws", lambda: public_draws().order_by("organ_id", "year", "number"), DRAWS, "抽取公示"),
        Register("checkpoints", checkpoints, CHECKPOINTS, "台账检查点"),
    ]


def _businesses() -> QuerySet[Any]:
    """Every business; a name whose use was forbidden by a ruling is replaced by the code 以代码代替名称."""
    withheld = When(name_withheld_on__isnull=False, then="code")
    rows = register.businesses(viewer=Actor.system("开放数据"))
    return rows.annotate(shown_name=Case(withheld, default="name", output_field=CharField(max_length=200)))


def by_bytes(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """Rows in the order of a text's UTF-8 bytes, the same on every database."""
    return rows.order_by(Collate(field, "C" if connection.vendor == "postgresql" else "BINARY"))
