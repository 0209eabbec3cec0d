"""Every page, endpoint and act against every role and two townships.

``matrix.csv`` holds, for each address and method, the status that each role meets. A change of rights is a
change of that file, to be read by whoever reviews it; ``QUANHENG_WRITE_MATRIX=1 pytest tests/rights`` writes
it anew. What must hold whatever the file says is tested apart.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

MATRIX = Path(__file__).parent / "matrix.csv"
OWN, OTHER = people.LONGTAN, people.MAWANG
OUTSIDE = ("account", "mfa", "djdt")
ROLES = [role for role in Role if role is not Role.PUBLIC]
SEATS = [
    "public",
    *(f"{role}@county" for role in ROLES),
    *(f"{role}@other" for role in ("section", "inspector", "township")),
]
CLOSED = {"login", "403", "404", "405"}
OF_EVERYBODY = (
    "inspections:item",
    "inspections:checklist",
    "inspections:change",
    "inspections:retire",
    "inspections:objects",
    "board",
    "cockpit:officer",
    "registration:bar",
)
"""Lists and registers of the county that are not any township's."""
PUBLIC = {"portal", "api", "draws:public", "draws:fairness", "hazards:answer", "healthz", "choose_language"}
PUBLIC_NAMES = {
    f"registration:{name}"
    for name in (
        *("names", "name_check", "name_retain", "name_kept", "name_mine", "visit_request"),
        *("name_dispute_enter", "name_dispute_mine"),
    )
}
"""Names are looked up and kept by anybody, a kept name opens with its own code alone, a dispute with that of
its side; a visit at the door is asked for by anybody."""


def is_public(name: str) -> bool:
    """Whether an address is for anybody."""
    return name in PUBLIC_NAMES or any(name.startswith(space) for space in PUBLIC)


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("county"), pytest.mark.django_db]


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the product with its namespace."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            name = f"{space}{found.name}"
            if found.name and not name.startswith(OUTSIDE):
                yield name, found
        else:
            yield from routes(found, f"{space}{found.namespace}:" if found.namespace else space)


def in_own_township(rows, lookup: str = "area_code"):
    """A record of the own township: one that lies there, or the first one, moved there."""
    rows = rows.order_by("pk")  # an order with ties is another one on each database
    found = rows.filter(**{lookup: OWN}).first() or rows.first()
    assert found is not None, f"the county has no {rows.model.__name__}"
    if "__" not in lookup and getattr(found, lookup) != OWN:
        type(found).objects.filter(pk=found.pk).update(**{lookup: OWN})
        found.refresh_from_db()
    return found


@pytest.fixture(scope="module")
def samples(county) -> dict[str, dict[str, object]]:
    """Arguments for every address that takes some, all of records in the own township."""
    from quanheng.domains.hazards.models import Hazard
    from quanheng.domains.inspections.models import Checklist, Inspection, Item, Plan, PlanEntry, Visit
    from quanheng.domains.publicity.models import Notice
    from quanheng.domains.registration.models import Business
    from quanheng.platform.documents.models import Attachment
    from quanheng.platform.draws.models import Draw, Source
    from quanheng.platform.ledger.models import Entry
    from quanheng.platform.people.models import Officer
    from quanheng.platform.tables.models import ImportRun

    hazard = in_own_township(Hazard.objects.filter(orders__isnull=False))
    drawn = Draw.objects.filter(state="drawn").first()
    witnessed = Source.objects.filter(draw__state="drawn")
    serial = {"organ": drawn.organ_id, "serial": drawn.serial}
    item, notice = {"code": Item.objects.first().code}, Notice.objects.first()
    hazard_page = {"key": hazard.pk}
    visit = {"key": in_own_township(Visit.objects.filter(state="published")).pk}
    run = {"run_id": in_own_township(ImportRun.objects.all()).pk}
    by_prefix: dict[str, dict[str, object]] = {
        "api:one_draw": serial,
        "api:notice": {"notice_id": notice.pk},
        "board:figure": {"key": "own_random_inspected"},
        "cockpit:officer": {"key": Officer.objects.first().pk},
        "cockpit:ledger_entry": {"seq": Entry.objects.first().seq},
        "credit:business": {},
        "documents:download": {"key": getattr(Attachment.objects.first(), "pk", 1)},
        "draws:file": {"pk": drawn.pk, "name": "plan.json"},
        "draws:public_file": serial | {"name": "plan.json"},
        "draws:public": serial,
        "draws:fairness": {"organ": drawn.organ_id},
        "draws:substitute": {"pk": drawn.pk, "code": drawn.drawn.first().code},
        "draws:enter_outcome": {"pk": witnessed.filter(kind="public").first().pk},
        "draws:confirm_outcome": {"pk": witnessed.filter(kind="public").first().pk},
        "draws:hand_in": {"pk": witnessed.filter(kind="witness").first().pk},
        "draws:reveal": {"pk": witnessed.filter(kind="witness").first().pk},
        "draws:": {"pk": drawn.pk},
        "field:": visit,
        "hazards:add_evidence": hazard_page | {"point": hazard.points.first().pk},
        "hazards:notice": hazard_page | {"order": hazard.orders.first().pk},
        "hazards:answer_photo": {"token": "0" * 32, "photo": 1},
        "hazards:answer": {"token": "0" * 32},
        "hazards:": hazard_page,
        "inspections:visit": visit,
        "inspections:record": visit,
        "inspections:review": visit,
        "inspections:substitute": visit,
        "inspections:stand_in": visit,
        "inspections:publish_visit": visit,
        "inspections:checklist": {"code": Checklist.objects.first().code},
        "inspections:plan_inspection": {},
        "inspections:remove_plan_line": {"key": PlanEntry.objects.first().pk},
        "inspections:plan": {"key": Plan.objects.first().pk},
        "inspections:add_plan_line": {"key": Plan.objects.first().pk},
        "inspections:adopt_plan": {"key": Plan.objects.first().pk},
        "inspections:": {"key": Inspection.objects.first().pk},
        "portal:result": {"notice_id": notice.pk},
        "portal:open_data_file": {"release": "2021-12-31", "name": "manifest.json"},
        "publicity:": {"notice_id": notice.pk},
        **of_registration(),
        **of_licences(),
        "tables:upload": {"kind": "registration.businesses"},
        "tables:template": {"kind": "registration.businesses"},
        "tables:": run,
    }
    business = {"code": in_own_township(Business.objects.filter(state="open")).code}
    return {name: _arguments(name, found, by_prefix, item, business) for name, found in routes()}


