// The checklist: every change goes into the queue at once; what waits is shown as it stands on the phone.
import { change, put, remove, token, waiting } from "./queue.js";
import { flush } from "./send.js";
import { page, said, visit, word } from "./page.js";
import { restorePhoto } from "./photos.js";
import { restoreVoice } from "./voices.js";

const question = (item, number) => page.querySelector(`[data-question="${item}-${number}"]`);

function value(box) {
  const chosen = box.querySelector("[name='value']:checked");
  if (chosen) return chosen.value;
  const typed = box.querySelector("input[name='value']:not([type='radio']), textarea[name='value']");
  return typed ? typed.value : "";
}

function isProblem(box, given) {
  if (box.dataset.kind === "yes_no") return box.dataset.problemOn.split(" ").includes(given);
  if (box.dataset.kind !== "number" || given === "") return false;
  const { low, high } = box.dataset;
  return (low !== "" && Number(given) < Number(low)) || (high !== "" && Number(given) > Number(high));
}

function mark(box, state, text = "") {
  box.dataset.saved = state;
  box.querySelector("[data-saved-words]").textContent = text || word(state) || "";
}

function look(box) {
  const problem = isProblem(box, value(box));
  box.toggleAttribute("data-problem", problem);
  box.querySelector("[data-if-problem]").hidden = !problem;
}

function fields(box) {
  const [item, number] = box.dataset.question.split("-");
  return [
    ["item", item],
    ["question", number],
    ["value", value(box)],
    ["note", box.querySelector("[name='note']").value],
    ["corrected", box.querySelector("[name='corrected']").checked ? "yes" : "no"],
    ["based_on", box.dataset.revision],
  ];
}

async function save(box) {
  const mine = token();
  box.dataset.latest = mine;
  await restored; // what the officer has not touched is saved as it waits on the phone, not as the page came
  look(box);
  mark(box, "waits");
  await put({
    kind: "answer",
    slot: `answer-${box.dataset.question}`,
    visit,
    url: word("answers"),
    fields: fields(box),
    token: mine,
  });
  flush();
}

// What still waits stands on the page as the officer left it, also after a reload without signal.
async function restore() {
  for (const entry of await waiting()) {
    if (entry.visit !== visit) continue;
    const given = Object.fromEntries(entry.fields);
    if (entry.kind === "start") begun();
    if (entry.kind === "close") page.querySelector("[data-closing]").hidden = Boolean(entry.problem);
    if (entry.problem && entry.kind !== "answer") refused(entry, { says: entry.problem });
    if (entry.kind === "answer") restoreAnswer(entry, given);
    if (entry.kind === "photo") restorePhoto(entry);
    if (entry.kind === "voice") restoreVoice(entry);
  }
}

function restoreAnswer(entry, given) {
  const box = question(given.item, given.question);
  if (!box) return;
  fill(box, given);
  if (box.dataset.latest) return; // answered anew meanwhile
  box.dataset.latest = entry.token;
  if (entry.problem) conflict(box, entry);
  else mark(box, "waits");
}

/** Show an answer, but for what the officer has touched since the page came. */
function fill(box, given) {
  const untouched = (selector) => [...box.querySelectorAll(selector)].filter((one) => !("touched" in one.dataset));
  const radios = box.querySelectorAll("[type='radio']");
  if (untouched("[type='radio']").length === radios.length) {
    for (const radio of radios) radio.checked = radio.value === given.value;
  }
  for (const typed of untouched("input[name='value']:not([type='radio']), textarea[name='value']")) typed.value = given.value;
  for (const note of untouched("[name='note']")) note.value = given.note;
  for (const tick of untouched("[name='corrected']")) tick.checked = given.corrected === "yes";
  look(box);
}

