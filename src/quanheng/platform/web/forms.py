"""Errands 办事表单: a service's refusal becomes an error of the form that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from unicodedata import normalize

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from quanheng.kernel.refusal import Forbidden, Missing, Refused

T = TypeVar("T")
_BRACKETS = str.maketrans("()[]【】", "〔〕〔〕〔〕")


class NumberField(forms.CharField):
    """A number as somebody types it, kept in half-width signs: ``１３８`` is ``138``."""

    def to_python(self, value: Any) -> str:
        """The number in half-width signs, without spaces around it; empty for none."""
        return super().to_python(normalize("NFKC", str(value or ""))) or ""


class CodeField(NumberField):
    """A code as somebody types or pastes it: any width, any case, blanks between; kept in capitals.

    The box does not cut what is pasted with blanks around it; the length is judged without them.
    """

    def to_python(self, value: Any) -> str:
        """The code in half-width capitals without blanks; empty for none."""
        return "".join(super().to_python(value).split()).upper()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No length that a browser would cut at, and nothing filled in from elsewhere."""
        return {"autocomplete": "off", "spellcheck": "false"}


class DocketField(CodeField):
    """The number of a matter with its year in brackets, 〔2026〕, whichever brackets a keyboard has."""

    def to_python(self, value: Any) -> str:
        """The number with the brackets it is printed with."""
        return super().to_python(value).translate(_BRACKETS)


def act(form: forms.BaseForm, do: Callable[[], T]) -> T | None:
    """Do an official act for a form; returns its value, or ``None`` once the refusal stands in the form.

    The refusal is shown beside ``refused.field`` where the form has such a field, else above the form.
    No right, or a record that is missing as a whole, stays what it is: a page of its own.
    """
    try:
        return do()
    except Refused as refused:
        beside = refused.field if refused.field in form.fields else None
        if isinstance(refused, Forbidden) or (isinstance(refused, Missing) and beside is None):
            raise
        form.add_error(beside, forms.ValidationError(sentence(refused), code="refused"))
        return None


def sentence(refused: Refused) -> SafeString:
    """A refusal in one piece: what, by which article, what instead."""
    parts = [format_html("{}", refused.says)]
    if refused.cites:
        parts.append(format_html('<span class="cites">{}{}</span>', gettext("依据："), refused.cites))
    if refused.instead:
        parts.append(format_html('<span class="instead">{}{}</span>', gettext("可以："), refused.instead))
    return SafeString(" ".join(parts))
