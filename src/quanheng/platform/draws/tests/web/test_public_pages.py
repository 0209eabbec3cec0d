"""What everybody may read: every serial, the bundle, nothing that would warn before the draw."""

import io
import subprocess
import sys
import zipfile

import pytest
from django.urls import reverse

from quanheng.kernel import draw as kernel
from quanheng.platform.draws import queries, services
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import TODAY, VALUES
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db


def address(draw, page="public_draw", *more):
    return reverse(f"draws:{page}", args=[people.BUREAU, draw.serial, *more])


def test_the_list_holds_every_serial_and_no_draft(client):
    make.drafted(item="尚未承诺的事项")
    services.abort(make.committed().pk, "见证人未公开原值", by=make.section(), today=TODAY)
    make.drawn()
    text = client.get(reverse("draws:public_list")).content.decode()
    assert "2021-0001" in text
    assert "见证人未公开原值" in text
    assert "2021-0002" in text
    assert "尚未承诺的事项" not in text


def test_a_drawn_draw_shows_what_proves_it(client):
    draw = make.drawn()
    services.substitute(draw.pk, draw.drawn.get(order=1).code, "已注销", by=make.section(), today=TODAY)
    text = client.get(address(draw)).content.decode()
    assert draw.commitment[:8] in text
    assert draw.seed[:8] in text
    assert all(value in text for name, value in VALUES.items() if name != "福彩双色球")
    assert all(place.code in text for place in queries.drawn(draw))
    assert draw.substitutions.get().replaced_by in text
    assert "draws/verify-page.js" in text


def test_an_aborted_draw_keeps_its_page(client):
    draw = make.committed()
    services.abort(draw.pk, "见证人未公开原值", by=make.section(), today=TODAY)
    text = client.get(address(draw)).content.decode()
    assert "作废" in text
    assert "见证人未公开原值" in text


def test_before_the_draw_the_plan_is_public_and_the_lists_are_not(client):
    draw = make.seeded()
    plan = client.get(address(draw, "public_file", "plan.json"))
    assert kernel.commitment(plan.content) == draw.commitment
    for name in ("roster.csv", "inspectors.csv", "recusals.csv", "result.csv", "ledger-proof.json"):
        assert client.get(address(draw, "public_file", name)).status_code == 404
    assert client.get(address(draw, "public_bundle")).status_code == 409


def test_values_are_not_shown_while_one_is_still_secret(client):
    draw = make.committed()
    source = make.source_of(draw, "个私协会")
    services.reveal(draw.pk, source.pk, VALUES["个私协会"], by=make.witness_of(source), today=TODAY)
    assert VALUES["个私协会"] not in client.get(address(draw)).content.decode()


def test_the_single_files_verify(client):
    draw = make.drawn()
    files = {name: client.get(address(draw, "public_file", name)).content for name in kernel.NAMES}
    assert kernel.verify(files).faults == []


def test_the_downloaded_bundle_verifies_with_its_own_verifier_and_is_the_same_each_time(client, tmp_path):
    draw = make.drawn(recusals=[(make.ROSTER[3][0], "21-0003")])
    services.substitute(draw.pk, draw.drawn.get(order=1).code, "已注销", by=make.section(), today=TODAY)
    content = client.get(address(draw, "public_bundle")).content
    assert content == client.get(address(draw, "public_bundle")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / f"{people.BUREAU}-{draw.serial}"
    said = subprocess.run(
        [sys.executable, str(folder / "verify.py"), str(folder)], capture_output=True, text=True
    )
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize(
    ("organ", "serial"), [("500242-amr", "2021-9999"), ("nobody", "2021-0001"), ("500242-amr", "x")]
)
def test_an_unknown_serial_answers_404(client, organ, serial):
    make.drawn()
    assert client.get(reverse("draws:public_draw", args=[organ, serial])).status_code == 404


def test_an_unknown_file_answers_404(client):
    assert client.get(address(make.drawn(), "public_file", "secrets.txt")).status_code == 404


def test_the_public_pages_name_no_officer(client):
    draw = make.drawn()
    make.section()
    assert "section" not in client.get(address(draw)).content.decode().replace("<section", "").replace(
        "</section", ""
    )


def test_the_fairness_page_answers_with_and_without_draws(client):
    people.organ()
    page = reverse("draws:fairness", args=[people.BUREAU])
    assert "还没有已完成的抽取" in client.get(page).content.decode()
    make.drawn()
    text = client.get(page).content.decode()
    assert "2021-0001" in text
    assert client.get(page, {"years": "3"}).status_code == 200
    assert client.get(page, {"years": "x"}).status_code == 200
    assert client.get(reverse("draws:fairness", args=["nobody"])).status_code == 404
