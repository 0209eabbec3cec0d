"""``quanheng draw plan|commit|reveal|run SERIAL|abort|status`` against the database."""

import json

import pytest
import typer
from typer.testing import CliRunner

from quanheng.config.commands import draw, draws_db
from quanheng.kernel import draw as kernel
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.draws import queries
from quanheng.platform.draws.models import Draw
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db

ONE, TWO = "first_value_of_sixteen", "second_value_of_sixteen"
app = typer.Typer()
draws_db.add_to(app)
app.command("run")(draw.run)


@pytest.fixture
def roster(tmp_path):
    people.organ()
    for n in range(4):
        people.officer(f"2420000{n}")
    path = tmp_path / "roster.csv"
    path.write_text("企业代码,风险等级\n" + "".join(f"91500242000000{n:04d},A\n" for n in range(40)))
    return path


def say(*words):
    result = CliRunner().invoke(app, [*words, "--json"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return json.loads(result.output.splitlines()[-1])


def planned(roster, *more):
    given = ["--roster", str(roster), "--organ", people.BUREAU, "--item", "食品检查", "--quota", "A=10%"]
    return say(
        "plan", *given, "--visit-on", "2021-03-20", "--own-witness", "纪检", "--witness", "协会", *more
    )


def test_a_draw_is_planned_committed_revealed_and_run(roster):
    plan = planned(roster)
    assert plan["awaits"] == ["纪检", "协会"]
    digests = [
        f"--digest={name}={kernel.witness_digest(value)}" for name, value in (("纪检", ONE), ("协会", TWO))
    ]
    committed = say("commit", str(plan["id"]), *digests)
    assert committed["state"] == "committed"
    serial = committed["serial"]
    assert say("reveal", serial, f"--seed=纪检={ONE}")["awaits"] == ["协会"]
    assert say("reveal", serial, f"--seed=协会={TWO}")["state"] == "seeded"
    assert say("run", serial)["drawn"] == 4
    assert kernel.verify(queries.bundle(Draw.objects.get())).faults == []
    assert say("status", serial)["state"] == "drawn"
    assert [row["serial"] for row in say("status")] == [serial]


def test_an_aborted_draw_says_why(roster):
    plan = planned(roster)
    assert say("abort", str(plan["id"]), "--reason", "名单有误")["state"] == "discarded"


def test_what_is_not_there_is_refused(roster):
    for words in (["status", "2021-0001"], ["commit", "77"], ["status", "x"]):
        with pytest.raises(Missing):
            say(*words)
    with pytest.raises(Missing, match="没有账号"):
        planned(roster, "--by", "nobody")
    with pytest.raises(Missing):
        say("run", "2021-0001")
    with pytest.raises(Refused, match="已经承诺，不能再写 --roster"):
        say("run", "2021-0001", "--roster", str(roster))
    with pytest.raises(Refused, match="缺名单"):
        say("run")
    with pytest.raises(Refused, match="看不明白"):
        planned(roster, "--public", "福彩@tomorrow")
