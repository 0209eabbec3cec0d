"""What an application must hold 申请材料: the list of ``law/requirements.csv`` held against the form.

A need is a field, or ``evidence:KIND`` (a file of that kind), or ``promise:KEY`` (a promise that was signed);
alternatives are divided by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quanheng.domains.registration.rules.applications import Application
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.tables import rows

FROM = date(2022, 3, 1)

EVIDENCE_SAYS: dict[str, str] = {
    "identity": "身份证明",
    "address": "住所或者经营场所使用证明",
    "charter": "章程",
    "partnership_agreement": "合伙协议",
    "founding_minutes": "设立大会纪要",
    "appointment": "任职文件",
    "resolution": "变更决议或者决定",
    "not_responsible": "对企业被吊销营业执照不负个人责任的证明",
    "approval": "批准文件或者许可证",
    "tax_clearance": "清税证明",
    "dissolution": "解散、注销的决议或者决定",
    "liquidation_report": "清算报告",
    "commitment": "全体投资人承诺书",
    "authorization": "授权委托书",
    "qualification": "合伙人的职业资格文件",
    "other": "其他材料",
}

PROMISE_SAYS: dict[str, str] = {
    "address_true": "申报的住所（经营场所）真实存在，申请人依法拥有所有权或者使用权",
    "standard_charter": "采用登记机关提供的章程（合伙协议）示范文本",
    "appointed": "负责人已经依法任命",
    "resolved": "已经依法作出变更决议或者决定",
    "fit_for_office": "法定代表人不存在《市场主体登记管理条例》第十二条所列情形："
    "（一）无民事行为能力或者限制民事行为能力；"
    "（二）因贪污、贿赂、侵占财产、挪用财产或者破坏社会主义市场经济秩序被判处刑罚，执行期满未逾5年，"
    "或者因犯罪被剥夺政治权利，执行期满未逾5年；"
    "（三）担任破产清算的公司、非公司企业法人的法定代表人、董事或者厂长、经理，对破产负有个人责任的，"
    "自破产清算完结之日起未逾3年；"
    "（四）担任因违法被吊销营业执照、责令关闭的公司、非公司企业法人的法定代表人，并负有个人责任的，"
    "自被吊销营业执照之日起未逾3年；"
    "（五）个人所负数额较大的债务到期未清偿；"
    "（六）法律、行政法规规定的其他情形",
    "no_supervisor": "经全体股东一致同意，不设监事",
    "near_name": "名称与他人名称近似，因此造成的法律责任由本申请人承担",
    "no_debts": "未发生债权债务或者已将债权债务清偿完结，未发生或者已结清清偿费用、职工工资、社会保险费用、"
    "法定补偿金、应缴纳税款（滞纳金、罚款）",
    "all_investors": "本承诺由全体投资人作出，对上述情况的真实性承担法律责任",
    "no_open_case": "未被立案调查或者采取行政强制措施，罚款等行政处罚已经执行完毕",
    "staff_settled": "已与职工依法协商劳动关系处理等有关事项",
    "article_18": "债权债务、税款、年度报告、名录、案件和冻结各项"
    "均符合《个体工商户登记管理规定》第十八条第一款的条件",
    "liquidators_published": "清算组成员、清算组负责人名单已经通过公示系统公告",
    "true": "提交的材料真实、合法、有效",
}


def of_needs(asked: Application) -> list[Finding]:
    """What the application lacks, in the order of the list."""
    return list(_lacking(asked))


def _lacking(asked: Application) -> Iterator[Finding]:
    promises = frozenset(asked.details.get("promises") or ())
    for row in rows("requirements.csv"):
        if asked.subject not in row["subjects"].split() or asked.kind not in row["kinds"].split():
            continue
        if row["from"] and asked.on < date.fromisoformat(row["from"]):
            continue
        needs = row["needs"].split("|")
        if not any(_met(need, asked, promises) for need in needs):
            cites = row["cites"] if asked.on >= FROM else row["before"]
            yield Finding(_field(needs[0]), row["says"], cites)
    yield from _lacking_proof(asked)


def _met(need: str, asked: Application, promises: frozenset[str]) -> bool:
    kind, _, key = need.partition(":")
    if kind == "evidence":
        return key in asked.evidence
    if kind == "promise":
        return key in promises
    value = asked.details.get(need)
    return bool(value.strip() if isinstance(value, str) else value)


def _field(need: str) -> str:
    kind = need.partition(":")[0]
    return {"evidence": "evidence", "promise": "promises"}.get(kind, need)


def _lacking_proof(asked: Application) -> Iterator[Finding]:
    """An address proved by a document needs the document; one declared needs the declaration signed."""
    part = asked.details.get("change") or {} if asked.kind == "change" else asked.details
    proof = part.get("address_proof")
    cites = "《市场主体登记管理条例》第十六条第一款第（三）项"
    cites = cites if asked.on >= FROM else "《公司登记管理条例》（2016年修订）第二十四条"
    if proof == "document" and "address" not in asked.evidence:
        yield Finding("evidence", "选择了提交住所使用证明，但是没有上传。", cites)
    if proof == "declaration" and "address_true" not in (asked.details.get("promises") or ()):
        yield Finding("promises", "选择了申报承诺，但是没有签署住所（经营场所）真实性承诺。", cites)
    if proof and proof not in {"document", "declaration"}:
        yield Finding("address_proof", "请选择提交使用证明或者申报承诺。", cites)
