"""Names of businesses 企业名称: composing and splitting, forbidden content, sameness, nearness.

Legal basis: 《企业名称登记管理规定》(国务院令第734号), 《企业名称登记管理规定实施办法》(总局令第82号),
《个体工商户登记管理规定》第十四条. Sameness is refused (规定第十七条, 实施办法第二十四条); nearness is only
said, and the applicant promises to answer for it (规定第十六条).

Start reading: ``asking`` (what is asked and answered), ``parts`` (a name and its parts), ``comparing`` (same
and near), ``keys`` (how a million names are asked in milliseconds).
"""
