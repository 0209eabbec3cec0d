"""What is asked for which errand 办理内容: the sections of the form, by kind of filing and of business.

An individual shop is asked for little: a brand or none, who runs it, where, what it does. The rest stands
prepared and can be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.changes import items
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.founding import HEADS, ROLES
from quanheng.domains.registration.rules.partners import LIMITED, ORDINARY, SPECIAL
from quanheng.domains.registration.rules.rosters import ROSTERS, roles_of
from quanheng.domains.registration.rules.shops import kinds_for
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.web.errand.asks import LIABILITIES, RESIDENT, Ask, Text, person
from quanheng.domains.registration.web.errand.sections import Section, Situation, investor_rows, rows_of
from quanheng.kernel.identifiers import resident_id

PROOFS = (("declaration", _("申报承诺，不用提交证明")), ("document", _("提交使用证明（上传照片）")))
OFFICES = [(role, ROLES[role]) for role in roles_of("officers", Kind.COMPANY)]
PARTNER = ("name", "id_number", "residence", "liability", "share_yuan")
PARTNERSHIPS = ((ORDINARY, _("普通合伙")), (LIMITED, _("有限合伙")), (SPECIAL, _("特殊普通合伙")))
FORMS = (("personal", _("个人经营")), ("family", _("家庭经营")))


def plan(now: Situation) -> list[Section]:
    """The sections of this errand, in order."""
    return [*_PLANS[FilingKind(now.kind)](now), Section("evidence", _("材料")), _agent()]


def _agent() -> Section:
    return Section(
        "agent",
        _("别人代办的"),
        person("agent"),
        _("委托别人办理的，填写代理人，并上传委托人签了名的授权委托书。本人办理的，不用填。"),
        inside="evidence",
    )


def _establishment(now: Situation) -> list[Section]:
    if now.subject == Kind.INDIVIDUAL:
        return [_shop(now), _operator(), _place(now), _individual_form(now)]
    parts = RESIDENT if now.subject == Kind.SOLE else ("name", "id_number", "phone")
    head = Section("head", HEADS[now.subject], person("legal_representative", parts))
    if now.subject == Kind.BRANCH:
        return [_parent(), _shop(now), head, _place(now), _liaison()]
    if now.subject == Kind.COMPANY:
        return [_shop(now), head, _officers(now), *_owners(now), _place(now), _liaison()]
    return [_shop(now), head, *_owners(now), _place(now), _liaison()]


def _shop(now: Situation) -> Section:
    choices = [(kind.key, kind.label) for kind in kinds_for(now.subject)]
    kind = [Ask("shop_kind", _("最像哪一种"), "shops", choices=choices)] if choices else []
    asks = [
        *kind,
        *_name(now.subject),
        Ask(
            "scope",
            _("经营范围"),
            "area",
            _("已按常见写法备好，可以修改；用分号隔开。") if choices else _("用分号隔开。"),
        ),
        Ask("trade_code", _("行业代码"), "code", _("国民经济行业分类代码。"), folded=bool(choices)),
    ]
    return Section("shop", _("做什么，叫什么"), asks)


def _name(subject: str) -> list[Ask]:
    unnamed = subject == Kind.INDIVIDUAL
    hint = _("两个字以上，例如“老王家”。不起名称的，留空。") if unnamed else _("两个字以上，例如“武陵山”。")
    brand = Ask("name_parts__brand", _("字号"), help=hint, optional=unnamed)
    asks = [brand, Ask("name_parts__trade", _("行业或者经营特点"), help=_("例如“面馆”“商贸”。"))]
    if subject == Kind.PARTNERSHIP:
        return [Ask("type_text", _("合伙类型"), "choice", choices=PARTNERSHIPS), *asks]
    if subject == Kind.COMPANY:
        forms = (("有限公司", "有限公司"), ("有限责任公司", "有限责任公司"))
        asks.append(Ask("name_parts__form", _("组织形式"), "choice", choices=forms))
    return asks


def _operator() -> Section:
    return Section("operator", _("经营者"), person("operator", RESIDENT))


def _officers(now: Situation) -> Section:
    return Section(
        "officers",
        _("董事、监事、经理"),
        _officer_rows("officers", now),
        _("不填的，由法定代表人担任董事，不设监事（须经全体股东一致同意）。董事、经理不能兼任监事。"),
        "officers",
        inside="head",
    )


def _officer_rows(key: str, now: Situation) -> list[Ask]:
    """Rows of persons with an office each."""
    asks: list[Ask] = []
    for at in range(now.rows(key, 1)):
        row = format_lazy("{} {}", _("任职人员"), at + 1)
        asks.append(Ask(f"{key}__{at}__role", _("职务"), "choice", choices=OFFICES, row=row))
        asks += person(f"{key}__{at}", ("name", "id_number"), row=row)
    return asks


def _place(now: Situation, prefix: str = "") -> Section:
    return Section("place", _("在哪里经营"), _place_asks(now, prefix))


def _place_asks(now: Situation, prefix: str = "") -> list[Ask]:
    return [
        Ask(f"{prefix}area_code", _("乡镇街道"), "tiles", choices=now.townships),
        Ask(
            f"{prefix}address",
            _("街道（村）和门牌号"),
            help=_("只写乡镇以下的部分，例如“老街12号”。"),
        ),
        Ask(f"{prefix}address_proof", _("场所证明"), "choice", choices=PROOFS),
    ]


def _individual_form(now: Situation) -> Section:
    asks = [
        Ask("form", _("组成形式"), "choice", choices=FORMS),
        Ask("capital_yuan", _("资金数额（元）"), "money", optional=True),
        *rows_of("members", _("家庭成员"), ("name", "id_number"), now.rows("members", 1)),
    ]
    return Section(
        "form", _("经营形式和资金"), asks, _("家庭经营的，填写参加经营的家庭成员。"), rows="members"
    )


def _owners(now: Situation) -> list[Section]:
    capital = Ask("capital_yuan", _("注册资本（元）"), "money")
    if now.subject == Kind.SOLE:
        return [Section("capital", _("出资额"), [Ask("capital_yuan", _("出资额（元）"), "money")])]
    if now.subject == Kind.COOPERATIVE:
        parts = ("name", "id_number", "farmer")
        asks = [
            Ask("capital_yuan", _("成员出资总额（元）"), "money"),
            *investor_rows("members", _("成员"), parts, now.rows("members", 5)),
        ]
        return [
            Section("owners", _("成员和出资"), asks, _("至少五名成员，农民至少占百分之八十。"), "members")
        ]
    parts = ("name", "id_number", "share_yuan")
    if now.subject == Kind.PARTNERSHIP:
        capital = Ask("capital_yuan", _("出资额（元）"), "money")
        asks = [capital, *investor_rows("persons", _("合伙人"), PARTNER, now.rows("persons", 2))]
        help_text = _(
            "写出每位合伙人，包括执行事务合伙人。普通合伙（含特殊普通合伙）企业的合伙人都承担无限连带责任，可以不选。"
        )
        return [Section("owners", _("合伙人和出资"), asks, help_text, "persons")]
    asks = [capital, *investor_rows("persons", _("股东"), parts, now.rows("persons", 1))]
    help_text = _("只有法定代表人一人出资的，不用填写股东。")
    return [Section("owners", _("股东和出资"), asks, help_text, "persons")]


def _liaison() -> Section:
    asks = [
        Ask("contact__name", _("登记联络员"), optional=True),
        Ask("contact__phone", _("联络员手机号码"), "phone", optional=True),
    ]
    return Section("contact", _("登记联络员"), asks, _("不填的，由上面的负责人担任。"))


def _parent() -> Section:
    asks = [
        Ask("parent_code", _("所属企业统一社会信用代码"), "code"),
        Ask("parent_name", _("所属企业名称"), help=_("登记在本县的，填好代码自动带出。"), optional=True),
    ]
    return Section("parent", _("属于哪家企业"), asks)


def _change(now: Situation) -> list[Section]:
    known = items(now.subject)
    wanted = [key for key in _OFTEN if key in known and known[key].klass == "registered"]
    typed = now.subject == Kind.PARTNERSHIP
    return [*(_CHANGES[key](now) for key in wanted if typed or key != "type_text"), _when()]


def _filing_change(now: Situation) -> list[Section]:
    wanted = [key for key, item in items(now.subject).items() if item.klass == "filed"]
    owners = [_shares(now)] if roles_of("persons", now.subject) else []
    return [*(_CHANGES[key](now) for key in wanted if key in _CHANGES), *owners]


def _change_of(key: str, title: Text, asks: Callable[[Situation], Sequence[Ask]]) -> None:
    _CHANGES[key] = lambda now: Section(f"change-{key}", title, asks(now), folded=True)


_CHANGES: dict[str, Callable[[Situation], Section]] = {}
_OFTEN = (
    "address",
    "scope",
    "name",
    "operator",
    "legal_representative",
    "persons",
    "type_text",
    "form",
    "capital_yuan",
)
"""The items of a change, the most frequent first."""
_change_of("address", _("住所或者经营场所"), lambda now: _place_asks(now, "change__"))
_change_of("name", _("名称"), lambda now: [Ask("change__name", _("新名称"), help=_("填写完整的新名称。"))])
_change_of(
    "scope",
    _("经营范围"),
    lambda now: [Ask("change__scope", _("新的经营范围"), "area", _("写出变更后的全部范围。"))],
)
_change_of(
    "capital_yuan",
    _("注册资本或者出资额"),
    lambda now: [Ask("change__capital_yuan", _("新的数额（元）"), "money")],
)
_change_of("form", _("组成形式"), lambda now: [Ask("change__form", _("变更为"), "choice", choices=FORMS)])
_change_of(
    "type_text",
    _("合伙类型"),
    lambda now: [
        Ask(
            "change__type_text",
            _("变更为"),
            "choice",
            _("名称中的“（普通合伙）”“（特殊普通合伙）”“（有限合伙）”应当同时变更。"),
            choices=PARTNERSHIPS,
        )
    ],
)
_change_of("operator", _("经营者"), lambda now: person("change__operator", RESIDENT))
_change_of("contact", _("登记联络员"), lambda now: person("change__contact", ("name", "phone")))
_change_of("charter", _("章程或者合伙协议"), lambda now: [Ask("change__charter", _("修改了哪些条款"))])
_change_of(
    "term", _("经营期限"), lambda now: [Ask("change__term", _("新的期限"), help=_("例如“长期”“20年”。"))]
)


def _change_of_head(now: Situation) -> Section:
    parts = RESIDENT if now.subject == Kind.SOLE else ("name", "id_number", "phone")
    asks = person("change__legal_representative", parts)
    return Section("change-legal_representative", HEADS[now.subject], asks, folded=True)


_CHANGES["legal_representative"] = _change_of_head
ROSTER_SAYS: dict[tuple[str, str], tuple[Text, Text, Text]] = {
    ("persons", Kind.COMPANY): (_("股东"), _("退出"), _("新股东")),
    ("persons", Kind.PARTNERSHIP): (_("合伙人"), _("退出"), _("新合伙人")),
    ("officers", Kind.COMPANY): (_("董事、监事、经理"), _("不再担任"), _("任职人员")),
    ("members", Kind.COOPERATIVE): (_("合作社成员"), _("退社"), _("新成员")),
    ("members", Kind.INDIVIDUAL): (_("参加经营的家庭成员"), _("不再参加"), _("新参加的家庭成员")),
}
"""What a list of persons is called, what leaving it is called, and what somebody new is called."""
_NEW_PARTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("persons", Kind.COMPANY): ("name", "id_number", "share_yuan"),
    ("persons", Kind.PARTNERSHIP): PARTNER,
    ("members", Kind.COOPERATIVE): ("name", "id_number", "farmer"),
    ("members", Kind.INDIVIDUAL): ("name", "id_number"),
}
_ROSTER_HELP: dict[str, Text] = {
    "persons": _(
        "退出的，勾选；出资额有变化的，直接改数字；新加入的，填在后面。各人出资额合计应当等于注册资本（合伙企业为出资额）。"
    ),
    "officers": _("不再担任的，勾选；新任的，填在后面。董事、经理不能兼任监事。"),
    "members": _("不再参加的，勾选；新参加的，填在后面。"),
}


def _roster(field: str, now: Situation) -> Section:
    """Whom the register holds, each to be struck out or kept, then rows for who is new."""
    title, leaves, new = ROSTER_SAYS[field, now.subject]
    key = f"change__{field}"
    asks = [ask for one in _present(field, now) for ask in _standing(key, one, leaves, field)]
    if field == "officers":
        asks += _officer_rows(key, now)
    else:
        rows = rows_of if now.subject == Kind.INDIVIDUAL else investor_rows
        asks += rows(key, new, _NEW_PARTS[field, now.subject], now.rows(key, 1))
    return Section(f"change-{field}", title, asks, _ROSTER_HELP[field], key, folded=True)


def _shares(now: Situation) -> Section:
    """What shareholders or partners put in, while all of them stay: that is filed, not registered."""
    asks = [
        Ask(f"change__persons__n{one['known']}__share_yuan", _("认缴出资额（元）"), "money", row=_named(one))
        for one in _present("persons", now)
    ]
    help_text = _("人不变、只改出资额的，在这里填；有人加入或者退出的，办理变更登记。")
    return Section("change-persons", _("认缴出资额"), asks, help_text, folded=True)


def _present(field: str, now: Situation) -> list[Mapping[str, Any]]:
    roles = roles_of(field, now.subject)
    return [one for one in now.present if one["role"] in roles]


def _standing(key: str, one: Mapping[str, Any], leaves: Text, field: str) -> list[Ask]:
    """The questions about somebody whom the register holds: whether they leave, and their share."""
    row = _named(one, with_role=field == "officers")
    asks = [Ask(f"{key}__n{one['known']}__leaves", leaves, "tick", row=row)]
    if field == "persons":
        asks.append(Ask(f"{key}__n{one['known']}__share_yuan", _("认缴出资额（元）"), "money", row=row))
    if one["role"] == "partner":
        here = f"{key}__n{one['known']}"
        unchanged = _("不变的不填。")
        asks.append(Ask(f"{here}__residence", _("新住所"), "residence", unchanged, optional=True, row=row))
        asks.append(
            Ask(
                f"{here}__liability", _("承担责任方式"), "choice", optional=True, choices=LIABILITIES, row=row
            )
        )
    return asks


def _named(one: Mapping[str, Any], *, with_role: bool = False) -> str:
    number = str(one["id_number"])
    shown = number if one["id_kind"] == "uscc" else resident_id.masked(number)
    return "　".join(part for part in (ROLES[one["role"]] if with_role else "", one["name"], shown) if part)


for _field in ROSTERS:
    _CHANGES[_field] = partial(_roster, _field)


def _when() -> Section:
    asks = [Ask("happened_on", _("何时决定变更"), "day", optional=True)]
    return Section("when", _("变更日期"), asks, folded=True)


def _simple(now: Situation) -> list[Section]:
    return [Section("reason", _("注销原因"), [_why(optional=True)])]


def _ordinary(now: Situation) -> list[Section]:
    if now.subject in {Kind.INDIVIDUAL, Kind.BRANCH}:
        return [Section("reason", _("注销原因"), [_why()])]
    asks = [
        Ask("liquidators_on", _("清算组成立日期"), "day"),
        Ask("liquidated_on", _("清算结束日期"), "day"),
        *rows_of("liquidators", _("清算组成员"), ("name", "id_number"), now.rows("liquidators", 2)),
    ]
    return [
        Section("reason", _("注销原因"), [_why()]),
        Section("liquidation", _("清算"), asks, rows="liquidators"),
    ]


def _why(*, optional: bool = False) -> Ask:
    return Ask("reason", _("原因"), "short_area", optional=optional)


def _suspension(now: Situation) -> list[Section]:
    asks = [
        Ask("until", _("歇业到哪一天"), "day", _("累计不超过三年。")),
        _why(),
        Ask("service_address", _("歇业期间法律文书送达地址"), optional=True, help=_("不填的，仍为住所。")),
    ]
    return [Section("suspension", _("歇业"), asks)]


def _resumption(now: Situation) -> list[Section]:
    return [Section("resumption", _("恢复营业"), [_why(optional=True)])]


REISSUES = ("营业执照遗失", "营业执照毁坏", "换领新版营业执照", "登记信息补正")


def _reissue(now: Situation) -> list[Section]:
    choices = [(text, text) for text in REISSUES]
    return [Section("reason", _("为什么换发"), [Ask("reason", _("原因"), "choice", choices=choices)])]


def _conversion(now: Situation) -> list[Section]:
    return _establishment(now)


_PLANS: dict[FilingKind, Callable[[Situation], list[Section]]] = {
    FilingKind.ESTABLISHMENT: _establishment,
    FilingKind.CHANGE: _change,
    FilingKind.FILING_CHANGE: _filing_change,
    FilingKind.SIMPLE_DEREGISTRATION: _simple,
    FilingKind.DEREGISTRATION: _ordinary,
    FilingKind.SUSPENSION: _suspension,
    FilingKind.RESUMPTION: _resumption,
    FilingKind.CONVERSION: _conversion,
    FilingKind.REISSUE: _reissue,
}
