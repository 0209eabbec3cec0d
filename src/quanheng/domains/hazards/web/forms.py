"""Forms of the errands on hazards: they gather, the services decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quanheng.domains.hazards.models import Hazard, Point
from quanheng.domains.hazards.rules.limits import ANY, STEP_SAYS, UNIT_SAYS, Step
from quanheng.domains.hazards.rules.vocabulary import (
    CATEGORY_SAYS,
    GRADE_SAYS,
    METHOD_SAYS,
    Category,
    Grade,
    Method,
)
from quanheng.platform.documents.web.fields import DayInput, PhotosField
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.people.web.fields import OfficerField
from quanheng.platform.web.words import pairs

Choices = Sequence[tuple[str, Any]]


class ReportForm(forms.Form):
    """Reporting a hazard by hand."""

    business_code = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        max_length=18,
        help_text=_("没有登记的经营者可以不填，但要写明名称和所在乡镇街道。"),
    )
    business_name = forms.CharField(
        label=_("经营者名称"), required=False, max_length=200, help_text=_("填写了代码的，按名录自动取得。")
    )
    area_code = forms.ChoiceField(label=_("所在乡镇街道"), required=False)
    category = forms.ChoiceField(label=_("类别"), choices=pairs(CATEGORY_SAYS), initial=Category.FOOD)
    grade = forms.ChoiceField(
        label=_("等级"), choices=pairs(GRADE_SAYS), initial=Grade.GENERAL, widget=forms.RadioSelect
    )
    grade_reason = forms.CharField(
        label=_("重大隐患理由"),
        required=False,
        max_length=300,
        help_text=_("定为重大隐患的必须填写；可以选用列出的法定情形，也可以另写。"),
        widget=forms.TextInput(attrs={"list": "major-grounds"}),
    )
    text = forms.CharField(
        label=_("发现的问题"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("逐条写明，每条一行；复查时逐条判定。"),
    )
    article = forms.CharField(label=_("违反的规定"), required=False, max_length=300)
    photos = PhotosField(_("现场照片"))

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = [("", "——"), *areas]  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """The notice 责令改正通知书; used for the first order, a new one, and a leader's."""

    due_on = forms.DateField(
        label=_("改正期限"),
        widget=DayInput(),
        help_text=_("选今天即“立即予以改正”；落在休息日的，顺延到下一个工作日。"),
    )
    violates = forms.CharField(label=_("违反的规定"), required=False, max_length=300)
    demands = forms.CharField(label=_("改正内容及要求"), widget=forms.Textarea(attrs={"rows": 6}))
    consequence = forms.CharField(
        label=_("逾期不改的后果"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明依据哪一条、将如何处理；没有的可以不填。"),
    )
    contact = forms.CharField(label=_("联系人、电话和地址"), required=False, max_length=100)


class InstructForm(OrderForm):
    """A leader's instruction with the new order."""

    instruction = forms.CharField(
        label=_("督办意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("instruction",)


class ReasonForm(forms.Form):
    """One reason, for escalating, handing over, withdrawing."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class RegradeForm(forms.Form):
    """Grading anew."""

    grade = forms.ChoiceField(label=_("等级"), choices=pairs(GRADE_SAYS), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "major-grounds"}),
        help_text=_("定为重大隐患的必须填写。"),
    )


class EvidenceForm(forms.Form):
    """Photos added to one point."""

    photos = PhotosField(_("整改前照片"))

    def clean_photos(self) -> Any:
        """At least one photo."""
        if not self.cleaned_data["photos"]:
            raise forms.ValidationError(_("请选择照片。"))
        return self.cleaned_data["photos"]


class RectifiedForm(forms.Form):
    """What was done, with photos per open point; the same for officers and for the business."""

    text = forms.CharField(
        label=_("整改情况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写明采取了哪些措施、什么时候改好的。"),
    )

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for point in points:
            label = _("问题 %(number)s 整改后照片：%(text)s") % {"number": point.number, "text": point.text}
            self.fields[f"photos_{point.pk}"] = PhotosField(label)

    def photos(self) -> dict[int, Any]:
        """The photos by point."""
        return {point.pk: self.cleaned_data[f"photos_{point.pk}"] for point in self.points}


VERDICTS = [("passed", _("已整改到位")), ("failed", _("未整改到位"))]


class RecheckForm(forms.Form):
    """A re-check: a verdict on every open point, how, and with whom."""

    method = forms.ChoiceField(
        label=_("复查方式"), choices=pairs(METHOD_SAYS), initial=Method.ON_SITE, widget=forms.RadioSelect
    )
    second_officer = OfficerField(label=_("另一名检查人员"), required=False)

    def __init__(
        self, *args: Any, points: Sequence[Point], officers: QuerySet[Officer], by: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        self.fields["second_officer"].offer(officers, to=by)  # type: ignore[attr-defined]
        for point in points:
            self._ask_about(point)
        self.fields["note"] = forms.CharField(
            label=_("复查说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
        )

    def _ask_about(self, point: Point) -> None:
        given = {"number": point.number, "text": point.text}
        self.fields[f"verdict_{point.pk}"] = forms.ChoiceField(
            label=_("问题 %(number)s：%(text)s") % given, choices=VERDICTS, widget=forms.RadioSelect
        )
        self.fields[f"remark_{point.pk}"] = forms.CharField(
            label=_("问题 %(number)s 还存在什么问题") % given,
            required=False,
            max_length=300,
            help_text=_("未整改到位的必须填写。"),
        )
        self.fields[f"photos_{point.pk}"] = PhotosField(_("问题 %(number)s 复查照片") % given)

    def about(self, point: Point) -> list[forms.BoundField]:
        """The fields about one point, in order."""
        return [self[f"{name}_{point.pk}"] for name in ("verdict", "remark", "photos")]

    def passed(self) -> frozenset[int]:
        """Keys of the points put right."""
        return frozenset(p.pk for p in self.points if self.cleaned_data[f"verdict_{p.pk}"] == "passed")

    def failed(self) -> dict[int, str]:
        """What is still wrong, by key of the point."""
        wrong = [p.pk for p in self.points if self.cleaned_data[f"verdict_{p.pk}"] == "failed"]
        return {key: self.cleaned_data[f"remark_{key}"] for key in wrong}

    def photos(self) -> dict[int, Any]:
        """Photos by point."""
        return {point.pk: self.cleaned_data[f"photos_{point.pk}"] for point in self.points}


class LimitForm(forms.Form):
    """One time limit of the bureau."""

    step = forms.ChoiceField(label=_("时限种类"), choices=pairs(STEP_SAYS), initial=Step.RECTIFY)
    category = forms.ChoiceField(label=_("类别"), choices=[(ANY, _("全部")), *pairs(CATEGORY_SAYS)])
    grade = forms.ChoiceField(label=_("等级"), choices=[(ANY, _("全部")), *pairs(GRADE_SAYS)])
    amount = forms.IntegerField(label=_("数量"), min_value=1, max_value=365)
    unit = forms.ChoiceField(label=_("单位"), choices=pairs(UNIT_SAYS))
    reason = forms.CharField(label=_("理由"), max_length=300)


def demands_of(hazard: Hazard, points: Sequence[Point]) -> str:
    """What a notice would ask for if nobody wrote more: the open points put right, one a line."""
    return "\n".join(f"{n}. 针对“{point.text}”，立即整改到位。" for n, point in enumerate(points, start=1))
