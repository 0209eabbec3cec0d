"""Publicity 公示: what is public about a business, why, until when, and how it comes to an end.

Results of inspections arrive as facts and become notices; a negative one is shown for as long as the law
says and then stopped; one that was wrong is withdrawn. What ended leaves a tombstone: who ended it, when, by
which article, and nothing of what it said. Every day the public registers are written out as signed open
data that a stranger can check without this platform.

Legal basis: 《企业信息公示暂行条例》第六条、第十二条; 《市场监督管理信用修复管理办法》第二条、第十条;
《企业公示信息抽查办法》第十二条、第十五条.

Start reading at `rules/showing.py` (until when), then `services/noticing.py`, then `services/opendata.py`.
"""
