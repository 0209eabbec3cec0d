"""A stranger checks a licence with a phone: online, without a network, and when it is forged or revoked."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from quanheng.domains.registration.certificates import BUSINESS_LICENCE, printed
from quanheng.domains.registration.rules.licence import Licence
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel import clock
from quanheng.platform.certificates import authority, services
from quanheng.platform.certificates.bundled import verify_licence
from quanheng.platform.certificates.models import Certificate, Verification
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents.queries import content

from .conftest import DESK, PHONE, shot

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "酉阳县龙潭镇来福面馆（个体工商户）"
CHECK = "/verify/check/"


def licence(number: str = "92500242MA00000017", **given: object) -> Certificate:
    told = Licence(
        Kind.INDIVIDUAL,
        NAME,
        head="冉启明",
        type_text="个体工商户",
        form="个人经营",
        seat="龙潭镇老街12号",
        scope="餐饮服务；食品销售。",
    )
    values: dict[str, object] = {"kind": BUSINESS_LICENCE.key, "holder_name": NAME, "data": printed(told)}
    return make.issued(number, today=clock.today(), **values | given)


def own_page(row: Certificate, code: str = "") -> str:
    return f"{reverse('portal:certificate', args=[row.public_id])}#{code or row.payload}"


def forged(row: Certificate, name: str = "酉阳县假冒面馆") -> str:
    """The code of a true licence with another name written into it."""
    from quanheng.platform.certificates import payload

    found = payload.decode(row.payload)
    said = found.statement
    other = payload.Statement(**{**vars(said), "holder": name})
    return payload.encode(other, found.signature)


def strangers(row: Certificate) -> str:
    """A code under a key that nobody knows, of a day that no published key file has reached."""
    from quanheng.platform.certificates import payload

    said = payload.decode(row.payload).statement
    other = {**vars(said), "key_id": "00000000", "issued_on": clock.today() + timedelta(9)}
    return payload.encode(payload.Statement(**other), bytes(64))


def answer(page: Page) -> str:
    page.wait_for_selector("[data-check][data-ready]")
    return page.inner_text("[data-answer]")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_stranger_scans_a_licence_and_reads_the_answer_first(visit, size) -> None:
    row = licence()
    page = visit(own_page(row), size=size)
    page.wait_for_selector("[data-own-page][data-ready]")
    expect(page.locator("h1")).to_have_text("此证照有效")
    expect(page.locator("[data-genuine]")).to_be_visible()
    expect(page.get_by_text("冉启明")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"licence-valid-{size['width']}")
    counted = Verification.objects.get()
    assert (counted.certificate, counted.result, counted.channel, counted.count) == (row, "valid", "page", 1)


def test_forged_revoked_expired_and_superseded_are_told_apart_online(visit) -> None:
    true, gone, old = licence("T1"), licence("G1"), licence("O1")
    services.revoke(gone.kind, "G1", "注销登记", "《条例》第三十一条", by=make.SYSTEM, today=clock.today())
    licence("O1")
    ended = licence("E1", valid_until=clock.today() - timedelta(1))
    page = visit(own_page(true, forged(true)), size=PHONE)
    page.wait_for_selector("[data-own-page][data-ready]")
    expect(page.get_by_text("这个二维码是伪造的")).to_be_visible()
    expect(page.get_by_text("此证照有效")).to_be_hidden()
    shot(page, "licence-forged-360")
    page = visit(own_page(true, strangers(true)), size=PHONE)
    page.wait_for_selector("[data-own-page][data-ready]")
    expect(page.get_by_text("这个二维码是伪造的")).to_be_visible()
    expect(page.locator("[data-genuine]")).to_be_hidden()
    for row, said in ((gone, "此证照已失效"), (old, "此证照已被新版本替代"), (ended, "此证照已过期")):
        page = visit(own_page(row), size=PHONE)
        page.wait_for_selector("[data-own-page][data-ready]")
        expect(page.locator("h1")).to_have_text(said)
        expect(page.locator("[data-genuine]")).to_be_visible()
    shot(page, "licence-expired-360")
    stolen = visit(own_page(true, gone.payload), size=PHONE)
    stolen.wait_for_selector("[data-own-page][data-ready]")
    expect(stolen.get_by_text("这个二维码是伪造的")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_after_one_visit_a_licence_is_checked_without_a_network(visit, live_server, size) -> None:
    good, gone = licence("T1"), licence("G1")
    services.revoke(gone.kind, "G1", "注销登记", "《条例》第三十一条", by=make.SYSTEM, today=clock.today())
    page = visit(own_page(good), size=size)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match('/verify/list.json').then(Boolean)")
    page.context.set_offline(True)

    def opened(row: Certificate, code: str = "") -> Page:
        other = page.context.new_page()
        other.goto(f"{live_server.url}{own_page(row, code)}")
        return other

    assert answer(opened(good)) == "此证照有效"
    phone = opened(gone)
    assert answer(phone) == "此证照已失效"
    expect(phone.locator("[data-facts]")).to_contain_text(NAME)
    shot(phone, f"licence-offline-revoked-{size['width']}")
    phone = opened(good, forged(good))
    assert answer(phone) == "伪造：签名不符"
    expect(phone.locator("main")).not_to_contain_text("假冒")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(phone, f"licence-offline-forged-{size['width']}")
    assert Verification.objects.count() == 1, "what a phone checks by itself is not known to the platform"


def test_the_check_page_takes_a_pasted_code_and_renews_its_list(visit) -> None:
    row = licence()
    page = visit(CHECK, size=PHONE)
    page.wait_for_selector("[data-check][data-ready]")
    page.get_by_label("二维码的内容").fill(f"https://example.gov.cn{own_page(row)}")
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("[data-answer]")).to_have_text("此证照有效")
    services.revoke(row.kind, row.number, "吊销", "第四十条", by=make.SYSTEM, today=clock.today())
    page.get_by_role("button", name="更新名单").click()
    expect(page.locator("[data-answer]")).to_have_text("此证照已失效")
    page.get_by_label("二维码的内容").fill("你好")
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("[data-answer]")).to_have_text("不能识别")
    shot(page, "licence-check-360")


def test_the_downloaded_page_works_from_a_disk_without_any_server(visit, tmp_path: Path) -> None:
    row = licence()
    page = visit("/verify/", size=DESK)
    text = page.request.get("/verify/check/file/").text()
    alone = tmp_path / "check.html"
    alone.write_text(text, encoding="utf-8")
    page.context.set_offline(True)
    page.goto(f"file://{alone}#{row.payload}")
    assert answer(page) == "此证照有效"
    shot(page, "licence-file-1280")
    page.goto(f"file://{alone}#{forged(row)}")
    expect(page.locator("[data-answer]")).to_have_text("伪造：签名不符")


def test_the_browser_and_the_program_give_the_same_verdicts_with_and_without_webcrypto(visit) -> None:
    today = clock.today()
    rows = [licence(f"V{number}") for number in range(4)]
    services.revoke(rows[1].kind, "V1", "吊销", "第四十条", by=make.SYSTEM, today=today)
    licence("V2")
    rows.append(licence("V5", valid_until=today))
    keys_before = services.published_key_file(today=today - timedelta(1))
    authority.rotate(today=today)
    rows.append(licence("V6"))
    keys, listed = services.published_key_file(today=today), services.published_list(today=today)
    codes = [row.payload for row in rows] + [
        forged(rows[0]),
        strangers(rows[0]),
        "",
        "a.b",
        rows[0].payload + "A",
    ]
    code = rows[0].payload
    codes += [
        code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :] for at in range(0, len(code), 29)
    ]
    cases = [
        (one, told, known, (today + timedelta(days)).isoformat())
        for one in codes
        for told, known, days in (
            (keys, listed, 0),
            (keys, listed, 1),
            (keys, None, 0),
            (keys, listed, 9),
            (keys, listed, -1),
            (keys_before, None, 0),
            (keys | {"keys": keys["keys"][1:]}, listed, 0),
        )
    ]
    wanted = [
        verify_licence.judge(one, told, known, clock.today().fromisoformat(on))[0]
        for one, told, known, on in cases
    ]
    page = visit(CHECK)
    script = """async ([cases, plain]) => {
        const { judge } = await import("/static/certificates/licence.js");
        if (plain) Object.defineProperty(crypto, "subtle", { value: undefined });
        const found = [];
        for (const [code, keys, list, on] of cases) found.push((await judge(code, keys, list, on)).verdict);
        return found;
    }"""
    for plain in (False, True):
        assert page.evaluate(script, [json.loads(json.dumps(cases)), plain]) == wanted
    assert {"valid", "expired", "revoked", "superseded", "forged", "unreadable", "unsure"} == set(wanted)


def test_the_browser_agrees_with_the_vectors_of_the_signature_standard(visit) -> None:
    """RFC 8032, section 7.1, tests 1 to 3, and each of them with one bit changed."""
    vectors = [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a",
        ),
    ]
    page = visit(CHECK)
    script = """async (vectors) => {
        const module = "/static/certificates/ed25519.js";
        const { signed, signedPlainly, sha512, sha512Plainly } = await import(module);
        const raw = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
        const found = [];
        for (const [key, message, signature] of vectors) for (const way of [signed, signedPlainly]) {
            const wrong = raw(signature);
            wrong[40] ^= 1;
            found.push(await way(raw(message), raw(signature), raw(key)));
            found.push(await way(raw(message), wrong, raw(key)));
        }
        for (const length of [0, 1, 111, 112, 127, 128, 400]) {
            const bytes = new Uint8Array(length).fill(7);
            found.push(String(await sha512(bytes)) === String(sha512Plainly(bytes)), false);
        }
        return found;
    }"""
    assert page.evaluate(script, [list(one) for one in vectors]) == [True, False] * 13


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_genuine_file_is_known_and_one_changed_byte_too(visit, size) -> None:
    pdf = content(services.pdf_of(licence()).digest)
    page = visit("/verify/", size=size)
    upload = page.get_by_label("电子证照文件")
    upload.set_input_files({"name": "licence.pdf", "mimeType": "application/pdf", "buffer": pdf})
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("h1")).to_have_text("文件真实，没有改动")
    shot(page, f"licence-file-genuine-{size['width']}")
    at = pdf.index(b"stream") + 60
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    page.goto("/verify/")
    shot(page, f"verify-hub-{size['width']}")
    upload.set_input_files({"name": "licence.pdf", "mimeType": "application/pdf", "buffer": changed})
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("h1")).to_have_text("文件被改动过")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"licence-file-altered-{size['width']}")
