"""Electronic certificates 电子证照: issued, signed, verified online and offline, for every domain alike.

Legal basis of an electronic licence's force: 《市场主体登记管理条例》第二十二条.
Start reading: ``services`` (issue, revoke), ``payload`` (what the QR holds), ``authority`` (the keys).
"""
