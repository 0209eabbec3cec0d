"""The catalogue tool: what pages say is found, kept, and compiled as gettext reads it."""

import gettext
import importlib.util
import io
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[5] / "tools" / "messages.py"
if not TOOL.exists():
    pytest.skip("the tools folder is not installed", allow_module_level=True)
spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "办结"
msgstr "Closed"

msgctxt "动词"
msgid "公示"
msgstr "publish"

msgid "还剩 %(n)s 天"
msgid_plural "还剩 %(n)s 天以上"
msgstr[0] "%(n)s day left"
msgstr[1] "%(n)s days left"

msgid "两行"
"合一"
msgstr ""
"two lines "
"in \\"one\\""

#, fuzzy
msgid "未定"
msgstr "guess"

msgid "空"
msgstr ""
"""


@pytest.fixture
def catalogue():
    return gettext.GNUTranslations(io.BytesIO(messages.compiled(messages.read(PO))))


def test_a_compiled_catalogue_is_read_by_gettext(catalogue):
    assert catalogue.gettext("办结") == "Closed"
    assert catalogue.pgettext("动词", "公示") == "publish"
    assert catalogue.ngettext("还剩 %(n)s 天", "还剩 %(n)s 天以上", 2) == "%(n)s days left"
    assert catalogue.gettext("两行合一") == 'two lines in "one"'


def test_what_is_not_translated_stays_chinese(catalogue):
    assert catalogue.gettext("空") == "空"
    assert catalogue.gettext("未定") == "未定"


def test_templates_say_what_they_say_through_tags_filters_and_components():
    text = """{% translate "办结" %}<c-card title="{% translate '依据' %}">{{ x|default:_("没有") }}
    {% blocktranslate with n=1 %}共 {{ n }} 条{% endblocktranslate %}
    {% blocktranslate count n=2 %}{{ n }} 天{% plural %}{{ n }} 天们{% endblocktranslate %}
    {% translate "公示" context "动词" %}"""
    assert set(messages.in_template(text)) == {
        (None, "办结"),
        (None, "依据"),
        (None, "没有"),
        (None, "共 %(n)s 条"),
        (None, ("%(n)s 天", "%(n)s 天们")),
        ("动词", "公示"),
    }


def test_code_says_what_it_says_through_gettext(tmp_path):
    path = tmp_path / "x.py"
    path.write_text(
        '_("甲")\ngettext_lazy("乙" "丙")\nngettext("%d 天", "%d 天们", n)\n_(name)\n', encoding="utf-8"
    )
    assert set(messages.in_python(path)) == {(None, "甲"), (None, "乙丙"), (None, ("%d 天", "%d 天们"))}


def test_extracting_again_keeps_translations_and_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "collect", lambda: [(None, "办结"), (None, "新句")])
    path = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    messages.extract(path)
    once = path.read_bytes()
    assert messages.read(once.decode())["办结"] == "Closed"
    assert "新句" in once.decode()
    messages.extract(path)
    assert path.read_bytes() == once


def test_the_compiled_catalogue_is_the_one_pages_use(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    assert messages.compile_all(tmp_path) == 1
    assert gettext.translation("django", tmp_path, ["en"]).gettext("办结") == "Closed"
