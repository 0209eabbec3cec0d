// Closing a visit: the signature, what belongs to the chosen way of confirming, and the queue that takes the record.
import { put, release, token, waiting } from "./queue.js";
import { flush } from "./send.js";
import { pad } from "./signature.js";

const form = document.querySelector("form[data-close]");
const canvas = form.querySelector("canvas");
const drawing = canvas ? pad(canvas, form.elements.signature) : null;
form.querySelector("[data-clear]")?.addEventListener("click", () => drawing.clear());

function follow() {
  const chosen = new FormData(form).get("confirmed");
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(chosen);
}

/** What was refused or still waits stands in the form as it was written; only the signature is given anew. */
async function restore() {
  const entry = (await waiting()).find((one) => one.visit === form.dataset.close && one.url === form.action);
  for (const [name, value] of entry?.fields ?? []) {
    if (name !== "signature" && form.elements[name]) form.elements[name].value = value;
  }
  if (entry?.problem) say(entry.problem);
}

function say(problem) {
  const note = form.querySelector("[data-gap]");
  note.textContent = problem;
  note.hidden = !problem;
}

if (form.elements.confirmed) {
  form.addEventListener("change", follow);
  follow();
}
restore().then(() => { if (form.elements.confirmed) follow(); }).catch(() => {});

/** What must be there before the record can wait: the server checks the same again. */
function gap() {
  if (!form.elements.confirmed) return "";
  const given = new FormData(form);
  if (given.get("confirmed") === "signed" && !given.get("signature")) return form.dataset.noSignature;
  if (given.get("confirmed") !== "unsigned" && !given.get("signer_name").trim()) return form.dataset.noName;
  if (given.get("confirmed") === "unsigned" && !given.get("unsigned_reason").trim()) return form.dataset.noReason;
  return "";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const missing = gap();
  say(missing);
  if (missing || !form.reportValidity()) return;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "once");
  await release(form.dataset.close);
  await put({ kind: "close", slot: "close", visit: form.dataset.close, url: form.action, fields, token: token() });
  await flush();
  const left = (await waiting()).find((entry) => entry.visit === form.dataset.close && entry.kind === "close");
  if (left?.problem) say(left.problem);
  else location.assign(form.dataset.done);
}, true);
