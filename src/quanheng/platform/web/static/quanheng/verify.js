// Recompute a double-random draw 双随机抽取 from its bundle, in the browser: nothing is sent anywhere.
//
//   import { verifyBundle } from "./verify.js";
//   const report = await verifyBundle(files);            // files: Map<name, ArrayBuffer | Uint8Array>
//   report.agrees; report.checks;                         // [{ name, ok, sentence }]
//
// Written from the published format quanheng-draw/1 (docs/reference/draw.md), apart from the two verifiers in
// Python. Whole files and the checkpoint's signature are left to WebCrypto. The many small hashes, one per
// business and per inspector weighed, are computed here: WebCrypto answers each of them in an own task, which
// makes sixty thousand of them take seconds instead of a tenth of one. The own SHA-256 is compared with
// WebCrypto's before it is trusted, and does the files too where a page without https has no WebCrypto.
// No third-party code.

const FORMAT = "quanheng-draw/1";
const PROOF_FORMAT = "quanheng-ledger-proof/1";
const CHECKPOINT_FORMAT = "quanheng-checkpoint/1";
const LISTS = ["roster.csv", "inspectors.csv", "recusals.csv"];
const HEADERS = {
  "roster.csv": "code,stratum",
  "inspectors.csv": "id,organ,quals,cap",
  "recusals.csv": "code,id",
  "result.csv": "order,code,stratum,key,organ,team",
  "substitutions.csv": "code,replaced_by,reason,on",
};
const PLAN_NAMES =
  "exclusion files format item organ organs qualification quota serial sources team_size".split(" ");
const AFTER_COMMITMENT = new Set([
  "draw_value_revealed",
  "draw_outcome_entered",
  "draw_outcome_confirmed",
  "draw_run",
  "draw_substituted",
]);
const HEX = /^[0-9a-f]{64}$/;
const RATIO = /^(?:0(?:\.[0-9]{1,18})?|1(?:\.0{1,18})?)$/;
const DAY = /^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$/;
const VALUE = /^[0-9A-Za-z_-]{16,128}$/;
const SHOWN = 3;

export const NAMES = [
  "plan.json",
  "roster.csv",
  "inspectors.csv",
  "recusals.csv",
  "seeds.json",
  "result.csv",
  "substitutions.csv",
  "ledger-proof.json",
  "verify.py",
];

// SHA-256 of every verify.py that was published with this format.
export const PUBLISHED_VERIFIERS = ["d6ff624170cb37d06307bfa260b91120b7260705907e8df59fe4d21f12089490"];

/** Recompute a bundle. Never throws for a bad bundle: every fault is a check with ok = false.
 *  options.language: "zh" (default) or "en"; options.onCheck(check): called as each answer is known. */
export async function verifyBundle(files, options = {}) {
  const sheet = new Sheet(options);
  const bytes = new Map([...files].map(([name, content]) => [name, new Uint8Array(content)]));
  const missing = NAMES.filter((name) => !bytes.has(name));
  sheet.note(
    "files",
    missing.map((name) => say(`抽取包缺少 ${name}`, `The bundle lacks ${name}.`)),
    say("抽取包的九个文件齐全", "All nine files are there."),
  );
  if (missing.length === 0) {
    const digests = new Map();
    for (const [name, content] of bytes) digests.set(name, await digestOf(content));
    await compareHashes();
    await verifyFiles(bytes, digests, sheet);
  }
  return { agrees: sheet.checks.every((check) => check.ok), checks: sheet.checks };
}

async function verifyFiles(bytes, digests, sheet) {
  const commitment = sha256(`${FORMAT}|${digests.get("plan.json")}`);
  const given = readGiven(bytes, digests, commitment, sheet);
  const drawn = given && recompute(given, commitment, bytes.get("result.csv"), sheet);
  if (drawn) compareSubstitutions(bytes.get("substitutions.csv"), drawn, sheet);
  else sheet.note("result.csv", [say(
    "result.csv 无法重算：它所依据的文件没有通过核验",
    "result.csv cannot be recomputed: the files it rests on did not pass.",
  )]);
  if (given) await compareLedger(bytes.get("ledger-proof.json"), given.plan, commitment, digests, sheet);
  const published = PUBLISHED_VERIFIERS.includes(digests.get("verify.py"));
  sheet.note(
    "verify.py",
    published ? [] : [say("verify.py 不是本格式公布的核验程序", "verify.py is not the published verifier.")],
    say("verify.py 是公布的核验程序", "verify.py is the published verifier."),
  );
}

