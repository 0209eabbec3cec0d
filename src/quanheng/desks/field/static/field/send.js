// How what waits leaves: in order, one at a time, by one tab; a failure keeps the entry where it is.
import { change, remove, tell, waiting } from "./queue.js";

const AGAIN = 20_000;
let running = false;
let more = false; // something was put in while sending
let timer;

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function body(entry) {
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  if (entry.token) form.append("token", entry.token);
  if (entry.blob) form.append(entry.kind, entry.blob, entry.name || entry.kind);
  return form;
}

async function post(entry) {
  const answer = await fetch(entry.url, {
    method: "POST",
    body: body(entry),
    headers: { "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" },
    credentials: "same-origin",
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect" || answer.status === 401) return { login: true };
  const facts = await answer.json().catch(() => ({}));
  return { ok: answer.ok, status: answer.status, facts };
}

/** Send one entry. Returns whether to go on with the next. */
async function send(entry) {
  const answer = await post(entry);
  if (answer.login) { tell("login", {}); return false; }
  if (answer.ok) {
    await remove(entry.id);
    tell("sent", { entry, facts: answer.facts });
    return true;
  }
  if (answer.status >= 500 || answer.status === 429) return false;
  // The server says no: the entry stays, with the sentence, until the officer decides. One that the officer has
  // replaced by a newer answer meanwhile needs no decision.
  const given = { problem: answer.facts.says || String(answer.status), theirs: answer.facts };
  if (await change(entry.id, given)) tell("refused", { entry: { ...entry, ...given }, facts: answer.facts });
  return true;
}

async function sendAll() {
  // Nothing overtakes a beginning that was refused, and no visit is closed over an open question.
  const unbegun = new Set();
  const open = new Set();
  for (const { id } of await waiting()) {
    const entry = (await waiting()).find((one) => one.id === id);
    if (!entry || entry.hold) continue;
    if (entry.problem) (entry.kind === "start" ? unbegun : open).add(entry.visit);
    if (entry.problem || unbegun.has(entry.visit)) continue;
    if (open.has(entry.visit) && entry.kind === "close") continue;
    if (!(await send(entry))) return false;
    const after = (await waiting()).find((one) => one.id === id);
    if (after?.problem) (entry.kind === "start" ? unbegun : open).add(entry.visit);
  }
  return true;
}

/** Send what waits, if nobody else is at it. */
export async function flush() {
  more = true;
  if (running) return;
  running = true;
  clearTimeout(timer);
  try {
    let done = true;
    while (done && more) {
      more = false;
      done = navigator.locks
        ? await navigator.locks.request("quanheng-field-send", { ifAvailable: true }, (lock) => (lock ? sendAll() : false))
        : await sendAll();
    }
    if (!done) timer = setTimeout(flush, AGAIN);
    tell("signal", { online: true });
  } catch {
    // No signal: the entries wait.
    timer = setTimeout(flush, AGAIN);
    tell("signal", { online: false });
  } finally {
    running = false;
  }
}

window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
