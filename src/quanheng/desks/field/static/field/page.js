// The page of one visit, its words, and how a piece of evidence that waits is listed.
export const page = document.querySelector("[data-visit]");
export const visit = page.dataset.visit;
export const word = (name) => page.dataset[name];

/** The list of photos and voice notes of a question, or of the whole visit ("0-0"). */
export function evidenceOf({ fields }) {
  const { item, question } = Object.fromEntries(fields);
  return page.querySelector(`[data-evidence="${item === "0" ? "" : `${item}-${question}`}"] ul`);
}

export function fieldsOf(box) {
  const [item, number] = (box.dataset.evidence || "0-0").split("-");
  return [["item", item], ["question", number]];
}

/** List a piece of evidence that waits: what shows it, and where it stands. */
export function list(entry, shown) {
  const item = document.createElement("li");
  item.dataset.entry = entry.id;
  const state = document.createElement("span");
  state.textContent = word("waits");
  item.append(shown, state);
  evidenceOf(entry)?.append(item);
  return item;
}

export function said(entry, text) {
  const item = page.querySelector(`[data-entry="${entry.id}"]`);
  if (item) item.querySelector("span").textContent = text;
}

/** When it was taken, by the phone: 2021-03-10 09:12. */
export function moment() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}`;
}
