// Verify in this browser: fetch the nine files of the bundle and recompute the draw; nothing is sent anywhere.
import { verifyBundle } from "../quanheng/verify.js";

const place = document.querySelector("[data-verify]");
if (place) {
  const start = place.querySelector("[data-verify-start]");
  start.hidden = false;
  start.addEventListener("click", () => verify(place, start));
}

async function verify(place, start) {
  const status = place.querySelector("[data-verify-status]");
  const list = place.querySelector("[data-verify-checks]");
  start.disabled = true;
  list.replaceChildren();
  status.textContent = status.dataset.running;
  try {
    const files = await bundle(place.dataset.files, place.dataset.names.split(" "));
    const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    const report = await verifyBundle(files, { language, onCheck: (check) => list.append(line(list, check)) });
    status.textContent = report.agrees ? status.dataset.agrees : status.dataset.differs;
    status.className = report.agrees ? "notice good" : "notice stop";
  } catch (problem) {
    console.error(problem);
    status.textContent = status.dataset.failed;
    status.className = "notice warn";
  }
  start.disabled = false;
}

async function bundle(address, names) {
  const contents = await Promise.all(names.map(async (name) => {
    const response = await fetch(address + encodeURIComponent(name), { cache: "no-store" });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return [name, new Uint8Array(await response.arrayBuffer())];
  }));
  return new Map(contents);
}

function line(list, check) {
  const item = document.createElement("li");
  const word = document.createElement("b");
  word.className = `state ${check.ok ? "good" : "stop"}`;
  word.textContent = check.ok ? list.dataset.yes : list.dataset.no;
  item.append(word, check.sentence);
  return item;
}
