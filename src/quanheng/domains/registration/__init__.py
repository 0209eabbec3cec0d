"""Registration 登记: the register of businesses that everything else is about.

First part: the business register 经营主体名录: filled from a spreadsheet, searched by any part of name,
code or address, corrected by official acts.

Legal basis of what a register holds: 《市场主体登记管理条例》第八条 (name, type, scope, premises, capital,
who answers for it); of what is public: 《企业信息公示暂行条例》第六条.

Applications go from the first word typed (``services/filing.py``) over the findings (``rules/judging.py``) to
the decision (``services/deciding.py``), which writes the register, gives out the code and issues the licence
in one act. Who may not change or leave is held (``services/holding.py``); what was got by fraud is annulled
(``services/revoking.py``). The numbers of law are in ``law/registration.toml``, the lists beside it.

Start reading: ``models.Business`` (what one row is), ``rules/rows.py`` (how a spreadsheet row becomes one),
``services`` (what may be done with it), ``queries`` (what is read, by whom).
"""
