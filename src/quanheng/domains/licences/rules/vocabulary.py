"""The words permits branch on 许可用语: kinds, purposes, forms of business, grounds, verdicts."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is permitted 许可种类."""

    FOOD_PRODUCTION = "food_production"
    FOOD_BUSINESS = "food_business"
    PREPACKAGED = "prepackaged"
    INDUSTRIAL = "industrial"
    DRUG_RETAIL = "drug_retail"


class Purpose(StrEnum):
    """What an application asks for 申请事项."""

    NEW = "new"
    CHANGE = "change"
    RENEWAL = "renewal"
    REPLACEMENT = "replacement"
    CANCELLATION = "cancellation"


class Channel(StrEnum):
    """Which door an application came through 办理渠道."""

    WINDOW = "window"
    ONLINE = "online"


class Origin(StrEnum):
    """How a permit came into this register 来源."""

    ISSUED = "issued"
    ENTERED = "entered"
    IMPORTED = "imported"


class Ground(StrEnum):
    """Why an application is refused 不予许可的情形."""

    CONDITIONS = "conditions"
    FALSE_MATERIAL = "false_material"
    OTHER = "other"


class EndGround(StrEnum):
    """Why a permit ends before its time 终止情形."""

    EXPIRED = "expired"
    HOLDER_ENDED = "holder_ended"
    ON_REQUEST = "on_request"
    FORCE_MAJEURE = "force_majeure"
    FRAUD = "fraud"
    GRANTED_WRONGLY = "granted_wrongly"
    LAW_CHANGED = "law_changed"
    PENALTY = "penalty"
    REPLACED = "replaced"
    AFTER_END = "after_end"


class CheckVerdict(StrEnum):
    """What a site check concludes 核查结论."""

    PASSED = "passed"
    RECTIFY = "rectify"
    FAILED = "failed"


class ItemVerdict(StrEnum):
    """What a site check says of one condition 逐项结论."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


KIND_SAYS: dict[Kind, str] = {
    Kind.FOOD_PRODUCTION: "食品生产许可",
    Kind.FOOD_BUSINESS: "食品经营许可",
    Kind.PREPACKAGED: "仅销售预包装食品备案",
    Kind.INDUSTRIAL: "工业产品生产许可",
    Kind.DRUG_RETAIL: "药品经营许可（零售）",
}
PAPER_SAYS: dict[Kind, str] = {
    Kind.FOOD_PRODUCTION: "食品生产许可证",
    Kind.FOOD_BUSINESS: "食品经营许可证",
    Kind.PREPACKAGED: "仅销售预包装食品经营者备案凭证",
    Kind.INDUSTRIAL: "全国工业产品生产许可证",
    Kind.DRUG_RETAIL: "药品经营许可证",
}
PURPOSE_SAYS: dict[Purpose, str] = {
    Purpose.NEW: "首次申请",
    Purpose.CHANGE: "变更",
    Purpose.RENEWAL: "延续",
    Purpose.REPLACEMENT: "补办",
    Purpose.CANCELLATION: "注销",
}
CHANNEL_SAYS: dict[Channel, str] = {
    Channel.WINDOW: "窗口办理",
    Channel.ONLINE: "网上办理",
}
ORIGIN_SAYS: dict[Origin, str] = {
    Origin.ISSUED: "本局办理",
    Origin.ENTERED: "登记上级颁发的许可",
    Origin.IMPORTED: "导入",
}
GROUND_SAYS: dict[Ground, str] = {
    Ground.CONDITIONS: "不符合许可条件",
    Ground.FALSE_MATERIAL: "隐瞒真实情况或者提供虚假材料",
    Ground.OTHER: "其他法定情形",
}
END_SAYS: dict[EndGround, str] = {
    EndGround.EXPIRED: "有效期届满未延续",
    EndGround.HOLDER_ENDED: "主体资格依法终止",
    EndGround.ON_REQUEST: "持证人申请注销",
    EndGround.FORCE_MAJEURE: "因不可抗力无法实施",
    EndGround.FRAUD: "以欺骗、贿赂等不正当手段取得",
    EndGround.GRANTED_WRONGLY: "违法准予许可",
    EndGround.LAW_CHANGED: "许可依据或者客观情况发生重大变化",
    EndGround.PENALTY: "行政处罚吊销",
    EndGround.REPLACED: "取得食品经营许可后备案自行失效",
    EndGround.AFTER_END: "撤回、撤销、吊销后办理注销",
}
CHECK_SAYS: dict[CheckVerdict, str] = {
    CheckVerdict.PASSED: "符合要求",
    CheckVerdict.RECTIFY: "限期整改",
    CheckVerdict.FAILED: "不符合要求",
}
ITEM_SAYS: dict[ItemVerdict, str] = {
    ItemVerdict.MET: "符合",
    ItemVerdict.NOT_MET: "不符合",
    ItemVerdict.NOT_APPLICABLE: "不适用",
}

GRANTED_HERE: frozenset[Kind] = frozenset({Kind.FOOD_PRODUCTION, Kind.FOOD_BUSINESS, Kind.DRUG_RETAIL})
"""Kinds a county decides on; a filing needs no decision, an industrial licence is the province's."""

CANCELLED_HERE: frozenset[Kind] = GRANTED_HERE | {Kind.PREPACKAGED}
"""Kinds whose permits and filings a county gave out, and cancels."""

PREFIX: dict[Kind, str] = {
    Kind.FOOD_PRODUCTION: "SC",
    Kind.FOOD_BUSINESS: "JY",
    Kind.PREPACKAGED: "YB",
    Kind.INDUSTRIAL: "XK",
    Kind.DRUG_RETAIL: "drug",
}

HOLDER_GONE = "持证人已于%s注销登记，主体资格终止"
"""Why a permit ends whose holder was deregistered on that day."""
