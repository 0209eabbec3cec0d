"""Importing businesses: verdicts, repetition, interruption; the same on both databases."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business, FormerName
from quanheng.domains.registration.tests.factories import code
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.tables import files, judging, reports, running
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.headers import ColumnsMissing
from quanheng.platform.tables.models import ImportRun, Mode, RunState
from quanheng.platform.testing.people import LONGTAN, MAWANG, actor, area

pytestmark = pytest.mark.django_db

TODAY = date(2021, 12, 31)
SYSTEM = Actor.system("test")
HEADER = "企业名称,统一社会信用代码,成立日期,企业类型,注册资本,经营范围,住所"
SHARED = Path(__file__).resolve().parents[5].parent / "shared" / "data"
real = pytest.mark.skipif(not SHARED.exists(), reason="the real rosters are not part of the project")


@pytest.fixture(autouse=True)
def _county(tmp_path, settings):
    settings.HOME = tmp_path
    area("500242", "酉阳土家族苗族自治县")
    area(LONGTAN, "龙潭镇")
    area(MAWANG, "麻旺镇")


def row(number: int, name: str = "", address: str = "酉阳县龙潭镇老街1号") -> str:
    name = name or f"酉阳县第{number}号商店"
    return f"{name},{code(number)},2015-06-01,个体工商户,5(万人民币元),百货零售,{address}"


def text(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def draft(content: bytes, *, by: Actor = SYSTEM, area_code: str = "", name: str = "名录.csv") -> ImportRun:
    return tables.accept_file(
        "registration.businesses", [content], name=name, area_code=area_code, by=by, today=TODAY
    )


def imported(content: bytes, *, mode: Mode = Mode.IMPORT, **given) -> ImportRun:
    run = draft(content, **given)
    tables.begin(run.pk, mode, by=given.get("by", SYSTEM), today=TODAY)
    return tables.carry_out(run.pk, today=TODAY)


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.accepted_count, run.flagged_count, run.refused_count, run.unchanged_count


def test_a_row_becomes_a_business_with_its_township():
    imported(text(row(1)))
    business = Business.objects.get()
    assert (business.area_code, business.area_confidence) == (LONGTAN, "certain")
    assert (business.kind, business.state, business.capital_yuan) == ("individual", "open", 50_000)
    assert business.established_on == date(2015, 6, 1)
    assert queries.search("第1号", viewer=SYSTEM).get() == business


def test_the_same_file_again_changes_nothing():
    imported(text(row(1), row(2)))
    before = list(Business.objects.order_by("id").values())
    assert counts(imported(text(row(1), row(2)))) == (0, 0, 0, 2)
    assert list(Business.objects.order_by("id").values()) == before


def test_a_changed_row_is_written_and_its_old_name_kept():
    imported(text(row(1, "老名字商店")))
    assert counts(imported(text(row(1, "新名字商店")))) == (1, 0, 0, 0)
    assert Business.objects.get().name == "新名字商店"
    assert FormerName.objects.get().name == "老名字商店"
    assert queries.search("老名字", viewer=SYSTEM).count() == 1
    assert queries.search("新名字", viewer=SYSTEM).count() == 1


def test_columns_that_a_file_lacks_leave_what_is_known():
    imported(text(row(1)))
    imported(text(f"酉阳县第1号商店,{code(1)},歇业", header="名称,信用代码,状态"))
    business = Business.objects.get()
    assert business.state == "suspended"
    assert (business.scope, business.area_code, business.kind) == ("百货零售", LONGTAN, "individual")


def test_a_code_twice_in_a_file_is_taken_once():
    run = imported(text(row(1), row(1), row(1, "另一个商店")))
    assert counts(run) == (1, 0, 1, 1)
    lines = list(reports.lines_of(run))
    assert lines[1][3] == "与第2行相同"
    assert lines[2][3] == "代码与第2行重复而内容不同，以先出现的为准"
    assert counts(imported(text(row(1), row(1), row(1, "另一个商店")))) == (0, 0, 1, 2)


def test_a_rehearsal_judges_every_row_and_writes_none():
    run = imported(text(row(1), row(1), "无码商店,,2015-06-01,,,,"), mode=Mode.REHEARSAL)
    assert counts(run) == (1, 0, 1, 1)
    assert not Business.objects.exists()
    assert len(list(reports.lines_of(run))) == 3


def test_rows_of_another_area_are_refused_to_an_official():
    elsewhere = code(9, "500118")
    clerk = actor(Role.CLERK, area_code="500242")
    run = imported(
        text(row(1), f"永川商店,{elsewhere},,,,,重庆市永川区中山路1号"), by=clerk, area_code=clerk.area
    )
    assert counts(run) == (1, 0, 1, 0)
    assert not Business.objects.filter(code=elsewhere).exists()


def test_a_business_of_another_area_is_not_overwritten():
    Business.objects.create(code=code(1), name="永川的店", area_code="500118")
    clerk = actor(Role.CLERK)
    run = imported(text(row(1), row(2)), by=clerk, area_code=clerk.area)
    assert counts(run) == (1, 0, 1, 0)
    assert Business.objects.get(code=code(1)).name == "永川的店"


def test_an_inspector_may_not_import():
    with pytest.raises(Forbidden):
        draft(text(row(1)), by=actor(Role.INSPECTOR), area_code="500242")


def test_an_import_into_another_area_is_not_found():
    with pytest.raises(Missing):
        draft(text(row(1)), by=actor(Role.CLERK), area_code="500118")


def test_a_confirmed_township_outlasts_the_next_import():
    imported(text(row(1)))
    clerk = actor(Role.CLERK)
    services.correct_township(code(1), MAWANG, reason="实地核实", by=clerk, today=TODAY)
    imported(text(row(1, "新名字商店")))
    business = Business.objects.get()
    assert (business.area_code, business.area_confidence) == (MAWANG, "confirmed")
    township = actor(Role.TOWNSHIP, area_code=MAWANG)
    assert queries.search("新名字", viewer=township).count() == 1
    assert queries.search("新名字", viewer=actor(Role.TOWNSHIP, area_code=LONGTAN)).count() == 0


def test_an_old_number_gives_way_to_the_unified_code():
    old = "500242000000013"
    header = HEADER + ",注册号"
    first = imported(text(f"老厂,{old},,,,,酉阳县龙潭镇,", header=header))
    assert first.flagged_count == 1
    imported(text(f"老厂,{code(5)},,,,,酉阳县龙潭镇,{old}", header=header))
    business = Business.objects.get()
    assert (business.code, business.old_number) == (code(5), old)
    assert queries.search(code(5)[-6:], viewer=SYSTEM).get() == business


def test_a_missing_required_column_is_named_with_what_was_found():
    run = draft(text("某店,1", header="字号,电话"))
    with pytest.raises(
        ColumnsMissing, match="缺少必需的列：统一社会信用代码、企业名称。表中的列有：字号、电话"
    ):
        tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    with pytest.raises(ColumnsMissing):
        tables.match_columns(run.pk, {"name": 0}, by=SYSTEM)


def test_a_person_may_say_which_column_is_which():
    run = draft(text(f"某店,{code(3)}", header="字号,编码"))
    tables.match_columns(run.pk, {"name": 0, "code": 1}, by=SYSTEM)
    tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    tables.carry_out(run.pk, today=TODAY)
    assert Business.objects.get().name == "某店"


def test_every_batch_stands_in_the_ledger_with_its_digest(monkeypatch):
    monkeypatch.setattr(judging, "BATCH", 2)
    run = imported(text(*map(row, range(1, 6))))
    acts = list(Entry.objects.filter(subject=f"tables.importrun:{run.pk}").values_list("act", flat=True))
    assert acts == ["import_file_accepted", "import_started", *["rows_imported"] * 3, "import_finished"]


class Cut(Exception):
    pass


@pytest.mark.parametrize("after", [1, 2])
def test_a_run_cut_off_goes_on_where_it_stopped(monkeypatch, after):
    monkeypatch.setattr(judging, "BATCH", 2)
    content = text(*map(row, range(1, 6)), row(2), row(3, "改了名"), "没有码的店,,,,,,")
    whole = imported(content, mode=Mode.REHEARSAL)
    run = draft(content)
    tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    beats = iter(range(after))

    def cut(run: ImportRun) -> None:
        if next(beats, None) is None:
            raise Cut

    with pytest.raises(Cut):
        tables.carry_out(run.pk, today=TODAY, beat=cut)
    run.refresh_from_db()
    assert run.state == RunState.INTERRUPTED
    with reports.path_of(run).open("ab") as file:
        file.write("99,接收,写了一半".encode())
    done = tables.carry_out(run.pk, today=TODAY)
    assert counts(done) == counts(whole) == (5, 0, 2, 1)
    assert reports.content(done) == reports.content(whole)
    assert Business.objects.count() == 5


def test_a_run_held_by_a_living_worker_is_not_taken():
    run = draft(text(row(1)))
    tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    running._take(run.pk, today=TODAY)
    with pytest.raises(running.AlreadyRunning):
        tables.carry_out(run.pk, today=TODAY)


def test_a_run_whose_worker_died_is_offered_again():
    run = draft(text(row(1)))
    tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    running._take(run.pk, today=TODAY)
    ImportRun.objects.filter(pk=run.pk).update(lease=f"{running.socket.gethostname()}|999999999")
    assert [found.pk for found in tables.mark_interrupted()] == [run.pk]
    assert tables.carry_out(run.pk, today=TODAY).state == RunState.DONE


def test_an_abandoned_run_stops_at_its_next_batch(monkeypatch):
    monkeypatch.setattr(judging, "BATCH", 2)
    run = draft(text(*map(row, range(1, 6))))
    tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    stopped = tables.carry_out(
        run.pk, today=TODAY, beat=lambda run: tables.abandon(run.pk, by=SYSTEM, today=TODAY)
    )
    assert (stopped.state, stopped.position) == (RunState.ABANDONED, 2)
    assert Business.objects.count() == 2


def test_a_second_process_judges_as_the_first_would(monkeypatch):
    content = text(*map(row, range(1, 30)), "坏行,123,,,,,")
    here = imported(content, mode=Mode.REHEARSAL)
    monkeypatch.setattr(running, "LARGE", 0)
    beside = imported(content, mode=Mode.REHEARSAL)
    assert reports.content(beside) == reports.content(here)


def test_a_file_that_breaks_off_beside_is_refused_like_here(monkeypatch):
    monkeypatch.setattr(running, "LARGE", 0)
    run = draft(text(row(1)))
    tables.begin(run.pk, Mode.IMPORT, by=SYSTEM, today=TODAY)
    files.path_of(run).write_bytes(text(row(1)) + b"\xff\xff,x\n")
    with pytest.raises(judging.TableNotReadable):
        tables.carry_out(run.pk, today=TODAY)


def _report(run: ImportRun) -> dict[str, tuple[str, str]]:
    return {key: (verdict, reason) for _, verdict, key, reason in reports.lines_of(run)}


@real
def test_every_row_of_the_real_roster_is_accepted():
    area("50")
    content = (SHARED / "chongqing_enterprises" / "roster.csv").read_bytes()
    with (SHARED / "youyang_townships.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            area(line["code"], line["name"]).__class__.objects.filter(code=line["code"]).update(
                name=line["name"]
            )
    assert counts(imported(content)) == (5000, 0, 0, 0)
    youyang = Business.objects.filter(code__contains="91500242")
    assert youyang.count() == 61
    named = youyang.filter(area_code__startswith="500242").exclude(area_code="500242")
    assert named.count() == 60
    left = youyang.get(area_code="500242")
    assert (left.address, left.area_confidence) == ("重庆市酉阳县龙江重工业园", "unknown")
    assert youyang.get(name="重庆天雄锰业有限公司").area_code == LONGTAN
    assert youyang.get(name="重庆梯子洞发电有限公司").area_confidence == "certain"
    assert counts(imported(content)) == (0, 0, 0, 5000)


@real
def test_every_faulty_code_of_the_real_roster_gets_its_verdict():
    content = (SHARED / "chongqing_enterprises" / "roster_with_faulty_codes.csv").read_bytes()
    run = imported(content)
    assert counts(run) == (160, 38, 2, 0)
    found = _report(run)
    wrong = [key for key, (verdict, reason) in found.items() if "校验位应为" in reason and len(key) == 18]
    old = [
        key for key, (verdict, reason) in found.items() if "原15位注册号" in reason and verdict == "flagged"
    ]
    refused = {key: reason for key, (verdict, reason) in found.items() if verdict == "refused"}
    assert (len(wrong), len(old)) == (12, 26)
    assert all(len(key) == 13 and "实为13位" in reason for key, reason in refused.items())
    assert Business.objects.filter(code__in=wrong).count() == 12
    assert Business.objects.get(code=old[0]).old_number == old[0]


def test_the_report_lies_in_the_home_of_the_installation():
    run = imported(text(row(1)))
    assert reports.path_of(run).is_relative_to(settings.HOME)


def test_a_row_without_a_code_is_told_what_it_lacks():
    run = imported(text("酉阳县无号商店,,2015-06-01,个体工商户,,百货零售,酉阳县龙潭镇老街1号"))
    [line] = reports.lines_of(run)
    assert "未填写统一社会信用代码" in str(line)


@pytest.mark.parametrize("name", ["=HYPERLINK(A1)", "@SUM(A1)", "+酉阳小店"])
def test_a_name_that_looks_like_a_formula_is_flagged(name):
    run = imported(text(row(1, name)))
    [line] = reports.lines_of(run)
    assert "像是表格公式，请核对" in str(line)
