"""Hazards 隐患: found, graded, ordered to be rectified, reported rectified, re-checked by another, closed.

Basis: 《食品生产经营监督检查管理办法》第三十二条、第三十三条, 《特种设备安全法》第六十二条、第六十三条,
《特种设备安全监督检查办法》第二十三条、第二十九条, 《行政处罚法》第二十八条. A hazard ends in one of two ways
only: closed after a re-check by somebody other than who reported it rectified, or withdrawn with a reason.
What is overdue or fails again goes up to a leader, who sets a new deadline or hands it over to enforcement.

Start reading: ``rules/stages.py`` (the table of moves), ``models.py`` (what one row is), ``services`` (one
module per stage of work), ``law/hazards.toml`` (articles) beside ``choices/limits.csv`` (the bureau's own).
"""
