"""Credit 信用, first part: the credit-risk class A-D of a business 企业信用风险分类, with its history.

Basis: 《市场监管总局关于推进企业信用风险分类管理进一步提升监管效能的意见》(国市监信发〔2022〕6号).
Classes are worked out by the national model and handed down to the county; here they are taken in, set by
hand with a reason, and read by whoever plans inspections. A class is internal: it is not a rating, is never
published, and is no ground for a penalty.

Start reading: ``rules/classes.py``, ``models.CreditClass``, ``services.set_class``, ``queries.classes``.
"""
