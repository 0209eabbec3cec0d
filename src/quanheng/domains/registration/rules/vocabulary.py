"""The words the register branches on: kinds, states, how sure a township is, flags."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of business it is 主体类型 (《市场主体登记管理条例》第二条)."""

    COMPANY = "company"
    BRANCH = "branch"
    INDIVIDUAL = "individual"
    COOPERATIVE = "cooperative"
    PARTNERSHIP = "partnership"
    SOLE = "sole"
    OTHER = "other"


class State(StrEnum):
    """Where a registration stands 登记状态."""

    OPEN = "open"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    DEREGISTERED = "deregistered"
    MOVED_OUT = "moved_out"


class Confidence(StrEnum):
    """How sure the township is 属地可信度: confirmed by an officer, read for certain, likely, unknown."""

    CONFIRMED = "confirmed"
    CERTAIN = "certain"
    LIKELY = "likely"
    UNKNOWN = "unknown"


KIND_SAYS: dict[Kind, str] = {
    Kind.COMPANY: "公司",
    Kind.BRANCH: "分支机构",
    Kind.INDIVIDUAL: "个体工商户",
    Kind.COOPERATIVE: "农民专业合作社",
    Kind.PARTNERSHIP: "合伙企业",
    Kind.SOLE: "个人独资企业",
    Kind.OTHER: "其他",
}

STATE_SAYS: dict[State, str] = {
    State.OPEN: "存续",
    State.SUSPENDED: "歇业",
    State.REVOKED: "吊销",
    State.DEREGISTERED: "注销",
    State.MOVED_OUT: "迁出",
}

CONFIDENCE_SAYS: dict[Confidence, str] = {
    Confidence.CONFIRMED: "人工确认",
    Confidence.CERTAIN: "地址写明",
    Confidence.LIKELY: "推断",
    Confidence.UNKNOWN: "未能识别",
}
