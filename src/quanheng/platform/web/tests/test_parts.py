"""The components, rendered from the words a page would write."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django_cotton.compiler_regex import CottonCompiler

from quanheng.kernel import clock
from quanheng.platform.web.matters import Action, Deadline, MatterHead
from quanheng.platform.web.templatetags import official

FRIDAY = date(2021, 3, 5)


def render(text, **context):
    return engines["django"].from_string(CottonCompiler().process(text)).render(context)


@pytest.mark.parametrize("tone", ["good", "note", "warn", "stop", "plain"])
def test_a_state_is_a_word_with_its_tone(tone):
    assert f'<span class="state {tone}">已办结</span>' in render(f'<c-state tone="{tone}">已办结</c-state>')


def test_a_deadline_says_the_day_what_is_left_and_the_article():
    html = render(
        '<c-deadline :on="on" :today="today" cites="第八十条" />', on=date(2021, 3, 10), today=FRIDAY
    )
    for words in ["2021-03-10", "还剩 3 个工作日", "第八十条"]:
        assert words in html
    assert render('<c-deadline :on="on" />', on=None).strip() == ""


def test_facts_pair_a_label_with_its_value():
    html = render('<c-facts><c-fact label="名称">{{ name }}</c-fact></c-facts>', name="<b>")
    assert "<dt>名称</dt><dd>&lt;b&gt;</dd>" in html


def test_a_figure_opens_its_records():
    html = render('<c-figure :number="n" label="超期" link="/late/" />', n=1234)
    assert '<a href="/late/">1,234</a>' in html


def test_tiles_stand_where_their_townships_lie():
    tiles = [{"name": "龙潭", "value": 3, "row": 2, "column": 4, "url": "/t/", "tone": "warn"}]
    html = render('<c-tiles :tiles="tiles" />', tiles=tiles)
    assert "--row:2;--column:4" in html
    assert '<a href="/t/">' in html


def test_a_chart_carries_its_option_as_data_not_as_script():
    html = render('<c-chart :option="option" title="走势" />', option={"x": "</script>"})
    assert 'type="application/json"' in html
    assert "</script>\\u" not in html
    assert html.count("</script>") == 1


def test_photos_have_words():
    html = render('<c-photos :photos="photos" />', photos=[{"url": "/p.jpg", "name": "后厨"}])
    assert 'alt="后厨"' in html


class Report(forms.Form):
    found_on = forms.DateField(label="发现日期", help_text="现场检查的日期")
    kinds = forms.MultipleChoiceField(
        label="类别", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="已核对", required=False)


def test_a_field_ties_label_help_and_error_to_its_control():
    form = Report({"found_on": "x"})
    form.is_valid()
    html = render('<c-field :field="field" />', field=form["found_on"])
    assert '<label for="id_found_on">' in html
    assert "现场检查的日期" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_found_on_helptext' in html
    assert 'id="id_found_on_helptext"' in html
    assert 'class="error"' in html


def test_a_group_of_boxes_is_a_fieldset_with_a_legend():
    html = render('<c-field :field="field" />', field=Report()["kinds"])
    assert "<legend>类别" in html


def test_a_matter_shows_number_state_holder_next_step_and_deadline():
    head = MatterHead(
        number="2021-7",
        title="责令整改",
        state="整改中",
        tone="warn",
        holder="食品科",
        next=Action("复核", "/recheck/"),
        due=Deadline(date(2021, 3, 10), cites="第八十条", says="整改到期"),
        more=[Action("撤回", "/withdraw/", "post", confirm="撤回 2021-7 号责令")],
    )
    html = render_to_string("page/matter.html", {"head": head, "today": FRIDAY, "csrf_token": "t"})
    for words in ["2021-7", "责令整改", "整改中", "食品科", "还剩 3 个工作日", "第八十条", "整改到期"]:
        assert words in html
    assert '<a class="button primary" href="/recheck/">复核</a>' in html
    assert 'data-confirm="撤回 2021-7 号责令"' in html
    assert 'name="once"' in html


def test_an_errand_lists_its_errors_on_top_with_a_way_to_each():
    form = Report({})
    form.is_valid()
    html = render_to_string(
        "page/errand.html", {"form": form, "title": "上报", "submit": "上报", "today": FRIDAY}
    )
    assert 'role="alert"' in html
    assert '<a href="#id_found_on">发现日期</a>' in html
    assert "（选填）" in html


def test_money_numbers_and_moments_are_written_one_way():
    assert official.yuan(Decimal("1234.5")) == "1,234.50 元"
    assert official.yuan(20_000) == "20,000 元"
    assert official.yuan(None) == ""
    assert official.day(datetime(2021, 3, 5, 1, 2, tzinfo=clock.SHANGHAI)) == "2021-03-05"
    assert official.moment(datetime(2021, 3, 5, 1, 2, tzinfo=clock.SHANGHAI)) == "2021-03-05 01:02"
    assert official.spaced("ab" * 8) == "abababab abababab"
