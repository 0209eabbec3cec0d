"""The permits as electronic certificates 电子许可证: their kinds, and what each prints.

An electronic certificate has the force of the printed one (《食品生产许可管理办法》第六十条,《食品经营许可和
备案管理办法》第九条第三款). What is stated follows 第二十九条 and 第二十六条 of the two rules.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from quanheng.domains.licences.rules.catalogue import forms, item_names
from quanheng.domains.licences.rules.vocabulary import PAPER_SAYS, Kind
from quanheng.platform.certificates.kinds import CertificateKind, declare_kind

_COMMON = {"holder_code": "统一社会信用代码", "person": "法定代表人（负责人）", "residence": "住所"}

LABELS: dict[Kind, dict[str, str]] = {
    Kind.FOOD_BUSINESS: {
        "holder_name": "经营者名称",
        **_COMMON,
        "premises": "经营场所",
        "form": "主体业态",
        "items": "经营项目",
    },
    Kind.FOOD_PRODUCTION: {
        "holder_name": "生产者名称",
        **_COMMON,
        "premises": "生产地址",
        "items": "食品类别",
        "products": "食品明细",
    },
    Kind.DRUG_RETAIL: {
        "holder_name": "企业名称",
        **_COMMON,
        "premises": "经营地址",
        "form": "经营方式",
        "items": "经营范围",
    },
    Kind.PREPACKAGED: {
        "holder_name": "备案人名称",
        **_COMMON,
        "premises": "经营场所",
        "form": "业态类型",
        "items": "经营种类",
    },
}
"""Which kinds have a certificate of ours, what each states, and how it calls it."""

_TITLES_EN = {
    Kind.FOOD_BUSINESS: "Food business permit",
    Kind.FOOD_PRODUCTION: "Food production permit",
    Kind.DRUG_RETAIL: "Drug retail permit",
    Kind.PREPACKAGED: "Filing of a seller of prepackaged food only",
}
_CITES = {
    Kind.FOOD_PRODUCTION: "《食品生产许可管理办法》第六十条",
    Kind.FOOD_BUSINESS: "《食品经营许可和备案管理办法》第九条第三款",
    Kind.PREPACKAGED: "《食品经营许可和备案管理办法》第四十五条",
}

for _kind in LABELS:
    declare_kind(
        CertificateKind(
            key=_kind.value,
            title=PAPER_SAYS[_kind],
            title_en=_TITLES_EN[_kind],
            template="licences/permit",
            number_says="备案编号" if _kind == Kind.PREPACKAGED else "许可证编号",
            cites=_CITES.get(_kind, ""),
        )
    )


def printed(permit: Any, *, decided_on: date) -> dict[str, Any]:
    """The ``data`` of a permit's certificate: what is printed, and shown when it is verified.

    ``permit`` has the fields of ``models.Permit``; the day of issue is that of the decision.
    """
    items = item_names(permit.kind, permit.items)
    if permit.kind == Kind.FOOD_PRODUCTION and not items:
        items = [forms(permit.kind).get(permit.form, "")]
    stated = {
        "holder_name": permit.holder_name,
        "holder_code": permit.holder_code,
        "person": permit.person,
        "residence": permit.residence,
        "premises": permit.premises,
        "form": forms(permit.kind).get(permit.form, ""),
        "items": "；".join(items),
        "products": permit.products,
    }
    labels = LABELS[Kind(permit.kind)]
    filed = permit.kind == Kind.PREPACKAGED
    return {
        "fields": [[label, stated[key]] for key, label in labels.items() if stated[key]],
        "decided_on": decided_on.isoformat(),
        "issuer_label": "备案机关" if filed else "发证机关",
        "day_label": "备案日期" if filed else "发证日期",
    }
