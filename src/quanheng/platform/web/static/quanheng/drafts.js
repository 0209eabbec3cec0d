// A form saved as it is typed. What is not saved yet waits in this browser and is sent when there is signal;
// what somebody else wrote meanwhile is shown beside one's own and never written over.
const PAUSE = 500;
const AGAIN = 8000;
const DAY = 86_400_000;
const NOT_FIELDS = ["once", "next", "more"];

/** Keeps the form with data-saves of a page; `drawn` hears what the server says of each save. */
export function draft(page, drawn = () => {}) {
  const form = page.querySelector("form[data-saves]");
  const says = page.querySelector(".saved");
  const clash = page.querySelector("[data-clash]");
  const words = JSON.parse(document.getElementById("draft-words").textContent);
  const slot = `quanheng-draft:${form.dataset.draft}`;
  const known = served(form); // as the server has it
  let pending = {}; // typed and not yet saved
  let clashes = {}; // what the other side wrote
  let timer, sending, handed;

  takeUpWhatWaits();
  takeUpWhatDiffers();
  // What was typed before this script ran is typed, not saved.
  for (const name of Object.keys(known)) if (!(name in pending) && valueOf(form, name) !== known[name]) typed(all(form, name)[0]);
  form.addEventListener("input", (event) => typed(event.target));
  form.addEventListener("change", (event) => typed(event.target));
  form.addEventListener("submit", hand);
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) save(); });
  window.addEventListener("beforeunload", () => { if (waits() && !sending) keep(); });
  shown();

  function typed(control) {
    if (!control.name || control.type === "file" || control.type === "hidden") return;
    const value = valueOf(form, control.name);
    if (value === known[control.name] && !(control.name in clashes)) delete pending[control.name];
    else pending[control.name] = value;
    keep();
    shown();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  function waits() { return Object.keys(pending).some((name) => !(name in clashes)); }

  function keep() {
    try {
      if (Object.keys(pending).length) localStorage.setItem(slot, JSON.stringify({ at: Date.now(), pending, base: Object.fromEntries(Object.keys(pending).map((name) => [name, known[name] ?? ""])) }));
      else localStorage.removeItem(slot);
    } catch { /* a browser that keeps nothing: the words of the form say what is not saved */ }
  }

  function takeUpWhatWaits() {
    let left = null;
    try { left = JSON.parse(localStorage.getItem(slot)); } catch { /* nothing usable */ }
    if (!left || Date.now() - left.at > DAY) { localStorage.removeItem(slot); return; }
    for (const [name, value] of Object.entries(left.pending)) {
      if (!(name in known) || same(known[name], value)) continue;
      if (!same(known[name], left.base[name])) { clashes[name] = known[name]; }
      pending[name] = value;
      put(form, name, value);
    }
    keep();
    if (Object.keys(pending).length) timer = setTimeout(save, PAUSE);
  }

  // A whole page that was refused shows what was typed; what is stored instead stands in its list.
  function takeUpWhatDiffers() {
    const list = page.querySelector("[data-differs]");
    for (const row of list?.querySelectorAll("[data-name]") ?? []) {
      const name = row.dataset.name;
      pending[name] = valueOf(form, name);
      known[name] = clashes[name] = row.dataset.stored;
    }
    list?.remove();
    keep();
  }

  async function save() {
    clearTimeout(timer);
    if (sending) { await sending; if (!waits()) return !Object.keys(clashes).length; }
    if (!waits()) return !Object.keys(clashes).length;
    sending = send();
    try { return await sending; } finally { sending = null; }
  }

  async function send() {
    const sent = Object.fromEntries(Object.entries(pending).filter(([name]) => !(name in clashes)));
    tell("saving");
    let answer, facts;
    try {
      answer = await fetch(form.dataset.saves, {
        method: "POST",
        body: body(sent),
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(15000),
      });
      facts = answer.type === "opaqueredirect" ? {} : await answer.json();
    } catch {
      tell("offline");
      timer = setTimeout(save, AGAIN);
      return false;
    }
    if (answer.ok) return saved(sent, facts);
    if (facts.conflict) return met(facts);
    tell(answer.type === "opaqueredirect" || answer.status === 403 ? "login" : "refused", facts.says);
    return false;
  }

  function body(sent) {
    const made = new URLSearchParams({ revision: form.elements.revision.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    for (const [name, value] of Object.entries(sent)) for (const one of several(form, name) ? value.split(",") : [value]) made.append(name, one);
    return made;
  }

  function saved(sent, facts) {
    form.elements.revision.value = facts.revision;
    for (const [name, value] of Object.entries(sent)) {
      known[name] = value;
      if (pending[name] === value) delete pending[name];
    }
    for (const [name, value] of Object.entries(facts.fields ?? {})) {
      if (name in pending) continue;
      known[name] = value;
      put(form, name, value);
    }
    drawn(facts);
    keep();
    shown();
    if (waits()) timer = setTimeout(save, PAUSE);
    return !waits();
  }

  // Somebody else saved first. Fields that only one of us touched need no question.
  function met(facts) {
    form.elements.revision.value = facts.revision;
    for (const [name, theirs] of Object.entries(facts.fields)) {
      if (!(name in known)) continue;
      const base = known[name];
      known[name] = theirs;
      if (!(name in pending)) { if (theirs !== base) put(form, name, theirs); continue; }
      if (same(theirs, base)) continue;
      if (same(theirs, pending[name])) { delete pending[name]; continue; }
      clashes[name] = theirs;
    }
    keep();
    shown();
    return Object.keys(clashes).length || !waits() ? !Object.keys(clashes).length : send();
  }

  function shown() {
    for (const row of [...clash.querySelectorAll("li")]) if (!(row.dataset.name in clashes)) row.remove();
    for (const [name, theirs] of Object.entries(clashes)) if (!clash.querySelector(`[data-name="${name}"]`)) ask(name, theirs);
    clash.hidden = !Object.keys(clashes).length;
    if (Object.keys(clashes).length) tell("clash");
    else if (!waits()) tell("saved");
    else tell("typing");
  }

  function ask(name, theirs) {
    const row = document.createElement("li");
    row.dataset.name = name;
    const label = all(form, name)[0]?.closest(".field")?.querySelector("legend, label")?.firstChild?.textContent.trim() ?? name;
    row.append(fill(words.differs, { field: label, mine: wording(name, pending[name]), theirs: wording(name, theirs) }));
    for (const [which, word] of [["mine", words.mine], ["theirs", words.theirs]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.dataset.keep = which;
      button.addEventListener("click", () => settle(name, which));
      row.append(" ", button);
    }
    clash.querySelector("ul").append(row);
    clash.scrollIntoView({ block: "nearest" });
  }

  function settle(name, which) {
    if (which === "theirs") { put(form, name, clashes[name]); delete pending[name]; }
    delete clashes[name];
    keep();
    shown();
    save();
  }

  /** A value in the words of the page: what stands beside the box, or in the list. */
  function wording(name, value) {
    const control = all(form, name)[0];
    if (!value) return words.empty;
    if (control?.type === "select-one") return [...control.options].find((option) => option.value === value)?.text ?? value;
    if (control?.type === "checkbox" && !several(form, name)) return words.yes;
    if (control?.type !== "radio" && control?.type !== "checkbox") return value;
    const named = (one) => all(form, name).find((box) => box.value === one)?.labels[0]?.textContent.trim() ?? one;
    return (several(form, name) ? value.split(",") : [value]).map(named).join(words.and);
  }

  async function hand(event) {
    if (handed || event.submitter?.name === "more") return;
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    if (!(await save())) { says.scrollIntoView({ block: "nearest" }); return; }
    // A form is not handed on again before the event that stopped it is over.
    if (!form.dataset.next) { handed = true; setTimeout(() => form.requestSubmit(submitter)); }
    else if (submitter?.value === "check") location.assign(form.dataset.next);
  }

  function tell(which, more = "") {
    const text = which === "saved" ? fill(words.saved, { at: new Date().toTimeString().slice(0, 5) }) : words[which];
    says.dataset.state = which;
    says.textContent = more || text;
  }
}

/** Whether two values are the same answer: the server writes numbers in half width, without blanks, in capitals. */
function same(one, other) {
  return plain(one) === plain(other);
}

function plain(value) {
  return (value ?? "").normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
}

function fill(text, given) {
  return text.replace(/\{(\w+)\}/g, (_, key) => given[key] ?? "");
}

/** The fields of the form as the page was served, whatever has been typed since. */
function served(form) {
  const found = {};
  for (const control of form.elements) {
    if (!control.name || control.type === "hidden" || NOT_FIELDS.includes(control.name)) continue;
    found[control.name] ??= several(form, control.name) ? boxes(form, control.name, "defaultChecked") : "";
    if (control.type === "radio") { if (control.defaultChecked) found[control.name] = control.value; }
    else if (control.type === "select-one") found[control.name] = ([...control.options].find((option) => option.defaultSelected) ?? control.options[0])?.value ?? "";
    else if (control.type !== "checkbox") found[control.name] = control.defaultValue ?? "";
    else if (!several(form, control.name)) found[control.name] = control.defaultChecked ? "on" : "";
  }
  return found;
}

function all(form, name) {
  return [...form.elements].filter((control) => control.name === name);
}

/** Whether several boxes have this one name; their values stand in order with commas between. */
function several(form, name) {
  return all(form, name).some((control) => control.type === "checkbox" && control.hasAttribute("value") && control.value !== "on");
}

function boxes(form, name, ticked = "checked") {
  return all(form, name).filter((box) => box[ticked]).map((box) => box.value).sort().join(",");
}

function valueOf(form, name) {
  const [control, ...more] = all(form, name);
  if (several(form, name)) return boxes(form, name);
  if (control?.type === "checkbox") return control.checked ? "on" : "";
  if (control?.type === "radio") return [control, ...more].find((one) => one.checked)?.value ?? "";
  return control?.value ?? "";
}

function put(form, name, value) {
  const ticked = several(form, name) ? (value ?? "").split(",") : null;
  for (const control of all(form, name)) {
    if (ticked) control.checked = ticked.includes(control.value);
    else if (control.type === "checkbox") control.checked = value === "on" || value === true;
    else if (control.type === "radio") control.checked = control.value === value;
    else control.value = value ?? "";
  }
}