// ---- what is said --------------------------------------------------------------------------------------

const say = (zh, en) => ({ zh, en });

class Fault extends Error {
  constructor(zh, en) {
    super(zh);
    this.said = say(zh, en);
  }
}

function need(truth, zh, en) {
  if (!truth) throw new Fault(zh, en);
}

class Sheet {
  constructor({ language = "zh", onCheck = () => {} }) {
    this.language = language;
    this.onCheck = onCheck;
    this.checks = [];
  }

  add(name, ok, said) {
    const check = { name, ok, sentence: said[this.language] ?? said.zh };
    this.checks.push(check);
    this.onCheck(check);
  }

  note(name, faults, agrees) {
    for (const fault of faults) this.add(name, false, fault);
    if (faults.length === 0) this.add(name, true, agrees);
  }

  read(name, reads, agrees) {
    try {
      const value = reads();
      this.add(name, true, agrees(value));
      return value;
    } catch (problem) {
      const said = problem instanceof Fault ? problem.said : say(String(problem), String(problem));
      this.add(name, false, said.zh.includes(name) ? said : say(`${name}：${said.zh}`, `${name}: ${said.en}`));
      return null;
    }
  }
}

// ---- bytes ---------------------------------------------------------------------------------------------

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault("不是 UTF-8 文本", "is not UTF-8 text.");
  }
}

/** RFC 8785 for what a bundle holds. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function readJson(bytes) {
  const text = textOf(bytes);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault("不是能读的 JSON", "is not JSON.");
  }
  need(canonical(value) === text, "不是规范 JSON（RFC 8785）", "is not canonical JSON (RFC 8785).");
  return value;
}

/** The order of UTF-8 bytes, which is that of code points: surrogates come after U+E000 to U+FFFF. */
function inByteOrder(a, b) {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    if (one !== other) {
      const lift = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
      return lift(one) - lift(other);
    }
  }
  return a.length - b.length;
}

function readCsv(bytes, name) {
  const lines = textOf(bytes).split("\n");
  const header = HEADERS[name];
  need(lines[0] === header, `第 1 行应当是“${header}”`, `line 1 should be "${header}".`);
  need(lines.pop() === "", "末尾没有换行（LF）", "has no final LF.");
  const width = header.split(",").length;
  const rows = [];
  for (let at = 1; at < lines.length; at += 1) {
    const row = lines[at].split(",");
    const clean = row.length === width && !lines[at].includes('"') && !lines[at].includes("\r");
    need(clean, `第 ${at + 1} 行列数不对，或含引号、回车`, `line ${at + 1} has a wrong width, a quote or a CR.`);
    if (at > 1 && name !== "result.csv") {
      const order = inByteOrder(lines[at - 1], lines[at]);
      need(order !== 0, `第 ${at + 1} 行与上一行重复`, `line ${at + 1} repeats the line before.`);
      need(order < 0, `第 ${at + 1} 行没有按字节排序`, `line ${at + 1} is out of byte order.`);
    }
    rows.push(row);
  }
  return rows;
}

// ---- step 1, 2, 4: what went in ------------------------------------------------------------------------