def of_registration() -> dict[str, dict[str, object]]:
    """Records of the registration counter: an application handed in, and what hangs on it."""
    from quanheng.domains.registration.models import (
        Annulment,
        Filing,
        Hold,
        HomeVisit,
        NameDispute,
        NameReservation,
        Outlet,
        PersonBar,
    )
    from quanheng.platform.certificates.models import Certificate

    filing = {"key": in_own_township(Filing.objects.filter(stage="submitted")).pk}
    leaving = {"key": in_own_township(Filing.objects.filter(stage="publicised")).pk}
    kept = {"key": in_own_township(NameReservation.objects.all()).pk}
    dispute = {"key": in_own_township(NameDispute.objects.all()).pk}
    certificate = {"public_id": Certificate.objects.filter(kind="business_licence").first().public_id}
    return {
        "registration:filing": filing,
        "registration:filing_file": filing | {"attachment": 1},
        "registration:filing_paper": filing | {"name": "application"},
        "registration:outlet": {"key": in_own_township(Outlet.objects.all()).pk},
        "registration:visit": {"key": in_own_township(HomeVisit.objects.all()).pk},
        "registration:hold": {"key": in_own_township(Hold.objects.all(), "business__area_code").pk},
        "registration:bar": {"key": PersonBar.objects.first().pk},
        "registration:annulment": {"key": in_own_township(Annulment.objects.all()).pk},
        "registration:name_kept": kept,
        "registration:name_retained": kept,
        "registration:name_strike": kept,
        "registration:name_dispute": dispute,
        "registration:name_dispute_act": dispute | {"name": "accept"},
        "registration:name_dispute_file": dispute | {"attachment": 1},
        "registration:name_dispute_paper": dispute | {"name": "acceptance"},
        "registration:name_paper": kept | {"name": "retained"},
        "portal:visit": {"key": in_own_township(HomeVisit.objects.all()).pk},
        "portal:deregistration": leaving,
        "portal:certificate": certificate,
        "portal:certificate_file": certificate | {"token": "0" * 40, "suffix": "pdf"},
    }


def of_licences() -> dict[str, dict[str, object]]:
    """A permit and an application for one."""
    from quanheng.domains.licences.models import Application, OnlineForm, Permit

    permit = in_own_township(Permit.objects.all())
    form = {"key": in_own_township(OnlineForm.objects.all()).pk}
    held, asked = {"key": permit.pk}, {"key": in_own_township(Application.objects.all()).pk}
    applications = "application accept supplement answer decline withdraw check decide extend issue new_code"
    return {
        "licences:": held,
        "licences:apply_kind": {"kind": "food_business"},
        "licences:online": form,
        "licences:online_file": form | {"attachment": 1},
        "licences:online_notice": form | {"paper": "acceptance"},
        "licences:paper": asked | {"paper": "application"},
        "portal:permit": {"number": permit.number},
        **{f"licences:{name}": asked for name in applications.split()},
    }


