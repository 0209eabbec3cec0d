"""A county at scale for the page benchmark: filled the database's fastest way, not by official acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

COUNTY, ORGANS, OFFICERS = "500242", 40, 600
TODAY = date(2021, 6, 1)
Rows = Iterator[tuple[Any, ...]]


def fill(rows: int) -> Any:
    """Areas, organs, officers, an account; then businesses, items, hazards, ledger entries."""
    from django.db import connection

    from quanheng.domains.hazards.models import Hazard
    from quanheng.domains.registration.filing import search_made_anew
    from quanheng.domains.registration.models import Business
    from quanheng.domains.registration.name_filing import rebuild_names
    from quanheng.platform.people import county
    from quanheng.platform.people.models import Account, Area, Officer, Organ

    county.lay_out()
    home = Area.objects.get(code=COUNTY)
    organs = [f"{COUNTY}-bench{n}" for n in range(ORGANS)]
    Organ.objects.bulk_create(
        Organ(code=code, name=code, short_name=code, kind="section", area=home) for code in organs
    )
    Officer.objects.bulk_create(
        Officer(
            name=f"检查员{n}",
            organ_id=organs[n % ORGANS],
            certificate_number=f"B{n:06}",
            certificate_from=date(2020, 1, 1),
            certificate_until=date(2030, 1, 1),
            area=home,
        )
        for n in range(OFFICERS)
    )
    insert("registration_business", businesses(rows))
    insert(
        "worklist_item", items(rows, organs, list(Officer.objects.values_list("pk", flat=True)[:OFFICERS]))
    )
    insert("ledger_entry", entries(rows))
    search_made_anew()
    rebuild_names()
    codes = Business.objects.order_by("pk").values_list("code", "name", "area_code")[: rows // 10]
    Hazard.objects.bulk_create(hazards(codes, organs[0]), batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    officer = Officer.objects.get(certificate_number="B000000")
    return Account.objects.create(
        username="bench",
        display_name="科员",
        roles=["section"],
        organ_id=organs[0],
        area=home,
        officer=officer,
    )


def insert(table: str, rows: Rows) -> None:
    """Insert rows the database's fastest way; the first one is the columns."""
    from django.db import connection, transaction

    columns = next(rows)
    names = ", ".join(f'"{name}"' for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            while batch := list(islice(rows, 50_000)):
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", batch)


def businesses(rows: int) -> Rows:
    """Invented businesses of the 39 townships."""
    import invented

    from quanheng.platform.people.county import townships

    places = [row["code"] for row in townships()]
    yield (
        *(
            "code",
            "old_number",
            "name",
            "kind",
            "type_text",
            "state",
            "established_on",
            "capital_text",
            "trade",
        ),
        *("address", "area_code", "area_confidence", "scope", "contact_name", "contact_phone", "flags"),
        "row_digest",
    )
    for number, row in enumerate(invented.rows(rows)):
        name, _code, day, kind, capital, scope, address = row
        code = f"9{1 + number % 2}500242MA{number:07}X"
        year, month, of_month = map(int, day.split("-"))
        yield (
            *(code, "", name, "individual", kind, "open", date(year, month, of_month), capital, ""),
            *(address, places[number % len(places)], "certain", scope, "", "", "[]"),
            "",
        )


def items(rows: int, organs: list[str], officers: list[int]) -> Rows:
    """Half of the items are settled; of the open ones every other has an officer."""
    yield (
        *("kind", "title", "about", "url", "area_code", "opened_on", "due_on", "cites", "settled_on"),
        *("settled_by", "for_organ_id", "officer_id"),
    )
    for number in range(rows):
        day = TODAY + timedelta(number % 90 - 20)
        settled = TODAY if number % 2 else None
        officer = officers[number // 4 % OFFICERS] if number % 4 == 0 else None
        organ = organs[number // 4 % OFFICERS % ORGANS]
        yield (
            *(
                "hazards.recheck",
                f"复查隐患第 {number} 号",
                f"hazards.hazard:{number}",
                "/hazards/1/",
                "500242101",
            ),
            *(TODAY, day, "《行政处罚法》第二十八条", settled, "", organ, officer),
        )


def entries(rows: int) -> Rows:
    """Ledger entries, four about each business of a quarter; the chain itself is not asked about here."""
    yield ("seq", "act", "subject", "by", "day", "body", "prev", "hash")
    for number in range(rows):
        body = '{"at":"2021-06-01T09:00:00+08:00","by_name":"检查员","facts":{}}'
        subject = f"registration.business:{number // 4 + 1}"
        yield (number + 1, "business_corrected", subject, "account:1", TODAY, body, "0" * 64, "0" * 64)


def hazards(codes: Any, organ: str) -> Iterator[Any]:
    """One hazard for every tenth business."""
    from quanheng.domains.hazards.models import Hazard

    for number, (code, name, area) in enumerate(codes):
        yield Hazard(
            number=f"2021-{number}",
            reference=f"bench:{number}",
            business_code=code,
            business_name=name,
            area_code=area,
            source="report",
            category="food",
            grade="general",
            text="货架上有超过保质期的食品",
            found_on=TODAY,
            stage="found",
            organ_id=organ,
        )