function readGiven(bytes, digests, commitment, sheet) {
  const plan = sheet.read("plan.json", () => readPlan(readJson(bytes.get("plan.json"))), () => say(
    `plan.json 格式完整，承诺值 ${commitment}`, `plan.json is complete; its commitment is ${commitment}.`));
  if (!plan) return null;
  const strata = sheet.read("roster.csv", () => readRoster(bytes.get("roster.csv")), (found) => say(
    `roster.csv 可读，${sum(found)} 户、${found.size} 层`,
    `roster.csv can be read: ${sum(found)} businesses in ${found.size} strata.`));
  const inspectors = sheet.read("inspectors.csv", () => readInspectors(bytes.get("inspectors.csv")), (found) =>
    say(`inspectors.csv 可读，${found.length} 人`, `inspectors.csv can be read: ${found.length} inspectors.`));
  const recusals = sheet.read("recusals.csv", () => readRecusals(bytes.get("recusals.csv")), (found) => say(
    `recusals.csv 可读，涉及 ${found.size} 户`, `recusals.csv can be read: ${found.size} businesses named.`));
  sheet.note(
    "digests",
    LISTS.filter((name) => digests.get(name) !== plan.files[name]).map((name) => say(
      `${name} 不是计划所列的文件：内容被改过`, `${name} is not the file that the plan names: it was changed.`)),
    say("三份名单的摘要与计划所列相同", "The three lists have the digests that the plan names."),
  );
  const values = sheet.read("seeds.json", () => readSeeds(readJson(bytes.get("seeds.json")), plan), (found) => say(
    `seeds.json 有 ${found.length} 个来源的值，见证人的值与承诺的摘要相同`,
    `seeds.json has ${found.length} values; those of witnesses have the promised digests.`));
  return strata && inspectors && recusals && values ? { plan, strata, inspectors, recusals, values } : null;
}