// A colleague has answered meanwhile: the officer decides which answer stands.
function conflict(box, entry) {
  mark(box, "refused", entry.problem);
  const choice = box.querySelector("[data-conflict]");
  choice.hidden = false;
  choice.querySelector("[data-theirs]").onclick = async () => { await remove(entry.id); location.reload(); };
  choice.querySelector("[data-mine]").onclick = async () => {
    const revision = entry.theirs?.revision ?? box.dataset.revision;
    const again = entry.fields.map(([name, given]) => [name, name === "based_on" ? String(revision) : given]);
    box.dataset.latest = token();
    await change(entry.id, { fields: again, token: box.dataset.latest, problem: undefined, theirs: undefined });
    choice.hidden = true;
    mark(box, "waits");
    flush();
  };
}

function begun() {
  page.dataset.begun = "yes";
  for (const part of page.querySelectorAll("[data-when-begun]")) part.disabled = false;
  for (const part of page.querySelectorAll("[data-hidden-until-begun]")) part.hidden = false;
  page.querySelector("[data-sheets]")?.classList.remove("preview-only");
  const start = page.querySelector("[data-start]");
  if (start) start.hidden = true;
}

async function start(event) {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const present = [...new FormData(form)].filter(([name]) => name === "present");
  if (present.length < Number(form.dataset.needed)) {
    form.querySelector("[data-too-few]").hidden = false;
    return;
  }
  await put({ kind: "start", slot: "start", visit, url: form.action, fields: present, token: token() });
  begun();
  flush();
}

document.addEventListener("field:sent", ({ detail: { entry, facts } }) => {
  if (entry.visit !== visit) return;
  const given = Object.fromEntries(entry.fields);
  if (entry.kind === "answer") answered(entry, given, facts);
  if (entry.kind === "close") location.reload();
  if (entry.kind === "photo" || entry.kind === "voice") said(entry, word("sent"));
});

/** An answer has arrived, perhaps from another page of this phone; a newer one of this page still waits. */
function answered(entry, given, facts) {
  const box = question(given.item, given.question);
  if (!box) return;
  box.dataset.revision = facts.revision;
  if (box.dataset.latest && box.dataset.latest !== entry.token) return;
  if (!box.dataset.latest) fill(box, given);
  mark(box, "sent");
}

document.addEventListener("field:refused", ({ detail: { entry, facts } }) => {
  if (entry.visit !== visit) return;
  const given = Object.fromEntries(entry.fields);
  if (entry.kind === "answer") {
    const box = question(given.item, given.question);
    if (facts.conflict) conflict(box, { ...entry, problem: facts.says, theirs: facts });
    else mark(box, "refused", facts.says);
  } else {
    refused(entry, facts);
  }
});

// Whatever else the server refused: the sentence, and the choice to give the entry up.
function refused(entry, facts) {
  if (entry.kind === "close") page.querySelector("[data-closing]").hidden = true; // no signal will send it
  const place = page.querySelector("[data-refused]");
  place.hidden = false;
  place.querySelector("p").textContent = facts.says ?? "";
  place.querySelector("button").onclick = async () => { await remove(entry.id); location.reload(); };
}

const restored = restore().catch(() => {});

// What was entered before this script had come through a thin line is entered all the same.
function enteredBefore(form) {
  const changed = (one) => one.checked !== one.defaultChecked || (one.type !== "file" && one.value !== one.defaultValue);
  const early = [...form.querySelectorAll("input, textarea")].filter(changed);
  for (const one of early) one.dataset.touched = "";
  return early.length > 0;
}

for (const box of page.querySelectorAll("[data-question]")) {
  const form = box.querySelector("form");
  form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); save(box); });
  form.addEventListener("input", (event) => { event.target.dataset.touched = ""; });
  form.addEventListener("change", (event) => { if (event.target.type !== "file") save(box); }); // a photo is no answer
  look(box);
  if (enteredBefore(form)) save(box);
}
page.querySelector("[data-start] form")?.addEventListener("submit", start);
page.classList.add("scripted");
