"""Permits 许可: who may make or sell food, make listed products, sell drugs, and until when.

Five kinds: food production (SC), food business (JY), filing of sellers of prepackaged food only (YB),
industrial production licence (XK, granted by the province: the county keeps the register), drug retail.
Small workshops and stalls are left to provincial rules (《食品生产许可管理办法》第五十八条,《食品经营许可和
备案管理办法》第六十四条): no such text is at hand, so there is no kind for them.

Legal basis: 《食品生产许可管理办法》,《食品经营许可和备案管理办法》(from 2023-12-01; before it 《食品经营许可
管理办法》),《工业产品生产许可证管理条例实施办法》,《药品经营和使用质量监督管理办法》.
Start at ``services``: each function is one official act; ``rules/stages.py`` shows what may follow what.
"""
