"""Forms of the errands on permits: they gather, the services decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quanheng.domains.licences.rules import catalogue
from quanheng.domains.licences.rules.catalogue import CheckPoint
from quanheng.domains.licences.rules.checking import Seen
from quanheng.domains.licences.rules.vocabulary import (
    CHECK_SAYS,
    GROUND_SAYS,
    ITEM_SAYS,
    Ground,
    Kind,
)
from quanheng.platform.documents.web.fields import DayInput, PhotosField
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.people.web.fields import OfficerField
from quanheng.platform.web.forms import CodeField, NumberField
from quanheng.platform.web.words import pairs

LINES = forms.Textarea(attrs={"rows": 3})


class ApplyForm(forms.Form):
    """A first application, taken in at the window on one page."""

    business_code = CodeField(
        label=_("统一社会信用代码"), max_length=18, help_text=_("名称、住所按名录自动取得。")
    )
    form = forms.ChoiceField(label=_("主体业态"), widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(
        label=_("许可项目"), widget=forms.CheckboxSelectMultiple, required=False
    )
    products = forms.CharField(label=_("食品明细"), required=False, max_length=500, widget=LINES)
    premises = forms.CharField(
        label=_("经营场所"),
        required=False,
        max_length=300,
        help_text=_("与营业执照住所相同的可以不填。"),
    )
    person = forms.CharField(label=_("法定代表人（负责人）"), max_length=60)
    contact_name = forms.CharField(label=_("联系人"), required=False, max_length=60)
    contact_phone = NumberField(
        label=_("联系电话"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    complete = forms.BooleanField(label=_("材料齐全、符合法定形式，当场受理"), required=False, initial=True)

    def __init__(self, *args: Any, kind: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = list(catalogue.forms(kind).items())  # type: ignore[attr-defined]
        self.fields["items"].required = kind != Kind.FOOD_PRODUCTION
        if kind == Kind.FOOD_PRODUCTION:
            self.fields["form"].label = _("食品类别（编号用的主要类别）")
            self.fields["form"].widget = forms.Select(choices=self.fields["form"].choices)  # type: ignore[attr-defined]
            self.fields["items"].label = _("同时申请的其他食品类别")
            self.fields["premises"].label = _("生产地址")
        else:
            del self.fields["products"]
        self.fields["items"].choices = list(catalogue.items(kind, on=on).items())  # type: ignore[attr-defined]
        if kind == Kind.PREPACKAGED:
            for name in ("contact_name", "contact_phone", "complete"):
                del self.fields[name]
            self.fields["form"].label, self.fields["items"].label = _("业态类型"), _("经营种类")
            self.initial.setdefault("items", ["prepackaged"])
            self.initial.setdefault("form", "2")


class AboutForm(forms.Form):
    """A holder's application about a permit."""

    holder_name = forms.CharField(label=_("持证人名称"), max_length=200)
    person = forms.CharField(label=_("法定代表人（负责人）"), required=False, max_length=60)
    residence = forms.CharField(label=_("住所"), required=False, max_length=300)
    items = forms.MultipleChoiceField(
        label=_("许可项目"), widget=forms.CheckboxSelectMultiple, required=False
    )
    changed_on = forms.DateField(label=_("变化日期"), required=False, widget=DayInput())
    declared_unchanged = forms.BooleanField(
        label=_("申请人声明：许可条件没有变化"),
        required=False,
        help_text=_("声明没有变化的，可以不再现场核查。"),
    )
    contact_name = forms.CharField(label=_("联系人"), required=False, max_length=60)
    contact_phone = NumberField(label=_("联系电话"), required=False, max_length=40)
    complete = forms.BooleanField(label=_("材料齐全、符合法定形式，当场受理"), required=False, initial=True)

    KEPT = {
        "change": {"holder_name", "person", "residence", "items", "changed_on", "declared_unchanged"},
        "renewal": {"person", "items", "declared_unchanged"},
    }

    def __init__(
        self, *args: Any, purpose: str, kind: str, held: Sequence[str], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        always = {"contact_name", "contact_phone", "complete"}
        for name in list(self.fields):
            if name not in self.KEPT.get(purpose, set()) | always:
                del self.fields[name]
        if "items" in self.fields:
            known = catalogue.items(kind, on=on)
            kept = {key: key for key in held if key not in known}
            names = dict(zip(kept, catalogue.item_names(kind, list(kept)), strict=True))
            self.fields["items"].choices = list((known | names).items())  # type: ignore[attr-defined]


class SupplementForm(forms.Form):
    """Everything that is missing, at once."""

    points = forms.CharField(
        label=_("需要补正的内容"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("一次写明全部内容，每项一行。"),
    )
    answer_by = forms.DateField(
        label=_("补正期限"), required=False, widget=DayInput(), help_text=_("不填的，为 15 个工作日。")
    )


class TextForm(forms.Form):
    """One text: an answer, a reason."""

    reason = forms.CharField(label=_("说明"), max_length=1000, widget=LINES)

    def __init__(self, *args: Any, label: Any = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].required = required


class CheckForm(forms.Form):
    """A site check, filled in on a phone: a verdict on every condition, photos, two officers."""

    first = OfficerField(label=_("核查人员"))
    second = OfficerField(label=_("另一名核查人员"))

    def __init__(
        self, *args: Any, points: Sequence[CheckPoint], officers: QuerySet[Officer], by: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for name in ("first", "second"):
            self.fields[name].offer(officers, to=by)  # type: ignore[attr-defined]
        for point in points:
            self._ask_about(point)
        self._ask_for_the_end()

    def _ask_about(self, point: CheckPoint) -> None:
        self.fields[f"verdict_{point.number}"] = forms.ChoiceField(
            label=_("第 %(number)s 项结论") % {"number": point.number},
            choices=pairs(ITEM_SAYS),
            widget=forms.RadioSelect,
        )
        self.fields[f"remark_{point.number}"] = forms.CharField(
            label=_("第 %(number)s 项情况") % {"number": point.number},
            required=False,
            max_length=300,
            help_text=_("不符合的必须写明。"),
        )

    def _ask_for_the_end(self) -> None:
        self.fields["photos"] = PhotosField(_("现场照片（至少一张）"))
        self.fields["photos"].required = True
        self.fields["verdict"] = forms.ChoiceField(
            label=_("核查结论"), choices=pairs(CHECK_SAYS), widget=forms.RadioSelect
        )
        self.fields["redo_by"] = forms.DateField(label=_("整改期限"), required=False, widget=DayInput())
        self.fields["note"] = forms.CharField(
            label=_("核查说明"), required=False, max_length=1000, widget=LINES
        )
        self.fields["signed"] = forms.ChoiceField(
            label=_("申请人签名"),
            choices=[
                ("申请人核对无误并签名", _("申请人核对无误并签名")),
                ("申请人拒绝签名", _("申请人拒绝签名（在核查说明中注明情况）")),
            ],
            widget=forms.RadioSelect,
        )

    def clean(self) -> dict[str, Any]:
        """A refusal to sign is explained in the note (第二十条第二款)."""
        said = super().clean() or {}
        if said.get("signed") == "申请人拒绝签名" and not said.get("note", "").strip():
            self.add_error("note", _("申请人拒绝签名的，核查人员应当注明情况。"))
        return said

    def about(self, point: CheckPoint) -> list[forms.BoundField]:
        """The fields about one condition, in order."""
        return [self[f"{name}_{point.number}"] for name in ("verdict", "remark")]

    def closing(self) -> list[forms.BoundField]:
        """The fields behind the conditions."""
        return [self[name] for name in ("photos", "verdict", "redo_by", "note", "signed")]

    def seen(self) -> list[Seen]:
        """What was seen, condition by condition."""
        said = self.cleaned_data
        return [
            Seen(point.number, said[f"verdict_{point.number}"], said[f"remark_{point.number}"])
            for point in self.points
        ]


class DecideForm(forms.Form):
    """The decision."""

    decision = forms.ChoiceField(
        label=_("决定"),
        choices=[("approve", _("准予许可")), ("refuse", _("不予许可"))],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("不予许可的情形"), choices=pairs(GROUND_SAYS), initial=Ground.CONDITIONS
    )
    reason = forms.CharField(
        label=_("不予许可的理由"),
        required=False,
        max_length=1000,
        widget=LINES,
        help_text=_("不予许可的必须说明理由，会写进决定书。"),
    )


class EndForm(forms.Form):
    """Ending a permit: how, why, by which decision."""

    WAYS = [
        ("", _("请选择")),
        ("revoke", _("吊销（行政处罚）")),
        ("annul_fraud", _("撤销：以欺骗、贿赂等不正当手段取得")),
        ("annul_wrongly", _("撤销：违法准予许可")),
        ("withdraw", _("撤回：许可依据或者客观情况发生重大变化")),
        ("cancel_expired", _("注销：有效期届满未延续")),
        ("cancel_holder", _("注销：主体资格终止")),
        ("cancel_majeure", _("注销：因不可抗力无法实施")),
        ("cancel_after", _("注销：撤回、撤销、吊销之后")),
    ]
    way = forms.ChoiceField(label=_("处理"), choices=WAYS)
    decision = forms.CharField(
        label=_("行政处罚决定书文号"), required=False, max_length=100, help_text=_("吊销的必须填写。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, widget=LINES)


class SuspendForm(forms.Form):
    """Holding a permit back for a time."""

    decision = forms.CharField(label=_("行政处罚决定书文号"), max_length=100)
    until = forms.DateField(label=_("暂扣至"), widget=DayInput())


class EnterForm(forms.Form):
    """A permit that a superior authority granted."""

    kind = forms.ChoiceField(label=_("许可种类"), initial=Kind.INDUSTRIAL)
    number = CodeField(label=_("许可证编号"), max_length=40)
    business_code = CodeField(label=_("统一社会信用代码"), max_length=18)
    issuer = forms.CharField(label=_("发证机关"), max_length=80)
    from_on = forms.DateField(label=_("有效期起"), widget=DayInput())
    valid_until = forms.DateField(label=_("有效期止"), widget=DayInput())
    premises = forms.CharField(label=_("生产地址"), required=False, max_length=300)
    products = forms.CharField(label=_("产品名称"), required=False, max_length=500)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
