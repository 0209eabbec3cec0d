// The page that verifies a licence's code without a network. It asks the network only for the published keys and
// the signed list, and what is verified never leaves the device.

import { judge, opened, trusted } from "./licence.js";

const page = document.querySelector("[data-check]");
const one = (name) => page.querySelector(`[data-${name}]`);
const words = JSON.parse(document.getElementById("words").textContent);
const TONES = { valid: "good", superseded: "warn", unsure: "warn", unreadable: "warn" };
const held = { keys: inlined("keys"), list: inlined("list") };
let last = "";

function inlined(id) {
  const found = document.getElementById(id);
  return found ? JSON.parse(found.textContent) : null;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** Today where the bureau sits, whatever zone the phone is in. */
const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());

async function fetched(url) {
  const answer = await fetch(url, { credentials: "omit" });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

/** Take what the platform publishes now; a list older than the one at hand is not taken. */
async function renew() {
  const [keys, list] = await Promise.all([fetched(page.dataset.keys), fetched(page.dataset.list)]);
  const told = await opened(list, await trusted(keys));
  const had = held.list ? JSON.parse(held.list.list).version : 0;
  if (told.version >= had) Object.assign(held, { keys, list });
}

async function tellState() {
  one("today").textContent = today();
  one("key-state").textContent = held.keys ? held.keys.keys.map((key) => `${key.id}：${key.key}`).join("　") : "";
  try {
    const told = await opened(held.list, await trusted(held.keys));
    one("list-state").textContent = filled(words.list, { day: told.day, version: told.version, until: told.good_until });
  } catch {
    one("list-state").textContent = words.noList;
  }
}

export async function check(code) {
  last = code;
  const keys = held.keys ?? { day: "0000-01-01", keys: [] };
  show(await judge(code, keys, held.list, today()));
}

function show({ verdict, why, said, list, since }) {
  const answer = one("answer");
  answer.textContent = words.answers[verdict];
  answer.className = `state ${TONES[verdict] ?? "stop"}`;
  one("why").textContent = filled(words.why[why], { day: list?.day ?? "", since: since ?? "" });
  const facts = verdict === "forged" || !said ? [] : Object.entries(words.labels);
  one("facts").replaceChildren(...facts.map(([name, label]) => fact(label, valueOf(said, name))));
  one("compare").hidden = !facts.length;
  one("verdict").hidden = false;
  one("verdict").dataset.verdict = verdict;
  one("verdict").scrollIntoView({ block: "nearest" });
}

function valueOf(said, name) {
  if (name === "version") return filled(words.version, { version: said.version });
  return said[name] || (name === "validUntil" ? words.noEnd : "");
}

function fact(label, value) {
  const row = document.createElement("div");
  row.append(document.createElement("dt"), document.createElement("dd"));
  row.firstChild.textContent = label;
  row.lastChild.textContent = value;
  return row;
}

function listen() {
  one("form").addEventListener("submit", (event) => { event.preventDefault(); check(one("code").value); });
  one("renew").addEventListener("click", async () => {
    const done = await renew().then(() => words.renewed, () => words.notRenewed);
    await tellState();
    one("list-state").append(`　${done}`);
    if (last) await check(last);
  });
  window.addEventListener("hashchange", fromAddress);
}

function fromAddress() {
  const code = location.hash.slice(1);
  if (code.length > 20) { one("code").value = code; check(code); }
}

function scanning() {
  const able = "BarcodeDetector" in window;
  one("scanning").hidden = !able;
  one("no-scanning").hidden = able;
  if (!able) return;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  one("photo").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    const codes = file ? await detector.detect(await createImageBitmap(file)).catch(() => []) : [];
    codes.length ? found(codes[0].rawValue) : say(words.noCode);
    event.target.value = "";
  });
  if (!navigator.mediaDevices?.getUserMedia) one("camera").hidden = true;
  else one("camera").addEventListener("click", () => film(detector));
}

function found(code) {
  one("code").value = code;
  check(code);
}

function say(text) {
  one("verdict").hidden = false;
  one("answer").textContent = words.answers.unreadable;
  one("answer").className = "state warn";
  one("why").textContent = text;
  one("facts").replaceChildren();
  one("compare").hidden = true;
}

async function film(detector) {
  const video = one("video"), button = one("camera");
  const stop = () => {
    video.srcObject?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    video.hidden = true;
    button.textContent = words.scan;
  };
  if (video.srcObject) return stop();
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return say(words.noCamera);
  }
  video.hidden = false;
  button.textContent = words.stop;
  await video.play();
  while (video.srcObject) {
    const codes = await detector.detect(video).catch(() => []);
    if (codes.length) { stop(); found(codes[0].rawValue); }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function begin() {
  listen();
  scanning();
  if (page.dataset.worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(page.dataset.worker, { scope: "/verify/" }).catch(() => {});
  }
  await renew().catch(() => {});
  await tellState();
  fromAddress();
  page.dataset.ready = "";
}

begin();
