"""A noodle shop to be registered, as somebody types it: all of it invented."""

from __future__ import annotations

from datetime import date

from quanheng.kernel.identifiers import resident_id

OWNER_ID = resident_id.make("500242", date(1986, 5, 12), "311")
OTHER_ID = resident_id.make("500242", date(1990, 2, 3), "024")

SHOP: dict[str, str] = {
    "shop_kind": "noodles",
    "name_parts__brand": "武陵谷",
    "operator__name": "田小满",
    "operator__id_number": OWNER_ID,
    "operator__phone": "13800001234",
    "operator__lives_here": "on",
    "area_code": "500242101",
    "address": "老街12号",
}
"""The eight things that an individual shop is asked for."""

PROMISES = {"promise-true": "on", "promise-address_true": "on"}
