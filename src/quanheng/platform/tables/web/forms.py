"""Forms of an import: the file, how it is read, which column is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanheng.platform.tables.models import ImportRun, Mode
from quanheng.platform.tables.queries import Preview
from quanheng.platform.tables.reading import Layout
from quanheng.platform.tables.reading.text import ENCODINGS, SEPARATORS
from quanheng.platform.tables.reading.workbook import sheet_names
from quanheng.platform.tables.services import source_of
from quanheng.platform.tables.sheet import Sheet

SAMPLE = 18
"""Characters shown of a first cell: a unified social credit code is shown whole, or it looks cut short."""


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("表格文件"),
        help_text=_("CSV、XLSX、XLS；CSV 不超过 1,024 MB，工作簿不超过 100 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.xlsb,.ods"}),
    )


class LayoutForm(forms.Form):
    """How the file is read; only what applies to its form is asked."""

    header_row = forms.IntegerField(label=_("表头在第几行"), min_value=1, max_value=1000)

    def __init__(self, run: ImportRun, data: Any = None) -> None:
        layout = Layout(**run.layout)
        super().__init__(data, initial=layout.as_dict(), prefix="layout")
        self.layout = layout
        if layout.form == "csv":
            encodings = {**ENCODINGS, **({layout.encoding: layout.encoding} if layout.encoding else {})}
            encodings |= ENCODINGS
            self.fields["encoding"] = forms.ChoiceField(label=_("文字编码"), choices=list(encodings.items()))
            self.fields["separator"] = forms.ChoiceField(label=_("分隔符"), choices=list(SEPARATORS.items()))
        else:
            names = sheet_names(source_of(run).path)
            self.fields["sheet"] = forms.ChoiceField(label=_("工作表"), choices=[(n, n) for n in names])

    def chosen(self) -> Layout:
        """The layout that the person chose."""
        return Layout(**{**self.layout.as_dict(), **self.cleaned_data})


class MatchForm(forms.Form):
    """One choice per column of the sheet: which column of the file it is; and whether to rehearse first."""

    mode = forms.ChoiceField(
        label=_("方式"),
        choices=[(Mode.REHEARSAL.value, _("试导：只判定，不写入")), (Mode.IMPORT.value, _("正式导入"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, run: ImportRun, sheet: Sheet, preview: Preview, data: Any = None) -> None:
        super().__init__(data, initial={"mode": Mode.REHEARSAL.value}, prefix="match")
        heads = [
            (str(at), _with_sample(preview, at)) for at, head in enumerate(preview.headings) if head.strip()
        ]
        self.names = [column.name for column in sheet.columns]
        for column in sheet.columns:
            suggested = preview.suggestions.get(column.name)
            hint = (
                _("可能是“%(heading)s”，请确认") % {"heading": preview.headings[suggested].strip()}
                if (suggested is not None)
                else column.note
            )
            self.fields[column.name] = forms.ChoiceField(
                label=column.header,
                required=column.name in sheet.required,
                choices=[("", _("（没有这一列）")), *heads],
                initial=str(run.mapping.get(column.name, "")),
                help_text=hint,
            )
        self.order_fields([*self.names, "mode"])

    def columns(self) -> list[forms.BoundField]:
        """The fields that say which column is which."""
        return [self[name] for name in self.names]

    def mapping(self) -> dict[str, int]:
        """Which field is which position of the file."""
        return {name: int(self.cleaned_data[name]) for name in self.names if self.cleaned_data[name]}


def _with_sample(preview: Preview, at: int) -> str:
    """A heading with the first cell below it, so that a person sees what would be read."""
    heading = preview.headings[at].strip()
    cells = (cells[at].strip() for _, cells in preview.rows if at < len(cells))
    sample = next(filter(None, cells), "")
    return f"{heading}（{sample[:SAMPLE]}）" if sample else heading
