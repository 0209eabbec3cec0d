# fmt: off
# mypy: ignore-errors
"""Recompute a double-random draw 双随机抽取 from its bundle alone:  python verify.py DIR

Standard library only. Exit 0 if everything agrees; exit 1 and a sentence for each thing that does not.
The format is quanheng-draw/1 (docs/reference/draw.md); the steps named below are its steps."""
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path

TABLES = {"roster.csv": "code,stratum", "inspectors.csv": "id,organ,quals,cap", "recusals.csv": "code,id",
    "result.csv": "order,code,stratum,key,organ,team", "substitutions.csv": "code,replaced_by,reason,on"}
PLAN = "exclusion files format item organ organs qualification quota serial sources team_size"
AFTER = "draw_(value_revealed|outcome_entered|outcome_confirmed|run|substituted)"

def need(truth, sentence):
    if not truth:
        raise ValueError(sentence)

def h(text):
    return sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()

def read(text, name):
    """A file's value: JSON canonical by RFC 8785, or rows of CSV: no quotes, in byte order, none twice."""
    if name not in TABLES:
        utf16 = lambda pair: pair[0].encode("utf-16-be")  # noqa: E731
        value = json.loads(text, object_pairs_hook=lambda pairs: dict(sorted(pairs, key=utf16)))
        need(json.dumps(value, ensure_ascii=False, separators=(",", ":")) == text, "不是规范 JSON（RFC8785）")
        return value
    lines, commas, ordered = text.split("\n"), TABLES[name].count(","), name == "result.csv"
    need(lines[0] == TABLES[name] and lines.pop() == "", f"首行应为 {TABLES[name]}，末尾应有换行")
    need(ordered or lines[1:] == sorted(set(lines[1:])), "各行没有按字节排序，或者有重复")
    for line in lines if '"' not in text and "\r" not in text else [""]:
        need(line.count(",") == commas and line[:1] != "," != line[-1:], f"缺项、多项、有引号或回车：{line}")
    return [line.split(",") for line in lines[1:]]

def check_plan(plan, seeds, files):
    """Steps 1, 2, 4: a whole plan, the lists that it names, the values that its witnesses promised."""
    need(" ".join(sorted(plan)) == PLAN and plan["format"] == "quanheng-draw/1", "plan.json 的项目不对")
    for name in ("roster.csv", "inspectors.csv", "recusals.csv"):
        if h(files[name]) != plan["files"][name]:
            yield f"{name} 不是计划所列的文件：内容被改过"
    names, told = [one["name"] for one in plan["sources"]], [one["name"] for one in seeds if len(one) == 2]
    need(names == told and len(set(names)) == len(names) > 1, "种子来源应当至少两个，seeds.json 与计划相同")
    for source, one in zip(plan["sources"], seeds):  # noqa: B905
        need(re.fullmatch("[0-9A-Za-z_-]{16,128}", one["value"]), f"seeds.json 中“{one['name']}”的值写法不对")
        if source["kind"] != "public" and source["digest"] != h(one["value"]):
            yield f"seeds.json 中见证人“{one['name']}”的值与计划所列摘要不符"

