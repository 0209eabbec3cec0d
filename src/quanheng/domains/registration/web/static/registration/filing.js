// The errand screen of an application: kept as it is typed, in steps on a phone, with what follows from the answers.
import { draft } from "../quanheng/drafts.js";
import { uploads } from "../quanheng/uploads.js";
import { bornOn } from "./identity.js";
import { steps } from "./steps.js";

const page = document.querySelector("[data-filing]");
if (page) start(page);

function start(page) {
  const form = page.querySelector("form[data-saves]");
  draft(page, (facts) => draw(page, facts));
  identities(form);
  for (const one of page.querySelectorAll("details")) if (`#${one.id}` === location.hash) one.open = true;
  steps(page);
  uploads(page);
  brand(page, form);
}

// What the server says of the form so far: the permits that the scope needs, the trade's name, the full name.
function draw(page, facts) {
  if (facts.permits) {
    const place = page.querySelector("[data-permits]");
    if (place) {
      place.hidden = !facts.permits.length;
      place.querySelector("ul").replaceChildren(...facts.permits.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    }
  }
  const name = page.querySelector("[data-full-name]");
  if (name && "name" in facts) name.textContent = facts.name || name.dataset.none;
  const trade = page.querySelector("[data-trade]");
  if (trade && "trade" in facts) trade.textContent = facts.trade;
  if (facts.wanted) papers(page, facts.wanted);
}

// An answer may ask for another paper, or for one less: the list is drawn anew, the rest of the page stands.
async function papers(page, wanted) {
  const list = page.querySelector("[data-evidence]");
  if ([...list.children].map((row) => row.id).join() === wanted.map((key) => `paper-${key}`).join()) return;
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const found = fresh.querySelector("[data-evidence]");
    if (found && list.isConnected) list.replaceWith(found);
  } catch { /* no signal: the next saved answer asks again */ }
}

// No brand, no name to check.
function brand(page, form) {
  const place = page.querySelector("[data-name-check]");
  const input = form.elements.namedItem("name_parts__brand");
  if (!place || !input) return;
  const look = () => { place.hidden = !input.value.trim(); };
  input.addEventListener("input", look);
  look();
}

function identities(form) {
  const look = (input) => {
    const place = input.closest("[data-field]")?.querySelector("[data-born]");
    if (place) place.textContent = bornOn(input.value, place.dataset);
  };
  for (const input of form.querySelectorAll("[data-identity]")) look(input);
  form.addEventListener("input", (event) => { if (event.target.matches("[data-identity]")) look(event.target); });
}
