"""What a business licence states 营业执照载明事项 (《市场主体登记管理条例实施细则》第二十三条).

    市场主体营业执照应当载明名称、法定代表人（执行事务合伙人、个人独资企业投资人、经营者或者负责人）姓名、
    类型（组成形式）、注册资本（出资额）、住所（主要经营场所、经营场所）、经营范围、登记机关、成立日期、
    统一社会信用代码。

What each of them is called depends on the kind of business.

>>> dict(fields(Licence(Kind.INDIVIDUAL, "某县第一家面馆", head="冉启明")))["经营者"]
'冉启明'
"""

from __future__ import annotations

from dataclasses import dataclass

from quanheng.domains.registration.rules.vocabulary import Kind

TITLE = "营业执照"
NOTE = "电子营业执照与纸质营业执照具有同等法律效力（《市场主体登记管理条例》第二十二条）。"
CITES = "《市场主体登记管理条例》第二十二条、《市场主体登记管理条例实施细则》第二十三条"

HEAD = {
    Kind.COMPANY: "法定代表人",
    Kind.BRANCH: "负责人",
    Kind.INDIVIDUAL: "经营者",
    Kind.COOPERATIVE: "法定代表人",
    Kind.PARTNERSHIP: "执行事务合伙人",
    Kind.SOLE: "投资人",
    Kind.OTHER: "负责人",
}
CAPITAL = {
    Kind.COMPANY: "注册资本",
    Kind.COOPERATIVE: "成员出资总额",
    Kind.PARTNERSHIP: "出资额",
    Kind.SOLE: "出资额",
}
"""Kinds that have capital on their licence; a branch and an individual business have none."""
SEAT = {
    Kind.COMPANY: "住所",
    Kind.BRANCH: "经营场所",
    Kind.INDIVIDUAL: "经营场所",
    Kind.COOPERATIVE: "住所",
    Kind.PARTNERSHIP: "主要经营场所",
    Kind.SOLE: "住所",
    Kind.OTHER: "住所",
}


@dataclass(frozen=True)
class Licence:
    """The values that a licence states; text as it is printed, empty where there is none.

    ``head`` is the legal representative, managing partner, investor, operator or person in charge;
    ``form`` is how an individual business is made up (个人经营, 家庭经营).
    """

    kind: Kind
    name: str
    head: str = ""
    type_text: str = ""
    form: str = ""
    capital: str = ""
    established: str = ""
    seat: str = ""
    scope: str = ""


def fields(licence: Licence) -> list[tuple[str, str]]:
    """The stated values with their names, in the order of the form, those that are empty left out."""
    kind = licence.kind
    individual = kind is Kind.INDIVIDUAL
    told = [
        ("名称", licence.name),
        ("类型", licence.type_text),
        ("组成形式", licence.form if individual else ""),
        (HEAD[kind], licence.head),
        (CAPITAL.get(kind, ""), licence.capital if kind in CAPITAL else ""),
        ("注册日期" if individual else "成立日期", licence.established),
        (SEAT[kind], licence.seat),
        ("经营范围", licence.scope),
    ]
    return [(label, value) for label, value in told if value]
