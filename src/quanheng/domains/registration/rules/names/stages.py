"""Where a retained name and a dispute stand, and what may follow 名称保留与争议的环节.

>>> DISPUTE.is_total(), RETENTION.is_total()
(True, True)
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class Retained(StrEnum):
    """Where a retained name stands 保留名称的状态."""

    HELD = "held"
    USED = "used"
    RELEASED = "released"
    LAPSED = "lapsed"
    STRUCK = "struck"


RETAINED_SAYS: dict[Retained, str] = {
    Retained.HELD: "保留中",
    Retained.USED: "已用于登记",
    Retained.RELEASED: "申请人已放弃",
    Retained.LAPSED: "保留期届满失效",
    Retained.STRUCK: "不符合规定已取消",
}
RETAINED_TONES = {
    Retained.HELD: "note",
    Retained.USED: "good",
    Retained.RELEASED: "plain",
    Retained.LAPSED: "plain",
    Retained.STRUCK: "stop",
}

RETENTION = Workflow(
    {
        Retained.HELD: {Retained.USED, Retained.RELEASED, Retained.LAPSED, Retained.STRUCK},
        Retained.USED: set(),
        Retained.RELEASED: set(),
        Retained.LAPSED: set(),
        Retained.STRUCK: set(),
    },
    RETAINED_SAYS,
    cites="《企业名称登记管理规定》第十八条",
)


class Dispute(StrEnum):
    """Where a dispute about a name stands 名称争议的环节."""

    FILED = "filed"
    SUPPLEMENT = "supplement"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    SERVED = "served"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    SUSPENDED = "suspended"
    MEDIATED = "mediated"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    RENAMED = "renamed"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


DISPUTE_SAYS: dict[Dispute, str] = {
    Dispute.FILED: "待审查",
    Dispute.SUPPLEMENT: "待补正",
    Dispute.NOT_ACCEPTED: "不予受理",
    Dispute.ACCEPTED: "已受理",
    Dispute.SERVED: "待答辩",
    Dispute.ANSWERED: "已答辩",
    Dispute.FORWARDED: "审查中",
    Dispute.SUSPENDED: "中止审查",
    Dispute.MEDIATED: "调解达成协议",
    Dispute.UPHELD: "裁决停止使用",
    Dispute.DISMISSED: "驳回申请",
    Dispute.RENAMED: "已变更名称",
    Dispute.OVERDUE: "逾期未变更",
    Dispute.WITHDRAWN: "已撤回",
    Dispute.TERMINATED: "终止裁决",
}
DISPUTE_TONES = {
    Dispute.FILED: "note",
    Dispute.SUPPLEMENT: "warn",
    Dispute.ACCEPTED: "note",
    Dispute.SERVED: "note",
    Dispute.ANSWERED: "note",
    Dispute.FORWARDED: "note",
    Dispute.SUSPENDED: "warn",
    Dispute.MEDIATED: "good",
    Dispute.UPHELD: "stop",
    Dispute.OVERDUE: "stop",
    Dispute.RENAMED: "good",
}

EXAMINED = frozenset({Dispute.ACCEPTED, Dispute.SERVED, Dispute.ANSWERED, Dispute.FORWARDED})
"""Accepted and not yet ended: mediation, ruling, suspension, withdrawal are possible."""

_ENDS = {Dispute.MEDIATED, Dispute.UPHELD, Dispute.DISMISSED, Dispute.WITHDRAWN, Dispute.TERMINATED}

DISPUTE = Workflow(
    {
        Dispute.FILED: {Dispute.SUPPLEMENT, Dispute.ACCEPTED, Dispute.NOT_ACCEPTED, Dispute.WITHDRAWN},
        Dispute.SUPPLEMENT: {Dispute.FILED, Dispute.NOT_ACCEPTED, Dispute.WITHDRAWN},
        Dispute.NOT_ACCEPTED: set(),
        Dispute.ACCEPTED: {
            Dispute.SERVED,
            Dispute.SUSPENDED,
            Dispute.MEDIATED,
            Dispute.WITHDRAWN,
            Dispute.TERMINATED,
        },
        Dispute.SERVED: {Dispute.ANSWERED, Dispute.SUSPENDED, *_ENDS},
        Dispute.ANSWERED: {
            Dispute.FORWARDED,
            Dispute.SUSPENDED,
            Dispute.MEDIATED,
            Dispute.WITHDRAWN,
            Dispute.TERMINATED,
        },
        Dispute.FORWARDED: {Dispute.SUSPENDED, *_ENDS},
        Dispute.SUSPENDED: {
            Dispute.ACCEPTED,
            Dispute.SERVED,
            Dispute.ANSWERED,
            Dispute.FORWARDED,
            Dispute.WITHDRAWN,
            Dispute.TERMINATED,
        },
        Dispute.MEDIATED: set(),
        Dispute.UPHELD: {Dispute.RENAMED, Dispute.OVERDUE},
        Dispute.OVERDUE: {Dispute.RENAMED},
        Dispute.RENAMED: set(),
        Dispute.DISMISSED: set(),
        Dispute.WITHDRAWN: set(),
        Dispute.TERMINATED: set(),
    },
    DISPUTE_SAYS,
    cites="《企业名称登记管理规定实施办法》第三十七条至第四十五条",
)


DECLINED: dict[str, tuple[str, str]] = {
    "jurisdiction": ("争议不属于本机关管辖", "第（一）项"),
    "no_grounds": ("无明确的争议事实、理由、法律依据和证据", "第（二）项"),
    "not_supplemented": ("申请人未在规定时限内补正，或者申请材料经补正后仍不符合要求", "第（三）项"),
    "in_court": ("人民法院已经受理申请人的企业名称争议诉讼请求或者作出裁判", "第（四）项"),
    "mediated": ("申请人经调解达成协议后，再以相同的理由提出企业名称争议申请", "第（五）项"),
    "repeated": (
        "企业登记机关已经作出不予受理申请决定或者已经作出行政裁决后，同一申请人以相同的事实、理由、法律依据针对同一个企业名称再次提出争议申请",
        "第（六）项",
    ),
    "deregistered": ("企业名称争议一方或者双方已经注销", "第（七）项"),
    "other": ("依法不予受理的其他情形", "第（八）项"),
}
"""Grounds for not accepting a dispute (实施办法第三十八条), with the item."""

FACTORS: tuple[str, ...] = (
    "争议双方企业的主营业务",
    "争议双方企业名称的显著性、独创性",
    "争议双方企业名称的持续使用时间以及相关公众知悉程度",
    "争议双方在进行企业名称申报时作出的依法承担法律责任的承诺",
    "争议企业名称是否造成相关公众的混淆误认",
    "争议企业名称是否利用或者损害他人商誉",
    "企业登记机关认为应当考虑的其他因素",
)
"""What a ruling weighs (实施办法第四十一条)."""
