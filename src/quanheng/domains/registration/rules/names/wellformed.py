"""Whether a name is put together as the law wants it 名称构成: each part, for each kind of business.

规定第五条至第十条、第十三条; 实施办法第七条至第十三条、第十九条、第二十条、第五十三条;
《个体工商户登记管理规定》第十四条.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from quanheng.domains.registration.rules.names.asking import REFUSE, WARN, NameFinding, NameQuestion
from quanheng.domains.registration.rules.names.characters import is_chinese, plain, simplified
from quanheng.domains.registration.rules.names.lists import (
    class_codes,
    forms,
    places,
    provisions,
    trade_classes,
)
from quanheng.domains.registration.rules.names.parts import class_of
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS, Kind

RULE, METHOD = "《企业名称登记管理规定》", "《企业名称登记管理规定实施办法》"
WITHOUT_REGION = (
    "请写上所在地县级行政区划名称。不含行政区划名称的，应当在3个以上省级行政区域内投资设立字号相同"
    "且经营1年以上的公司，由市场监管总局或者其授权的机关登记。"
)
WITHOUT_TRADE = (
    "请按主营业务写明行业或者经营特点。跨5个以上国民经济行业门类综合经营并符合条件的企业法人，由窗口办理。"
)
LONGEST = 60
UNMARKED = "无须标明"
SUFFIXES = ("省", "市", "区", "县", "自治县", "自治州", "自治区", "地区")


def mark_of(subject: str, form: str, on: date) -> str:
    """The mark in brackets that a kind of business must bear on a day; partnerships choose theirs."""
    key = {Kind.INDIVIDUAL.value: "individual_mark", Kind.SOLE.value: "sole_mark"}.get(subject, "")
    if not key:
        return ""
    mark = provisions()[key].text_on(on)
    return "" if mark == UNMARKED or plain(form).endswith(plain(mark)) else mark


def wellformed(question: NameQuestion, regions: Iterable[str], *, on: date) -> Iterator[NameFinding]:
    """What is wrong with the parts of a name. ``regions`` are the area names that the seat may use."""
    if question.subject == Kind.INDIVIDUAL and not _anything(question):
        return
    yield from _characters(question)
    yield from _region(question, [plain(name) for name in regions])
    if question.subject == Kind.BRANCH:
        yield from _branch(question)
        return
    yield from _brand(question, on)
    yield from _trade(question)
    yield from _form(question, on)


def _anything(question: NameQuestion) -> bool:
    return bool(question.brand.strip() or question.trade.strip() or question.form.strip())


def _refuse(field: str, says: str, cites: str, instead: str = "") -> NameFinding:
    return NameFinding(REFUSE, "form", says, cites, field=field, instead=instead)


def _warn(field: str, says: str, cites: str, instead: str = "") -> NameFinding:
    return NameFinding(WARN, "form", says, cites, field=field, instead=instead)


def _characters(question: NameQuestion) -> Iterator[NameFinding]:
    for field in ("brand", "trade"):
        text = getattr(question, field).strip()
        if text and simplified(text) != text:
            instead = f"请改用“{simplified(text)}”。"
            yield _refuse(field, f"“{text}”中有繁体字或者异体字。", f"{RULE}第五条", instead)
        elif text and not is_chinese(text):
            says = f"“{text}”中有汉字以外的字母、数字或者符号。"
            yield _refuse(field, says, f"{RULE}第五条", "企业名称应当使用规范汉字。")
    whole = question.region + question.brand + question.trade + question.form
    if len(whole) > LONGEST:
        yield _warn("brand", f"名称长达 {len(whole)} 个字，印章和执照可能放不下。", f"{METHOD}第三条")


def _region(question: NameQuestion, regions: list[str]) -> Iterator[NameFinding]:
    region = plain(question.region)
    individual = question.subject == Kind.INDIVIDUAL
    if not region:
        cites = f"{METHOD}第五十三条" if individual else f"{METHOD}第十九条"
        says = "名称中没有行政区划名称。"
        yield _refuse(
            "region", says, cites, "请写上所在地县级行政区划名称。" if individual else WITHOUT_REGION
        )
        return
    if not regions:
        return
    base = next((name for name in sorted(regions, key=len, reverse=True) if region.startswith(name)), "")
    if not base:
        names = "、".join(f"“{name}”" for name in regions[:3])
        yield _refuse(
            "region", f"“{question.region}”不是住所地的行政区划名称。", f"{RULE}第七条", f"可以写{names}。"
        )
    elif region != base and not individual:
        says = f"“{region[len(base) :]}”不是县级以上行政区划名称，不能写在企业名称的行政区划里。"
        yield _refuse("region", says, f"{RULE}第七条", f"请写“{base}”。")


def _brand(question: NameQuestion, on: date) -> Iterator[NameFinding]:
    brand = plain(question.brand)
    entry = provisions()["brand_length"].entry_on(on)
    if len(brand) < int(entry.value):
        says = "没有字号。" if not brand else "字号只有一个字。"
        yield _refuse("brand", says, entry.cites, "字号应当由两个以上汉字组成。")
        return
    stem = next((brand[: -len(end)] for end in SUFFIXES if brand.endswith(end)), brand)
    is_place, is_trade = brand in places() or stem in places(), brand in trade_classes()
    if not is_place and not is_trade:
        return
    what = "县级以上地方行政区划名称" if is_place else "行业或者经营特点用语"
    if question.meaning.strip():
        says = f"字号“{brand}”是{what}；说明另有含义：{question.meaning.strip()[:60]}。"
        yield _warn("brand", says, f"{METHOD}第十条")
    else:
        instead = "请换一个字号；确实另有含义、公众可以明确识别的，请写明含义。"
        yield _refuse("brand", f"“{brand}”是{what}，不得作为字号。", f"{RULE}第八条", instead)


def _trade(question: NameQuestion) -> Iterator[NameFinding]:
    trade = plain(question.trade)
    if not trade and question.subject in {Kind.COMPANY, Kind.PARTNERSHIP, Kind.SOLE, Kind.COOPERATIVE}:
        yield _refuse("trade", "名称中没有行业或者经营特点。", f"{METHOD}第二十条", WITHOUT_TRADE)
        return
    if "集团" in question.form + question.trade:
        says = "使用“集团”字样，应当已经控股3家以上企业法人，并在母公司办理变更登记时一并提出。"
        yield _warn("trade", says, f"{METHOD}第十七条")
    codes = class_codes().get(class_of(trade), ())
    code = question.trade_code.strip()
    if code and codes and not any(code.startswith(begin) for begin in codes):
        says = f"行业用语“{question.trade}”与所选的主营行业（{code}）看来不一致。"
        yield _warn("trade", says, f"{METHOD}第十一条", "请核对主营行业，或者换一个行业用语。")


def _form(question: NameQuestion, on: date) -> Iterator[NameFinding]:
    form, subject = plain(question.form), question.subject
    own = [entry for entry in forms() if entry.subject == subject and entry.from_on <= on]
    marks = [entry for entry in own if entry.is_mark]
    fitting = [entry for entry in own if not entry.is_mark and form.endswith(plain(entry.form))]
    if subject == Kind.PARTNERSHIP:
        if not any(form.endswith(plain(mark.form)) for mark in marks):
            choices = "、".join(mark.form for mark in marks)
            yield _refuse(
                "form", "合伙企业的名称没有标明合伙的类型。", marks[0].cites, f"请在末尾写上{choices}之一。"
            )
    elif subject in {Kind.COMPANY, Kind.COOPERATIVE} and not fitting:
        choices = "、".join(f"“{entry.form}”" for entry in own)
        says = f"组织形式“{question.form}”与{KIND_SAYS[Kind(subject)]}不符。" if form else "没有写组织形式。"
        yield _refuse("form", says, own[0].cites, f"请写{choices}之一。")
    if subject in {Kind.INDIVIDUAL, Kind.SOLE, Kind.PARTNERSHIP} and "公司" in form + plain(question.trade):
        says = f"{KIND_SAYS[Kind(subject)]}的名称不得使用“公司”字样。"
        yield _refuse("form", says, f"{METHOD}第十二条", "公众会误以为是公司，请换一个组织形式。")


def _branch(question: NameQuestion) -> Iterator[NameFinding]:
    form = plain(question.form)
    endings = [entry for entry in forms() if entry.subject == Kind.BRANCH]
    if not any(form.endswith(entry.form) for entry in endings):
        choices = "、".join(f"“{entry.form}”" for entry in endings[:3])
        yield _refuse(
            "form",
            "分支机构的名称没有缀以分公司、分厂、分店等字词。",
            f"{RULE}第十三条",
            f"请缀以{choices}等字词。",
        )