def _arguments(name, found, by_prefix, item, business) -> dict[str, object]:
    wanted = set(found.pattern.converters) | set(found.pattern.regex.groupindex)
    if not wanted:
        return {}
    for prefix in sorted(by_prefix, key=len, reverse=True):
        if name.startswith(prefix) and wanted <= set(by_prefix[prefix]):
            return {key: by_prefix[prefix][key] for key in wanted}
    if name.startswith("inspections:"):
        return item
    assert wanted == {"code"}, f"say in this test what {name} takes: {wanted}"
    return business


@pytest.fixture(scope="module")
def seats(county) -> dict[str, Client]:
    """One logged-in client per role at the county, three in the other township, and the public."""
    clients = {"public": Client(raise_request_exception=False)}
    for seat in SEATS[1:]:
        role, place = seat.split("@")
        area = people.COUNTY if place == "county" else OTHER
        client = Client(raise_request_exception=False)
        client.force_login(people.account(Role(role), username=f"matrix-{seat}", area_code=area))
        clients[seat] = client
    return clients


def status(client: Client, method: str, url: str) -> str:
    """What the seat meets; whatever an act changed is taken back."""
    with transaction.atomic():
        answer = client.generic(method, url, headers={"accept": "text/html"})
        list(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/login"):
        return "login"
    return str(answer.status_code)


@pytest.fixture(scope="module")
def matrix(samples, seats) -> dict[tuple[str, str], list[str]]:
    """Status per address and method, one per seat."""
    found = {}
    for name, _pattern in routes():
        url = reverse(name, kwargs=samples[name])
        for method in ("GET", "POST"):
            found[name, method] = [status(seats[seat], method, url) for seat in SEATS]
    return found


def test_nothing_that_anybody_asks_ends_in_a_fault(matrix):
    assert not {key: row for key, row in matrix.items() if any(code.startswith("5") for code in row)}


def test_the_public_meets_the_login_and_never_an_official_page(matrix):
    wrong = {key: row[0] for key, row in matrix.items() if not is_public(key[0]) and row[0] not in CLOSED}
    allowed = {("field:service_worker", "GET"), ("field:offline", "GET")}  # hold no data, must load offline
    allowed |= {("cockpit:start", "GET"), ("cockpit:start", "POST")}  # leads to where the reader belongs
    assert not set(wrong) - allowed, wrong


def test_a_record_of_another_township_is_not_found(matrix, samples):
    """An inspector, section or township officer of the other township never opens a record of ours."""
    first = len(SEATS) - 3
    wrong = {}
    for (name, method), row in matrix.items():
        holds = {"code", "key", "run_id"} & set(samples[name])
        ours = not name.startswith(OF_EVERYBODY)
        if holds and ours and not is_public(name) and set(row[first:]) & {"200", "302"}:
            wrong[name, method] = row[first:]
    assert not wrong, wrong


def test_an_act_is_never_done_by_a_get(matrix, seats, samples):
    """Asking for a page changes nothing: the ledger's head stands where it stood."""
    from quanheng.platform.ledger.models import Head

    before = Head.objects.get().seq
    for name, _pattern in routes():
        for seat in ("section@county", "leader@county", "inspector@county", "witness@county"):
            with transaction.atomic():
                seats[seat].get(reverse(name, kwargs=samples[name]))
                after = Head.objects.get().seq
                transaction.set_rollback(True)
            assert after == before, f"GET {name} as {seat} wrote the ledger"


def test_the_matrix_is_what_was_reviewed(matrix):
    rows = [[name, method, *codes] for (name, method), codes in sorted(matrix.items())]
    if os.environ.get("QUANHENG_WRITE_MATRIX"):
        with MATRIX.open("w", encoding="utf-8", newline="\n") as file:
            csv.writer(file, lineterminator="\n").writerows([["address", "method", *SEATS], *rows])
    with MATRIX.open(encoding="utf-8") as file:
        head, *reviewed = csv.reader(file)
    assert head[2:] == SEATS
    known = {tuple(row[:2]): row[2:] for row in reviewed}
    found = {(row[0], row[1]): row[2:] for row in rows}
    keys = known.keys() | found.keys()
    changed = {key: (known.get(key), found.get(key)) for key in keys if known.get(key) != found.get(key)}
    assert not changed, f"rights changed; read the difference, then write the matrix anew: {changed}"
