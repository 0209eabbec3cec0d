"""Forms of the errands on inspections: they gather, the services decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quanheng.domains.inspections.models import Item, PlanEntry, TeamMember
from quanheng.domains.inspections.rules.kinds import FIELD_SAYS, KIND_SAYS, Field, Kind
from quanheng.domains.inspections.rules.objects import common, either
from quanheng.domains.inspections.rules.quota import STRATA
from quanheng.domains.inspections.services import EntryDraft, InspectionDraft, ItemDraft
from quanheng.domains.inspections.web.fields import DayInput, QuotaField, TradesField, words
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.draw import Quota
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer, Organ
from quanheng.platform.people.web.fields import OfficerField
from quanheng.platform.web.words import pairs

Choices = Sequence[tuple[str, Any]]
PARTNERS = 3


class ReasonForm(forms.Form):
    """One reason, for ending and replacing."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PlanForm(forms.Form):
    """Opening a year's plan."""

    year = forms.IntegerField(label=_("年度"), min_value=2010, max_value=2100)
    title = forms.CharField(label=_("计划名称"), max_length=120)


class LineForm(forms.Form):
    """One line of a plan."""

    title = forms.CharField(label=_("抽查任务名称"), max_length=120)
    kind = forms.ChoiceField(label=_("抽查类型"), choices=pairs(KIND_SAYS), widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(label=_("抽查事项"), widget=forms.CheckboxSelectMultiple)
    organs = forms.MultipleChoiceField(
        label=_("配合部门"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("部门联合抽查填写；发起部门是编制计划的部门。"),
    )
    objects_said = forms.CharField(label=_("检查对象"), required=False, max_length=200)
    target_count = forms.IntegerField(label=_("计划抽查户数"), required=False, min_value=1)
    month_from = forms.IntegerField(label=_("实施起始月份"), min_value=1, max_value=12, initial=1)
    month_until = forms.IntegerField(label=_("实施截止月份"), min_value=1, max_value=12, initial=12)
    reason = forms.CharField(label=_("补充计划的原因"), max_length=200)

    def __init__(
        self,
        *args: Any,
        organ: Organ,
        items: Iterable[Item],
        organs: Iterable[Organ],
        adopted: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ
        self.fields["items"].choices = [(row.code, f"{row.code} {row.name}") for row in items]  # type: ignore[attr-defined]
        others = [(row.pk, row.short_name) for row in organs if row.pk != organ.pk]
        self.fields["organs"].choices = others  # type: ignore[attr-defined]
        if not adopted:
            del self.fields["reason"]

    def draft(self) -> EntryDraft:
        """The line as the act takes it."""
        given = self.cleaned_data
        return EntryDraft(
            title=given["title"],
            kind=Kind(given["kind"]),
            items=tuple(given["items"]),
            organs=(self.organ.pk, *given["organs"]),
            objects_said=given["objects_said"],
            target_count=given["target_count"],
            months=(given["month_from"], given["month_until"]),
        )


class InspectionForm(forms.Form):
    """Planning an inspection on one page."""

    plan_entry = forms.ChoiceField(label=_("年度计划条目"), required=False)
    unplanned_reason = forms.CharField(
        label=_("计划外抽查的原因"), required=False, max_length=200, help_text=_("不在年度计划内的必须写明。")
    )
    kind = forms.ChoiceField(label=_("抽查类型"), choices=pairs(KIND_SAYS), widget=forms.RadioSelect)
    title = forms.CharField(label=_("任务名称"), max_length=120)
    items = forms.MultipleChoiceField(label=_("本部门抽查事项"), widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(label=_("检查区域"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("主体类型"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选即按事项范围。"),
    )
    trades = TradesField(
        label=_("行业代码"),
        required=False,
        max_length=200,
        help_text=_("国民经济行业分类代码前缀，如 H62；不填即按事项范围。"),
    )
    tags = forms.CharField(label=_("标签"), required=False, max_length=200)
    excluded_since = forms.DateField(
        label=_("排除此日以来查过的"),
        required=False,
        widget=DayInput(),
        help_text=_("本部门自这一天起检查过的不再抽取；不填即不排除。"),
    )
    quota_source = forms.CharField(label=_("比例来源"), required=False, max_length=200)
    visit_from = forms.DateField(label=_("检查开始日期"), widget=DayInput())
    visit_until = forms.DateField(label=_("检查截止日期"), widget=DayInput())
    team_size = forms.IntegerField(label=_("每组检查人员"), min_value=2, max_value=10, initial=2)
    qualification = forms.CharField(label=_("检查人员资质"), required=False, max_length=40)

    def __init__(
        self,
        *args: Any,
        organ: Organ,
        items: Iterable[Item],
        organs: Iterable[Organ],
        entries: Iterable[PlanEntry],
        areas: Choices,
        kinds: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organ, self.rows = organ, list(items)
        own = [row for row in self.rows if not row.organ_kinds or organ.kind in row.organ_kinds]
        choices = [(row.code, f"{row.code} {row.name}") for row in own]
        self.fields["items"].choices = choices  # type: ignore[attr-defined]
        self.fields["plan_entry"].choices = [  # type: ignore[attr-defined]
            ("", _("计划外")),
            *((str(row.pk), f"{row.plan.year}-{row.number} {row.title}") for row in entries),
        ]
        self.fields["area"].choices = [("", _("全辖区")), *areas]  # type: ignore[attr-defined]
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
        for stratum in STRATA:
            self.fields[f"quota_{stratum}"] = QuotaField(f"{stratum} 类")
        self._add_partners([row for row in organs if row.pk != organ.pk])

    def _add_partners(self, others: list[Organ]) -> None:
        """Rows for the partners of a joint inspection: a department and the item it checks."""
        own = self.organ.kind
        theirs = [
            ("", "——"),
            *((r.code, f"{r.code} {r.name}") for r in self.rows if own not in r.organ_kinds),
        ]
        departments = [("", "——"), *((row.pk, row.short_name) for row in others)]
        for number in range(1, PARTNERS + 1):
            self.fields[f"partner_{number}"] = forms.ChoiceField(
                label=_("配合部门 %(n)s") % {"n": number}, required=False, choices=departments
            )
            self.fields[f"partner_item_{number}"] = forms.ChoiceField(
                label=_("配合部门 %(n)s 的事项") % {"n": number}, required=False, choices=theirs
            )

    def partner_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The partner fields in pairs, for the page."""
        return [
            (self[f"partner_{number}"], self[f"partner_item_{number}"]) for number in range(1, PARTNERS + 1)
        ]

    def quota_fields(self) -> list[forms.BoundField]:
        """The quota fields, for the page."""
        return [self[f"quota_{stratum}"] for stratum in STRATA]

    def items_by_organ(self) -> tuple[tuple[str, str], ...]:
        """Items with the organs that check them."""
        given = self.cleaned_data
        own = [(code, self.organ.pk) for code in given.get("items", [])]
        if given.get("kind") != Kind.JOINT:
            return tuple(own)
        partners = [
            (given[f"partner_item_{number}"], given[f"partner_{number}"])
            for number in range(1, PARTNERS + 1)
            if given.get(f"partner_item_{number}") and given.get(f"partner_{number}")
        ]
        return tuple(own + partners)

    def quota(self) -> dict[str, Quota]:
        """The quotas given."""
        given = {stratum: self.cleaned_data.get(f"quota_{stratum}") for stratum in STRATA}
        return {stratum: share for stratum, share in given.items() if share is not None}

    def objects(self) -> BusinessFilter:
        """The businesses meant: what the page says, else what the items are for."""
        given = self.cleaned_data
        chosen = {code for code, _ in self.items_by_organ()}
        filters = [BusinessFilter.from_dict(row.objects_filter) for row in self.rows if row.code in chosen]
        if given.get("trades") or given.get("kinds"):
            filters = []
        together = common if given.get("kind") == Kind.JOINT else either
        own = together(filters, area=given.get("area", ""))
        return BusinessFilter(
            area=own.area,
            kinds=tuple(given.get("kinds") or own.kinds),
            trades=words(given.get("trades", "")) or own.trades,
            tags=words(given.get("tags", "")) or own.tags,
        )

    def draft(self) -> InspectionDraft:
        """The inspection as the act takes it."""
        given = self.cleaned_data
        return InspectionDraft(
            organ=self.organ.pk,
            kind=Kind(given["kind"]),
            title=given["title"],
            items=self.items_by_organ(),
            objects=self.objects(),
            quota=self.quota(),
            quota_source=given["quota_source"],
            excluded_since=given["excluded_since"],
            visit_from=given["visit_from"],
            visit_until=given["visit_until"],
            team_size=given["team_size"],
            qualification=given["qualification"],
            plan_entry=int(given["plan_entry"]) if given["plan_entry"] else None,
            unplanned_reason=given["unplanned_reason"],
        )


class SourcesForm(forms.Form):
    """Where the seed will come from: witnesses with an account, and perhaps a public outcome."""

    witness_1 = forms.ChoiceField(label=_("见证人一"))
    witness_2 = forms.ChoiceField(label=_("见证人二"), required=False)
    witness_3 = forms.ChoiceField(label=_("见证人三"), required=False)
    outcome = forms.CharField(
        label=_("公开结果"),
        required=False,
        max_length=80,
        help_text=_("如某期福利彩票开奖号码；两名以上见证人时可以不用。"),
    )
    known_at = forms.DateTimeField(
        label=_("公开结果揭晓时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, witnesses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in (1, 2, 3):
            self.fields[f"witness_{number}"].choices = [("", "——"), *witnesses]  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """Agreeing with a record, or sending it back with the reason."""

    verdict = forms.ChoiceField(
        label=_("审核意见"),
        choices=[("agree", _("同意")), ("return", _("退回补充"))],
        widget=forms.RadioSelect,
        initial="agree",
    )
    reason = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回的必须写明需要补充或者更正什么。"),
    )


class StandInForm(forms.Form):
    """Replacing an officer who cannot go."""

    leaves = forms.ChoiceField(label=_("不能到场的检查人员"))
    stand_in = OfficerField(label=_("替换为"))
    reason = forms.CharField(label=_("原因"), max_length=200)

    def __init__(
        self,
        *args: Any,
        team: Iterable[TeamMember],
        officers: QuerySet[Officer],
        by: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        members = [
            (str(row.officer_id), f"{row.officer.name}（{row.part.organ.short_name}）") for row in team
        ]
        self.fields["leaves"].choices = [("", "——"), *members]  # type: ignore[attr-defined]
        self.fields["stand_in"].offer(officers, to=by)  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """Entering an item, or its next version."""

    code = forms.CharField(label=_("事项编号"), max_length=20)
    name = forms.CharField(label=_("事项名称"), max_length=120)
    field = forms.ChoiceField(label=_("检查领域"), choices=pairs(FIELD_SAYS))
    basis = forms.CharField(label=_("检查依据"), widget=forms.Textarea(attrs={"rows": 3}))
    checked = forms.ChoiceField(
        label=_("依据核对情况"),
        choices=[("text", _("已核对原文")), ("third-party", _("第三方转引")), ("memory", _("尚未核对"))],
    )
    organ_kinds = forms.MultipleChoiceField(
        label=_("由哪类部门检查"),
        required=False,
        choices=[("bureau", _("市场监管部门")), ("department", _("其他部门"))],
        widget=forms.CheckboxSelectMultiple,
    )
    joint = forms.BooleanField(label=_("列入部门联合抽查清单"), required=False)
    objects_said = forms.CharField(label=_("检查对象"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=_("主体类型"), required=False, widget=forms.CheckboxSelectMultiple
    )
    trades = TradesField(label=_("行业代码前缀"), required=False, max_length=200)
    tags = forms.CharField(label=_("标签"), required=False, max_length=200)
    qualification = forms.CharField(label=_("检查人员资质"), required=False, max_length=40)
    checklist = forms.ChoiceField(label=_("检查表"), required=False)

    def __init__(self, *args: Any, checklists: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checklist"].choices = [("", _("没有检查表")), *checklists]  # type: ignore[attr-defined]
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: Item) -> dict[str, Any]:
        """An item as this form shows it."""
        objects = BusinessFilter.from_dict(row.objects_filter)
        names = ("code", "name", "field", "basis", "checked", "organ_kinds", "joint", "objects_said")
        values = {name: getattr(row, name) for name in (*names, "qualification", "checklist")}
        return values | {
            "kinds": objects.kinds,
            "trades": " ".join(objects.trades),
            "tags": " ".join(objects.tags),
        }

    def draft(self) -> ItemDraft:
        """The item as the act takes it."""
        given = self.cleaned_data
        return ItemDraft(
            code=given["code"],
            name=given["name"],
            field=Field(given["field"]),
            basis=given["basis"],
            checked=given["checked"],
            organ_kinds=tuple(given["organ_kinds"]),
            joint=given["joint"],
            objects_said=given["objects_said"],
            objects=BusinessFilter(
                kinds=tuple(given["kinds"]), trades=words(given["trades"]), tags=words(given["tags"])
            ),
            qualification=given["qualification"],
            checklist=given["checklist"],
        )


class QuotaForm(forms.Form):
    """Deciding the default ratios."""

    source = forms.CharField(
        label=_("比例从何而来"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stratum in STRATA:
            self.fields[f"quota_{stratum}"] = QuotaField(f"{stratum} 类")
        self.order_fields([*(f"quota_{stratum}" for stratum in STRATA), "source"])


def year_start(day: date) -> date:
    """The first day of the year: the usual beginning of an exclusion window."""
    return day.replace(month=1, day=1)
