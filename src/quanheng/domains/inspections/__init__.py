"""Inspections 双随机、一公开: businesses and inspectors both drawn, every result published.

From the annual plan to the published result: the item list and the two registers (一单两库), plans for own
special, own comprehensive and joint-department inspections, the draw (`platform.draws`), visits of at least
two officers, checklists, refusals, review, and publication within 20 working days.

Legal basis: 《企业公示信息抽查办法》, 国办发〔2015〕58号, 国发〔2019〕5号; for food
《食品生产经营监督检查管理办法》, for special equipment 《特种设备安全法》第六十五条; recusal
《行政处罚法》第四十三条.

Start reading at `rules/stages.py` (what may follow what), then `services/` in the order of the work:
`listing`, `annual`, `planning`, `drawing`, `visiting`, `recording`, `reviewing`, `publishing`;
`importing` is the bulk path, `abandoning` the way out.
"""
