"""Forms about names 名称表单: they gather, the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.names.lists import forms as forms_of_law
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS, Kind
from quanheng.platform.people.models import Area, Organ
from quanheng.platform.web.forms import CodeField, DocketField, NumberField
from quanheng.platform.web.words import pairs

SUBJECTS = [Kind.COMPANY, Kind.INDIVIDUAL, Kind.COOPERATIVE, Kind.PARTNERSHIP, Kind.SOLE]
COUNTY = 6


def counties() -> list[tuple[str, str]]:
    """The counties whose bureau registers here."""
    with_bureau = Organ.objects.filter(kind="bureau").values("area_id")
    rows = Area.objects.annotate(digits=Length("code")).filter(digits=COUNTY, code__in=with_bureau)
    return list(rows.order_by("code").values_list("code", "name"))


class NameForm(forms.Form):
    """The four parts of a name, and for whom."""

    use_required_attribute = False

    subject = forms.ChoiceField(
        label=_("办什么"),
        choices=pairs({kind: KIND_SAYS[kind] for kind in SUBJECTS}),
        widget=forms.RadioSelect,
        initial=Kind.COMPANY,
    )
    area_code = forms.ChoiceField(label=_("在哪里登记"))
    region = forms.CharField(label=_("行政区划"), max_length=60, help_text=_("住所所在的区县"))
    brand = forms.CharField(label=_("字号"), max_length=60, help_text=_("两个以上汉字，例如“武陵春”"))
    trade = forms.CharField(label=_("行业"), max_length=60, help_text=_("例如“商贸”“餐饮”“茶业”"))
    form = forms.CharField(
        label=_("组织形式"),
        max_length=60,
        help_text=_("例如“有限公司”“店”"),
        widget=forms.TextInput(attrs={"list": "name-form-choices"}),
    )
    related = forms.CharField(label=_("有投资关系的企业的统一社会信用代码"), max_length=200, required=False)
    meaning = forms.CharField(label=_("字号的另外含义"), max_length=60, required=False)

    def form_choices(self) -> list[str]:
        """Forms of organisation to choose from; others may be typed."""
        return list(dict.fromkeys(one.form for one in forms_of_law() if not one.is_mark))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = counties()  # type: ignore[attr-defined]
        for name in ("region", "brand", "trade", "form"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class RetainForm(forms.Form):
    """Keeping the name that was asked for: who, and the promise about near names."""

    region = forms.CharField(required=False, widget=forms.HiddenInput)
    brand = forms.CharField(required=False, widget=forms.HiddenInput)
    trade = forms.CharField(required=False, widget=forms.HiddenInput)
    form = forms.CharField(required=False, widget=forms.HiddenInput)
    area_code = forms.CharField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(required=False, widget=forms.HiddenInput)
    trade_code = forms.CharField(required=False, widget=forms.HiddenInput)
    meaning = forms.CharField(required=False, widget=forms.HiddenInput)
    related = forms.CharField(required=False, widget=forms.HiddenInput)
    applicant_name = forms.CharField(label=_("申请人姓名"), max_length=60)
    applicant_phone = NumberField(
        label=_("联系电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    needs_approval = forms.BooleanField(
        label=_("设立或者经营范围中有登记前须经批准的项目（保留一年）"), required=False
    )
    approval = forms.CharField(label=_("须经批准的项目"), max_length=200, required=False)
    promised = forms.BooleanField(label=_("作出承诺"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "keep_%s", **kwargs})


class KeptForm(forms.Form):
    """Finding one's retained name again."""

    number = DocketField(label=_("保留编号"), max_length=40)
    code = CodeField(label=_("取用码"), max_length=20)