const sum = (strata) => [...strata.values()].reduce((total, codes) => total + codes.length, 0);
const isText = (value) => typeof value === "string" && value !== "";
const isDigest = (value) => typeof value === "string" && HEX.test(value);
const isField = (value) => isText(value) && !/[,"\r\n]/.test(value);
const has = (value, names) => isObject(value) && Object.keys(value).sort().join(" ") === names;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const distinct = (list) => new Set(list).size === list.length;

function readPlan(plan) {
  need(has(plan, PLAN_NAMES.join(" ")), `plan.json 应当恰好有 ${PLAN_NAMES.join("、")}`,
    `plan.json should have exactly ${PLAN_NAMES.join(", ")}.`);
  const wrong = Object.entries(PLAN_RULES).filter(([name, rule]) => !rule(plan[name])).map(([name]) => name);
  need(wrong.length === 0, `plan.json 的 ${wrong.join("、")} 写法不对`, `plan.json: ${wrong.join(", ")} is malformed.`);
  return plan;
}

const PLAN_RULES = {
  exclusion: (value) => value === "" || isDay(value),
  files: (value) => has(value, "inspectors.csv recusals.csv roster.csv") && Object.values(value).every(isDigest),
  format: (value) => value === FORMAT,
  item: isText,
  organ: isText,
  organs: (value) => Array.isArray(value) && value.length > 0 && value.every(isField) && distinct(value),
  qualification: (value) => typeof value === "string" && !/[ ,"\r\n]/.test(value),
  quota: (value) => isObject(value) && Object.keys(value).length > 0 && Object.entries(value).every(isQuota),
  serial: (value) => typeof value === "string" && /^(?:[12][0-9]{3}-[0-9]{4,8}|0000-0000)$/.test(value),
  sources: (value) =>
    Array.isArray(value) && value.length > 1 && value.every(isSource) && distinct(value.map((one) => one.name)),
  team_size: (value) => Number.isInteger(value) && value > 0 && value <= 1000,
};

const isQuota = ([stratum, share]) =>
  isField(stratum) &&
  ((has(share, "count") && Number.isSafeInteger(share.count) && share.count >= 0) ||
    (has(share, "ratio") && typeof share.ratio === "string" && RATIO.test(share.ratio)));

const isSource = (source) =>
  isText(source?.name) &&
  ((has(source, "digest kind name") && source.kind === "witness" && isDigest(source.digest)) ||
    (has(source, "kind known_at name") && source.kind === "public" && isMoment(source.known_at)));

function isDay(value) {
  if (typeof value !== "string" || !DAY.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

const isMoment = (value) =>
  typeof value === "string" &&
  isDay(value.slice(0, 10)) &&
  /^T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-](?:0[0-9]|1[0-4]):[0-5][0-9]$/.test(value.slice(10));

function readRoster(bytes) {
  const strata = new Map();
  const seen = new Set();
  for (const [code, stratum] of readCsv(bytes, "roster.csv")) {
    need(code && stratum, "roster.csv 有一行缺少代码或分层", "roster.csv has a line without code or stratum.");
    need(!seen.has(code), `企业 ${code} 在 roster.csv 中同时属于两层`, `roster.csv has ${code} in two strata.`);
    seen.add(code);
    if (strata.has(stratum)) strata.get(stratum).push(code);
    else strata.set(stratum, [code]);
  }
  return strata;
}

function readInspectors(bytes) {
  const seen = new Set();
  return readCsv(bytes, "inspectors.csv").map(([id, organ, held, cap]) => {
    const quals = held === "" ? [] : held.split(" ");
    const sound = id && !id.includes(" ") && organ && !quals.includes("") && /^(?:0|[1-9][0-9]{0,8})$/.test(cap);
    need(sound, `检查人员“${id}”的一项写法不对`, `the line of inspector "${id}" is malformed.`);
    need(!seen.has(id), `检查人员 ${id} 在 inspectors.csv 中出现两次`, `inspectors.csv has ${id} twice.`);
    seen.add(id);
    return { id, organ, quals, cap: Number(cap) };
  });
}

function readRecusals(bytes) {
  const recused = new Map();
  for (const [code, id] of readCsv(bytes, "recusals.csv")) {
    need(code && id, "recusals.csv 有一行缺少企业代码或人员编号", "recusals.csv has a line without code or id.");
    recused.set(code, (recused.get(code) ?? new Set()).add(id));
  }
  return recused;
}

function readSeeds(seeds, plan) {
  const names = plan.sources.map((source) => source.name);
  const same = Array.isArray(seeds) && seeds.every((one) => has(one, "name value"))
    && canonical(seeds.map((one) => one.name)) === canonical(names);
  need(same, "seeds.json 的来源及顺序应当与计划相同", "seeds.json should name the plan's sources in its order.");
  return plan.sources.map((source, at) => {
    const { value } = seeds[at];
    need(typeof value === "string" && VALUE.test(value), `seeds.json 中“${source.name}”的值写法不对`,
      `seeds.json: the value of "${source.name}" is malformed.`);
    need(source.kind === "public" || sha256(value) === source.digest,
      `seeds.json 中见证人“${source.name}”的值与计划中承诺的摘要不符`,
      `seeds.json: the value of witness "${source.name}" has not the promised digest.`);
    return value;
  });
}

// ---- steps 5 to 7: what follows ------------------------------------------------------------------------

function recompute(given, commitment, resultBytes, sheet) {
  const seed = sha256([commitment, ...given.values].join("|"));
  const drawn = sheet.read("quota", () => draw(given, seed), (found) => say(
    `按各层数量应抽 ${found.order.length} 户`, `The quotas draw ${found.order.length} businesses.`));
  if (!drawn) return null;
  const due = sheet.read("staffing", () => staff(given, seed, drawn.order), (found) => say(
    `按回避、资质和上限能组成 ${found.length} 个检查组`,
    `Recusals, qualifications and caps allow for ${found.length} teams.`));
  if (!due) return null;
  try {
    compareResult(readCsv(resultBytes, "result.csv"), due, sheet);
  } catch (problem) {
    if (!(problem instanceof Fault)) throw problem;
    sheet.note("result.csv", [say(`result.csv：${problem.said.zh}`, `result.csv: ${problem.said.en}`)]);
  }
  return drawn;
}

/** Step 5: the drawn businesses of all strata in order of their keys, and each stratum's substitutes. */
function draw({ plan, strata }, seed) {
  const keyOf = hasher(`${seed}|object|`);
  const order = [];
  const waiting = new Map();
  for (const [stratum, share] of Object.entries(plan.quota)) {
    const line = (strata.get(stratum) ?? []).map((code) => ({ key: keyOf(code), code, stratum })).sort(byKey);
    const count = "count" in share ? share.count : roundedUp(share.ratio, line.length);
    need(count <= line.length, `“${stratum}”层要抽 ${count} 户，名单里只有 ${line.length} 户`,
      `stratum "${stratum}" has ${line.length} businesses, not ${count}.`);
    for (const one of line.slice(0, count)) order.push(one);
    waiting.set(stratum, line.slice(count).map((one) => one.code));
  }
  return { order: order.sort(byKey), waiting };
}

const inHexOrder = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byKey = (a, b) => inHexOrder(a.key, b.key) || inByteOrder(a.code, b.code);

function roundedUp(ratio, size) {
  const [whole, decimals = ""] = ratio.split(".");
  const scale = 10n ** BigInt(decimals.length);
  return Number((BigInt(size) * BigInt(whole + decimals) + scale - 1n) / scale);
}

/** Step 6: the lines of result.csv. Only inspectors of equal load are told apart by their hash. */
function staff({ plan, inspectors, recusals }, seed, order) {
  const holds = (one) => plan.qualification === "" || one.quals.includes(plan.qualification);
  const benches = plan.organs.map((organ) => {
    const members = inspectors.filter((one) => one.organ === organ && holds(one));
    return { organ, members: members.map((one) => ({ ...one, load: 0 })) };
  });
  const hashOf = hasher(`${seed}|inspector|`);
  const lines = [];
  order.forEach(({ key, code, stratum }, at) => {
    const barred = recusals.get(code);
    for (const { organ, members } of benches) {
      const able = members.filter((one) => one.load < one.cap && !barred?.has(one.id));
      need(able.length >= plan.team_size, `企业 ${code} 按名单无法组队：${organ} 可派的不足 ${plan.team_size} 人`,
        `business ${code} cannot be staffed: ${organ} has fewer than ${plan.team_size} who may go.`);
      const team = leastLoaded(able, plan.team_size, (id) => hashOf(`${code}|${id}`));
      for (const one of team) one.load += 1;
      lines.push([String(at + 1), code, stratum, key, organ, team.map((one) => one.id).join(" ")]);
    }
  });
  return lines;
}

function leastLoaded(able, size, hash) {
  const most = able.map((one) => one.load).sort((a, b) => a - b)[size - 1];
  return able
    .filter((one) => one.load <= most)
    .map((one) => ({ one, hash: hash(one.id) }))
    .sort((a, b) => a.one.load - b.one.load || inHexOrder(a.hash, b.hash) || inByteOrder(a.one.id, b.one.id))
    .slice(0, size)
    .map(({ one }) => one);
}

function compareResult(found, due, sheet) {
  const keys = new Set(due.map((line) => line[3]));
  const strange = found.length > 0 && !found.some((line) => keys.has(line[3]));
  sheet.note("businesses", strange ? [say(
    "result.csv 的键没有一个出自这份计划和这些种子值：plan.json、seeds.json 或 result.csv 被改过",
    "No key in result.csv comes from this plan and these values: plan.json, seeds.json or result.csv was changed.",
  )] : businessFaults(byCode(due), byCode(found)), say(
    "抽中的企业、顺序和键与重算结果相同", "Businesses drawn, their order and keys are as recomputed."));
  sheet.note("teams", strange ? [] : teamFaults(due, found), say(
    "检查人员与重算结果相同", "The teams are as recomputed."));
  const first = firstDifference(due, found);
  sheet.note("result.csv", first < 0 ? [] : [say(
    `result.csv 从第 ${first + 2} 行起与重算结果不同`, `result.csv differs from line ${first + 2} on.`)], say(
    "result.csv 与重算结果逐行相同", "result.csv is line by line as recomputed."));
}

const byCode = (lines) => new Map([...lines].reverse().map((line) => [line[1], line]));

function businessFaults(due, found) {
  const faults = [];
  for (const [code, line] of due) {
    if (!found.has(code)) faults.push(say(
      `企业 ${code} 应当抽中（第 ${line[0]} 位），result.csv 中没有`,
      `Business ${code} should be drawn (place ${line[0]}) and is not in result.csv.`));
  }
  for (const [code, line] of found) {
    const right = due.get(code);
    if (!right) faults.push(say(
      `企业 ${code} 不应抽中，result.csv 中却有`, `Business ${code} should not be drawn and is in result.csv.`));
    else if (line[0] !== right[0] || line[2] !== right[2] || line[3] !== right[3]) faults.push(say(
      `企业 ${code} 的顺序、分层或键应为 ${right[0]}、${right[2]}、${right[3]}`,
      `Business ${code} should have order, stratum and key ${right[0]}, ${right[2]}, ${right[3]}.`));
  }
  return shorten(faults);
}

function teamFaults(due, found) {
  const said = new Map(found.map((line) => [`${line[1]},${line[4]}`, line[5]]));
  const faults = [];
  for (const [, code, , , organ, team] of due) {
    const other = said.get(`${code},${organ}`) ?? team;
    if (other !== team) faults.push(say(
      `企业 ${code} 的 ${organ} 检查组应为“${team}”，result.csv 写的是“${other}”`,
      `Business ${code}: the team of ${organ} should be "${team}", not "${other}".`));
  }
  return shorten(faults);
}

function firstDifference(due, found) {
  for (let at = 0; at < Math.max(due.length, found.length); at += 1) {
    if (due[at]?.join(",") !== found[at]?.join(",")) return at;
  }
  return -1;
}

function shorten(faults) {
  const rest = faults.length - SHOWN;
  return rest > 0
    ? [...faults.slice(0, SHOWN), say(`另有 ${rest} 处同类不符`, `${rest} more of the same kind.`)]
    : faults;
}

// ---- substitutes ---------------------------------------------------------------------------------------

function compareSubstitutions(bytes, drawn, sheet) {
  const rows = sheet.read("substitutions.csv", () => readCsv(bytes, "substitutions.csv").map((row) => {
    need(row.every(isText) && isDay(row[3]), `企业 ${row[0]} 的替补记录缺少原因，或日期不对`,
      `the substitution of ${row[0]} lacks its reason, or its date is wrong.`);
    return row;
  }), (found) => say(
    `substitutions.csv 可读，替补 ${found.length} 次`, `substitutions.csv can be read: ${found.length} uses.`));
  if (rows?.length) sheet.note("substitutes", substitutionFaults(rows, drawn), say(
    "每次替补都是同层的下一户", "Each substitute is the next of its stratum."));
}

function substitutionFaults(rows, { order, waiting }) {
  const place = new Map();
  for (const [stratum, line] of waiting) line.forEach((code, at) => place.set(code, { stratum, at }));
  const stands = new Map(order.map(({ code, stratum }) => [code, stratum]));
  const used = new Map();
  const faults = [];
  const rank = (row) => place.get(row[1])?.at ?? -1;
  for (const [code, by, , on] of [...rows].sort((a, b) => rank(a) - rank(b))) {
    const { stratum = "", at = -1 } = place.get(by) ?? {};
    const before = used.get(stratum) ?? { count: 0, on: "" };
    if (stands.get(code) !== stratum || at !== before.count || on < before.on) faults.push(say(
      `企业 ${code} 由 ${by} 替补不合规则：应依次由同层下一户替补仍待查的企业`,
      `Business ${code} may not be replaced by ${by}: the next of its stratum comes for one that still stands.`));
    stands.delete(code);
    stands.set(by, stratum);
    used.set(stratum, { count: before.count + 1, on });
  }
  return faults;
}

// ---- step 3: the ledger --------------------------------------------------------------------------------

async function compareLedger(bytes, plan, commitment, digests, sheet) {
  const proof = sheet.read("ledger-proof.json", () => readProof(readJson(bytes)), ({ entries }) => entries.length
    ? say(`ledger-proof.json 可读，台账 ${entries.length} 条`, `ledger-proof.json: ${entries.length} entries.`)
    : say("ledger-proof.json 写明本次抽取没有台账：承诺先于种子这一点，抽取包本身不能证明",
      "ledger-proof.json says there was no ledger: the bundle alone cannot prove that the commitment came first."));
  if (!proof || proof.entries.length === 0) return;
  const signed = proof.checkpoint ? await isSigned(proof.checkpoint) : true;
  const faults = [
    ...chainFaults(proof.entries),
    ...commitmentFaults(proof.entries, plan, commitment),
    ...fileFaults(proof.entries, digests),
    ...checkpointFaults(proof, signed),
  ];
  const unsaid = signed === null
    ? say("（本浏览器不能核对检查点的签名）", " (This browser cannot check the checkpoint's signature.)")
    : say("", "");
  sheet.note("ledger", faults, say(`台账中承诺在先，哈希相接，所记文件与抽取包相同${unsaid.zh}`,
    `In the ledger the commitment came first, the hashes link, and the files are those here.${unsaid.en}`));
}

function readProof(proof) {
  const named = has(proof, "checkpoint entries format") && proof.format === PROOF_FORMAT;
  need(named && Array.isArray(proof.entries), "ledger-proof.json 应当恰好有 checkpoint、entries、format",
    "ledger-proof.json should have exactly checkpoint, entries, format.");
  const point = proof.checkpoint;
  const whole = has(point, "day format hash public_key seq signature") && point.format === CHECKPOINT_FORMAT;
  need(point === null || whole, "ledger-proof.json 的检查点写法不对", "ledger-proof.json: the checkpoint is malformed.");
  return { checkpoint: point, entries: proof.entries.map(readEntry) };
}

function readEntry(entry) {
  let content = null;
  try {
    content = JSON.parse(entry.body);
  } catch {
    content = null;
  }
  const whole = has(entry, "body hash prev seq") && Number.isSafeInteger(entry.seq) && isDigest(entry.prev)
    && isDigest(entry.hash) && isObject(content) && typeof content.act === "string" && isObject(content.facts);
  need(whole && content.seq === entry.seq, "ledger-proof.json 有一条台账格式不对",
    "ledger-proof.json has a malformed entry.");
  return { ...entry, content };
}

function chainFaults(entries) {
  const faults = [];
  entries.forEach((entry, at) => {
    const { seq } = entry;
    const last = entries[at - 1];
    if (sha256(`${entry.prev}|${entry.body}`) !== entry.hash) faults.push(say(
      `台账第 ${seq} 条的内容与其哈希不符`, `Ledger entry ${seq} has not the hash of its content.`));
    if (last && (seq <= last.seq || (seq === last.seq + 1 && entry.prev !== last.hash))) faults.push(say(
      `台账第 ${seq} 条没有接在第 ${last.seq} 条之后`, `Ledger entry ${seq} does not follow entry ${last.seq}.`));
  });
  return faults;
}

function commitmentFaults(entries, plan, commitment) {
  const first = entries.find(({ content }) =>
    content.act === "draw_committed" && content.facts.commitment === commitment);
  if (!first) return [say(`台账没有记载本计划的承诺值 ${commitment.slice(0, 12)}…`,
    `The ledger does not hold the commitment ${commitment.slice(0, 12)}….`)];
  const early = entries.filter(({ seq, content }) => AFTER_COMMITMENT.has(content.act) && seq <= first.seq);
  const known = plan.sources.filter((source) =>
    source.kind === "public" && Date.parse(source.known_at) <= Date.parse(first.content.at));
  return [
    ...early.map(({ seq, content }) => say(`台账第 ${seq} 条（${content.act}）先于第 ${first.seq} 条的承诺`,
      `Ledger entry ${seq} (${content.act}) comes before the commitment in entry ${first.seq}.`)),
    ...known.map(({ name }) => say(`公开结果“${name}”在承诺记入台账之前已经揭晓`,
      `The public outcome "${name}" was known before the commitment was recorded.`)),
  ];
}

function fileFaults(entries, digests) {
  const stated = new Map();
  for (const { seq, content } of entries) {
    if (!isObject(content.facts.files)) continue;
    for (const [name, digest] of Object.entries(content.facts.files)) stated.set(name, { seq, digest });
  }
  return [...stated].filter(([name, { digest }]) => digests.get(name) !== digest).map(([name, { seq }]) =>
    say(`${name} 不是台账第 ${seq} 条所记的文件`, `${name} is not the file that ledger entry ${seq} states.`));
}

function checkpointFaults({ entries, checkpoint }, signed) {
  if (!checkpoint) return [];
  const departs = ({ seq, hash }) => seq === checkpoint.seq && hash !== checkpoint.hash;
  const faults = entries.filter(departs).map(({ seq }) =>
    say(`台账第 ${seq} 条与 ${checkpoint.day} 检查点不符`, `Ledger entry ${seq} is not that of the checkpoint.`));
  if (signed === false) faults.push(
    say(`${checkpoint.day} 检查点的签名不对`, `The signature of the checkpoint of ${checkpoint.day} is wrong.`));
  return faults;
}

/** Whether the checkpoint's Ed25519 signature holds; null in a browser that cannot tell. */
async function isSigned({ day, format, hash, seq, public_key: key, signature }) {
  const bytes = (hex) => Uint8Array.from(String(hex).match(/[0-9a-f]{2}/g) ?? [], (pair) => parseInt(pair, 16));
  if (!/^[0-9a-f]{64}$/.test(key) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  if (!globalThis.crypto?.subtle) return null;
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
  } catch (problem) {
    return problem.name === "NotSupportedError" ? null : false;
  }
  const covered = new TextEncoder().encode(canonical({ day, format, hash, seq }));
  return crypto.subtle.verify({ name: "Ed25519" }, imported, bytes(signature), covered);
}

// ---- SHA-256 (FIPS 180-4) ------------------------------------------------------------------------------

async function digestOf(bytes) {
  if (!globalThis.crypto?.subtle) return digestHere(bytes); // a page that was not served over https
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function digestHere(bytes) {
  const whole = bytes.length - (bytes.length % 64);
  const state = START.slice();
  for (let at = 0; at < whole; at += 64) compress(state, bytes, at);
  const tail = new Uint8Array(128);
  tail.set(bytes.subarray(whole));
  const padded = pad(tail, bytes.length - whole, bytes.length);
  for (let at = 0; at < padded; at += 64) compress(state, tail, at);
  return hexOf(state);
}

async function compareHashes() {
  for (const text of ["", "quanheng-draw/1|双随机", "x".repeat(200)]) {
    if (sha256(text) !== (await digestOf(new TextEncoder().encode(text)))) throw new Error("SHA-256 is miscomputed");
  }
}

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: 16 }, (_, d) => d + 2).every((d) => d >= n || n % d),
);
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const words = new Int32Array(64);
const encoder = new TextEncoder();
const HEX_PAIR = Array.from({ length: 65536 }, (_, pair) => pair.toString(16).padStart(4, "0"));

/** The SHA-256 of a text as 64 lower-case hex characters. */
export function sha256(text) {
  return hasher("")(text);
}

/** A function giving h(prefix + text); the prefix's whole blocks are compressed only once. */
function hasher(prefix) {
  const head = encoder.encode(prefix);
  const whole = head.length - (head.length % 64);
  const middle = START.slice();
  for (let at = 0; at < whole; at += 64) compress(middle, head, at);
  let buffer = new Uint8Array(512);
  buffer.set(head.subarray(whole));
  const state = new Int32Array(8);
  return (text) => {
    const room = head.length - whole + text.length * 3 + 72;
    if (buffer.length < room) {
      const wider = new Uint8Array(room * 2);
      wider.set(head.subarray(whole));
      buffer = wider;
    }
    const end = head.length - whole + encoder.encodeInto(text, buffer.subarray(head.length - whole)).written;
    const padded = pad(buffer, end, whole + end);
    state.set(middle);
    for (let at = 0; at < padded; at += 64) compress(state, buffer, at);
    return hexOf(state);
  };
}

function pad(buffer, end, length) {
  const padded = end + 72 - ((end + 8) % 64);
  buffer[end] = 0x80;
  buffer.fill(0, end + 1, padded);
  let bits = length * 8;
  for (let at = padded - 1; bits > 0; at -= 1) {
    buffer[at] = bits % 256;
    bits = Math.floor(bits / 256);
  }
  return padded;
}

function hexOf(state) {
  let hex = "";
  for (let at = 0; at < 8; at += 1) {
    const word = state[at];
    hex += HEX_PAIR[word >>> 16] + HEX_PAIR[word & 65535];
  }
  return hex;
}

function compress(state, bytes, from) {
  for (let t = 0, at = from; t < 16; t += 1, at += 4) {
    words[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t += 1) {
    const x = words[t - 15];
    const y = words[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[t] = (words[t - 16] + s0 + words[t - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[t] + words[t]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}