def draw(plan, seed, roster):
    """Step 5: the drawn businesses (key, code, stratum) in order, and the substitutes of each stratum."""
    need(len(dict(roster)) == len(roster), "roster.csv 中有企业同时属于两层")
    strata, drawn, waiting = defaultdict(list), [], {}
    for code, stratum in roster:
        strata[stratum].append((sha256(f"{seed}|object|{code}".encode()).hexdigest(), code, stratum))
    for stratum, share in plan["quota"].items():
        line, [(kind, count)] = sorted(strata[stratum]), share.items()
        if kind == "ratio":
            whole, _, decimals = re.fullmatch(r"[01](\.[0-9]{1,18})?", count)[0].partition(".")
            count = -(-len(line) * int(whole + decimals) // 10 ** len(decimals))  # rounded up
        need(type(count) is int and 0 <= count <= len(line), f"“{stratum}”层只有 {len(line)} 户，不够抽")
        drawn, waiting[stratum] = drawn + line[:count], [code for _, code, _ in line[count:]]
    return sorted(drawn), waiting

def staff(plan, seed, drawn, inspectors, recusals):
    """Step 6: the lines of result.csv. Hashes are needed only up to the load of the last one who goes."""
    caps, load, size, full = {}, {}, plan["team_size"], float("inf")  # whoever is at the cap is full
    recused, barred, people = {*map(tuple, recusals)}, dict(recusals), {organ: [] for organ in plan["organs"]}
    for who, organ, quals, cap in inspectors:
        need(who not in caps and cap == str(int(cap)), f"inspectors.csv 中 {who} 出现两次，或上限写法不对")
        caps[who], load[who] = int(cap), 0 if int(cap) > 0 else full
        if organ in people and plan["qualification"] in ["", *quals.split(" ")]:
            people[organ].append(who)
    for order, (key, code, stratum) in enumerate(drawn, 1):
        for organ, members in people.items():
            members.sort(key=load.__getitem__)
            able = [who for who in members if (code, who) not in recused] if code in barred else members
            most = load[able[size - 1]] if len(able) >= size > 0 else full
            need(most < full, f"企业 {code} 无法组队：{organ} 可派的不足 {size} 人")
            low, head = [who for who in able if load[who] <= most], f"{seed}|inspector|{code}|"
            line = sorted([(load[who], sha256((head + who).encode()).digest(), who) for who in low])[:size]
            load.update({who: at + 1 if at + 1 < caps[who] else full for at, _, who in line})
            yield [str(order), code, stratum, key, organ, " ".join(who for _, _, who in line)]

def compare(found, due):
    """Step 7: the lines that result.csv has and the recomputation has not, and the other way round."""
    if found and not {line[3] for line in found} & {line[3] for line in due}:
        return ["result.csv 的键没有一个出自这份计划和种子：plan.json、seeds.json 或 result.csv 被改过"]
    said, computed = ({",".join(line) for line in lines} for lines in (found, due))
    wrong = [f"result.csv {'多' if line in said else '少'}了一行：{line}" for line in sorted(said ^ computed)]
    return wrong or ["result.csv 的行序与重算结果不同"] * (found != due)

def check_substitutions(rows, drawn, waiting):
    """Step 5: each substitute is the next in its stratum's line, for a business that still stood."""
    place = {code: (stratum, at) for stratum, line in waiting.items() for at, code in enumerate(line)}
    stands, used, last = {code: stratum for _, code, stratum in drawn}, Counter(), defaultdict(str)
    for code, by, reason, on in sorted(rows, key=lambda row: place.get(row[1], ("", -1))):
        stratum, at = place.get(by, ("", -1))
        if stands.pop(code, None) != stratum or at != used[stratum] or on < last[stratum] or not reason:
            yield f"substitutions.csv：{code} 由 {by} 替补不合规则，应依次由同层下一户替补，写明原因和日期"
        used[stratum], stands[by], last[stratum] = used[stratum] + 1, stratum, on

def check_ledger(proof, plan, commitment, files):
    """Step 3: the ledger held the commitment before any value was known, and the files as they are here."""
    need(proof["format"] == "quanheng-ledger-proof/1" and len(proof) == 3, "ledger-proof.json 的项目不对")
    last, at, stated, point = None, None, {}, proof["checkpoint"] or {}
    for entry in proof["entries"]:
        seq, prev, body = entry["seq"], entry["prev"], json.loads(entry["body"])
        need(h(f"{prev}|{entry['body']}") == entry["hash"], f"台账第 {seq} 条与其哈希不符")
        need(seq == body["seq"] and (not last or seq > last[0] + 1 or (seq - 1, prev) == last), "台账断链")
        need(seq != point.get("seq") or entry["hash"] == point["hash"], f"台账第 {seq} 条与检查点不符")
        if body["act"] == "draw_committed" and body["facts"].get("commitment") == commitment:
            at = at or datetime.fromisoformat(body["at"])
        need(at or not re.fullmatch(AFTER, body["act"]), f"台账第 {seq} 条（{body['act']}）先于承诺")
        stated.update(body["facts"].get("files", {}))
        last = seq, entry["hash"]
    need(at or not last, f"台账没有记载承诺值 {commitment}")
    for source in plan["sources"]:
        if at and source["kind"] == "public" and datetime.fromisoformat(source["known_at"]) <= at:
            yield f"公开结果“{source['name']}”在承诺记入台账之前已经揭晓"
    yield from (f"{name} 不是台账所记的文件" for name in stated if h(files.get(name, b"")) != stated[name])

def verify(files):
    """The sentences that say what disagrees in a bundle, given as file names and their bytes."""
    wrong, has = [], {}
    try:
        for name in [*TABLES, "seeds.json", "ledger-proof.json", "plan.json"]:
            has[name] = read(files.get(name, b"").decode(), name)
        name, commitment = "抽取包", h("quanheng-draw/1|" + h(files["plan.json"]))
        roster, inspectors, recusals, result, substitutions, seeds, proof, plan = has.values()
        wrong += check_plan(plan, seeds, files)
        wrong += check_ledger(proof, plan, commitment, files)
        seed = h("|".join([commitment, *(one["value"] for one in seeds)]))
        drawn, waiting = draw(plan, seed, roster)
        wrong += compare(result, list(staff(plan, seed, drawn, inspectors, recusals)))
        wrong += check_substitutions(substitutions, drawn, waiting)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
        wrong.append(f"{name}：{problem}")
    return wrong + ["verify.py 与正在运行的不同"] * (files.get("verify.py") != Path(__file__).read_bytes())

if __name__ == "__main__":
    wrong = verify({one.name: one.read_bytes() for one in Path(*sys.argv[1:2]).iterdir() if one.is_file()})
    sys.stdout.reconfigure(errors="replace")  # for a console that knows no Chinese
    print("\n".join(wrong) or "一致：企业、检查组、替补由计划与种子重算，与抽取包相同 (the bundle agrees).")
    sys.exit(len(wrong) > 0)
