import io
import re
from datetime import date

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db.models import F
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.testing import people
from quanheng.platform.web.lists import Column, Filter, ListSpec, export, list_page, paging
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db


def spec(**given):
    return ListSpec(
        **{
            "title": "待办",
            "columns": [
                Column("title", "事项", link=lambda row: f"/items/{row.pk}/", sort="title"),
                Column("due_on", "期限", kind="date", sort="due_on"),
                Column("kind", "类别", kind="state", tone={"a.b": "warn"}),
                Column("cites", "依据", spare=True),
            ],
            "filters": [Filter("kind", "类别", choices=[("a.b", "甲"), ("c.d", "乙")])],
            "search": lambda rows, text: rows.filter(title__contains=text),
            "empty": "先交办一件事",
        }
        | given
    )


def items(count, **given):
    organ = people.organ()
    Item.objects.bulk_create(
        Item(
            **{
                "kind": "a.b" if n % 2 else "c.d",
                "title": f"事项{n:05d}",
                "about": f"x:{n}",
                "for_organ": organ,
                "area_code": "500242",
                "opened_on": date(2021, 3, 1),
                "due_on": date(2021, 3, 5) if n % 3 else None,
            }
            | given
        )
        for n in range(count)
    )


def asked(query="", partial=False, **given):
    headers = {"HX-Request": "true", "HX-Target": "results"} if partial else {}
    request = RequestFactory().get(f"/list/?{query}", headers=headers)
    request.actor = Actor.public()
    request.session = {}
    request._messages = FallbackStorage(request)
    return list_page(request, spec(**given), Item.objects.all())


def page(query="", **given):
    return asked(query, **given).content.decode()


def test_a_list_shows_rows_with_links_and_the_count():
    items(3)
    html = page()
    assert "共 3 条" in html
    assert 'href="/items/' in html
    assert "事项00002" in html
    assert "2021-03-05" in html


def test_a_filter_narrows_and_stands_as_a_chip_that_takes_it_off():
    items(4)
    html = page("kind=a.b&size=50")
    assert "共 2 条" in html
    assert 'href="?size=50"' in html
    assert "事项00002" not in html


def test_an_unknown_filter_value_is_not_applied():
    items(2)
    assert "共 2 条" in page("kind=nonsense")


def test_search_finds_and_says_when_nothing_fits():
    items(3)
    assert "共 1 条" in page("q=00002")
    assert "没有符合这些条件的记录" in page("q=none")


def test_an_empty_list_says_what_to_do_first():
    assert "先交办一件事" in page()


def test_sorting_is_announced_and_reversible():
    items(3)
    html = page("sort=title")
    assert 'aria-sort="ascending"' in html
    assert "?sort=-title" in html
    down = page("sort=-title")
    assert down.index("事项00002") < down.index("事项00000")


def test_sorting_by_something_not_offered_is_ignored():
    items(1)
    assert 'aria-sort="ascending"' not in page("sort=for_organ__accounts__password")


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "9" * 12, "²"])
def test_a_page_that_is_no_page_is_missing(number):
    with pytest.raises(Missing):
        asked(f"page={number}")


def test_a_page_behind_the_last_gives_the_last():
    items(25)
    html = page("page=99&sort=title")
    assert "第 2 / 2 页" in html
    assert "事项00024" in html


def test_a_spare_column_is_shown_when_asked_for_and_the_first_one_always():
    items(1, cites="《条例》第三条")
    assert "《条例》第三条" not in page()
    html = page("columns=cites")
    assert "《条例》第三条" in html
    assert "事项00000" in html


def test_htmx_gets_only_the_results_and_the_count_beside_them():
    items(1)
    html = asked("", partial=True).content.decode()
    assert "<html" not in html
    assert 'id="results"' in html
    assert 'hx-swap-oob="innerHTML"' in html


def test_text_from_records_is_escaped():
    items(1, title="<script>alert(1)</script>")
    html = page()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;" in html


def downloaded(query):
    response = asked(query)
    content = b"".join(response.streaming_content)
    response.close()
    return content


def walk(query):
    """Every title met by following the next link to the end."""
    seen, html = [], page(query)
    while True:
        seen += re.findall(r"事项\d{5}", html)
        if 'rel="next" href="' not in html:
            return seen
        html = page(html.split('rel="next" href="?')[1].split('"')[0].replace("&amp;", "&"))


@pytest.mark.parametrize("order", ["title", "-title", "due_on", "-due_on"])
def test_following_next_past_the_counted_rows_meets_every_row_once(order, monkeypatch):
    monkeypatch.setattr(paging, "CAP", 40)
    items(110)
    seen = walk(f"sort={order}")
    assert len(seen) == 110
    assert len(set(seen)) == 110


def test_without_a_chosen_order_deep_pages_follow_the_key(monkeypatch):
    monkeypatch.setattr(paging, "CAP", 40)
    items(70)
    assert "超过 40 条" in page()
    assert sorted(walk("")) == [f"事项{n:05d}" for n in range(70)]


@pytest.mark.parametrize("after", ["x", "W10=", "WzEsMl0=", "eyJhIjoxfQ==", "W3siYSI6MX0sMV0="])
def test_a_forged_place_in_the_list_is_missing(after):
    items(1)
    with pytest.raises(Missing):
        asked(f"sort=due_on&after={after}")


def test_csv_opens_in_a_spreadsheet_and_runs_no_formula():
    items(1, title="=HYPERLINK(1)", due_on=date(2021, 3, 5))
    text = downloaded("export=csv")
    assert text.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1),2021-03-05" in text.decode()


def test_xlsx_holds_the_rows_as_text_and_dates():
    items(2, due_on=date(2021, 3, 5))
    content = downloaded("export=xlsx&sort=title")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["事项", "期限"]
    assert rows[1][:2] == ["事项00000", date(2021, 3, 5)]
    assert len(rows) == 3


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_cut_export_says_so(form, monkeypatch):
    monkeypatch.setattr(export, "MOST", 5)
    items(6)
    content = downloaded(f"export={form}")
    if form == "csv":
        assert "仅导出前 5 行" in content.decode()
        assert content.decode().count("事项0") == 5
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert "仅导出前 5 行" in rows[-1][0]
        assert len(rows) == 7


def test_counting_stops_at_the_cap(django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(paging, "CAP", 3)
    items(30)
    with django_assert_max_num_queries(3) as captured:
        page()
    assert any("LIMIT 4" in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize(("dated", "bare"), [(45, 30), (40, 25), (0, 25), (25, 0), (19, 2), (20, 20)])
def test_rows_without_a_date_come_last_on_whichever_page_they_fall(dated, bare):
    items(dated, due_on=date(2021, 3, 5))
    organ = people.organ()
    Item.objects.bulk_create(
        Item(
            kind="a.b",
            title=f"事项{n:05d}",
            about=f"y:{n}",
            for_organ=organ,
            area_code="5",
            opened_on=date(2021, 1, 1),
        )
        for n in range(dated, dated + bare)
    )
    rows = Item.objects.order_by(F("due_on").asc(nulls_last=True), "id")
    met = [row.pk for start in range(0, dated + bare, 20) for row in paging._slice(rows, start, start + 20)]
    assert met == [row.pk for row in rows]


def test_the_address_keeps_only_what_was_chosen():
    items(2)
    everything = "q=&kind=a.b&size=20&columns=due_on&columns=kind"
    assert asked(everything, partial=True)["HX-Push-Url"] == "/list/?kind=a.b"
    fewer = asked("q=&size=50&columns=due_on", partial=True)["HX-Push-Url"]
    assert fewer == "/list/?size=50&columns=due_on"
