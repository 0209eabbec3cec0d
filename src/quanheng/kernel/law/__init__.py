"""Law as dated data 法条数据: every number of law with its article, its words and the days it was in force.

A domain keeps its numbers in `law/*.toml` and asks them by the day that matters; an old case keeps its
old law, and a day before the first entry is refused rather than guessed (HOUSE, "Law is dated data").

    [decide_case]
    cites    = "《市场监督管理行政处罚程序规定》第六十四条"
    says     = "适用普通程序办理的案件应当自立案之日起九十日内作出处理决定"
    unit     = "calendar_days"
    checked  = "text"            # "text" | "third-party" (needs `source`) | "memory"
    in_force = [
      { from = 2019-04-01, until = 2021-07-14, value = 90, cites = "…", checked = "memory" },
      { from = 2021-07-15, value = 90 },
    ]

`until` is the last day in force; without it an entry holds until the next one starts. An entry may carry
its own `unit`, `cites`, `says`, `checked` and `source`: the words quoted for the present law are never
lent to an entry that cites another article or was checked otherwise. Where no words are quoted, write
`quoted = false`. Long entries read better as `[[decide_case.in_force]]` tables, one key a line (TOML allows
no line break inside braces). `title` (a Chinese name for screens) and `note` are optional.

>>> from datetime import date
>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     path = Path(folder, "penalties.toml")
...     _ = path.write_text('''
...         [hold_hearing_request]
...         cites    = "《行政处罚法》第六十四条"
...         says     = "当事人要求听证的，应当在行政机关告知后五日内提出"
...         unit     = "working_days"
...         checked  = "text"
...         in_force = [ { from = 2021-07-15, value = 5 } ]
...     ''', encoding="utf-8")
...     provisions = Provisions.load(path)
>>> provisions["hold_hearing_request"].due(date(2021, 9, 30))
datetime.date(2021, 10, 13)
>>> provisions["hold_hearing_request"].on(date(2021, 7, 14))
Traceback (most recent call last):
    ...
quanheng.kernel.law.provision.NoProvision: 平台没有2021年7月14日适用的规定（hold_hearing_request）
"""

from quanheng.kernel.law.loading import LawFileWrong, Provisions
from quanheng.kernel.law.provision import Checked, Description, Entry, NoProvision, Provision
from quanheng.kernel.law.units import Unit

__all__ = [
    "Checked",
    "Description",
    "Entry",
    "LawFileWrong",
    "NoProvision",
    "Provision",
    "Provisions",
    "Unit",
]
