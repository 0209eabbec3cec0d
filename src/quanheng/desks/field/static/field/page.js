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

/** The platform's time, wherever the phone thinks it is; Swedish writes a day and a minute as we do. */
const HERE = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });

/** When it was taken, by the phone's clock: 2021-03-10 09:12. */
export function moment() {
  return HERE.format(new Date());
}
