"""The words hazards branch on 隐患用语."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """What the hazard is about 类别."""

    FOOD = "food"
    DRUG = "drug"
    DEVICE = "device"
    COSMETIC = "cosmetic"
    EQUIPMENT = "equipment"
    QUALITY = "quality"
    OTHER = "other"


CATEGORY_SAYS: dict[Category, str] = {
    Category.FOOD: "食品",
    Category.DRUG: "药品",
    Category.DEVICE: "医疗器械",
    Category.COSMETIC: "化妆品",
    Category.EQUIPMENT: "特种设备",
    Category.QUALITY: "产品质量",
    Category.OTHER: "其他",
}


class Grade(StrEnum):
    """How grave it is 等级: a major one is never graded without a reason."""

    GENERAL = "general"
    MAJOR = "major"


GRADE_SAYS: dict[Grade, str] = {Grade.GENERAL: "一般隐患", Grade.MAJOR: "重大隐患"}


class Source(StrEnum):
    """Where it was found 来源."""

    INSPECTION = "inspection"
    HAND = "hand"
    SAMPLING = "sampling"
    COMPLAINT = "complaint"
    HISTORY = "history"


SOURCE_SAYS: dict[Source, str] = {
    Source.INSPECTION: "监督检查发现",
    Source.HAND: "日常巡查上报",
    Source.SAMPLING: "抽检发现",
    Source.COMPLAINT: "投诉举报",
    Source.HISTORY: "历史记录导入",
}


class Method(StrEnum):
    """How a re-check is made 复查方式 (《特种设备安全监督检查办法》第二十九条第二款 knows both)."""

    ON_SITE = "on_site"
    DOCUMENTS = "documents"


METHOD_SAYS: dict[Method, str] = {Method.ON_SITE: "现场检查", Method.DOCUMENTS: "材料核查"}


class Cause(StrEnum):
    """Why a hazard goes up to a leader 升级原因."""

    OVERDUE = "overdue"
    FAILED_AGAIN = "failed_again"
    RECHECK_OVERDUE = "recheck_overdue"
    BY_HAND = "by_hand"


CAUSE_SAYS: dict[Cause, str] = {
    Cause.OVERDUE: "逾期未整改",
    Cause.FAILED_AGAIN: "多次复查未通过",
    Cause.RECHECK_OVERDUE: "逾期未复查",
    Cause.BY_HAND: "提请督办",
}


class Channel(StrEnum):
    """Who reported the rectification 报告渠道."""

    LINK = "link"
    OFFICER = "officer"


CHANNEL_SAYS: dict[Channel, str] = {Channel.LINK: "经营者在线报告", Channel.OFFICER: "工作人员代为报告"}
