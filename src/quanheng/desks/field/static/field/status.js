// The bar that always says what is not yet sent, and the service worker that keeps pages for places without signal.
import { account, ofOthers, waiting } from "./queue.js";
import { flush } from "./send.js";

const bar = document.querySelector("[data-status]");
const count = bar.querySelector("[data-count]");
const words = bar.dataset;
let online = navigator.onLine;
let login = false;

async function show() {
  const entries = await waiting();
  const refused = entries.filter((entry) => entry.problem).length;
  const others = await ofOthers();
  count.textContent = String(entries.length);
  bar.dataset.state = refused ? "stop" : entries.length ? "warn" : "good";
  const parts = [entries.length ? words.unsent.replace("%n", entries.length) : words.sent];
  if (refused) parts.push(words.refused.replace("%n", refused));
  if (!online) parts.push(words.offline);
  if (login) parts.push(words.login);
  if (others) parts.push(words.others.replace("%n", others));
  bar.querySelector("[data-words]").textContent = parts.join(words.join);
}

document.addEventListener("field:queue", show);
document.addEventListener("field:signal", (event) => { online = event.detail.online; show(); });
document.addEventListener("field:login", () => { login = true; show(); });
document.addEventListener("field:sent", () => { login = false; show(); });
window.addEventListener("offline", () => { online = false; show(); });
window.addEventListener("online", () => { online = true; show(); });
bar.querySelector("button").addEventListener("click", flush);

// A page kept before the answers were sent would show them missing: it is fetched anew once they are.
const stale = new Set();
let renewing;
document.addEventListener("field:sent", ({ detail: { entry } }) => {
  stale.add(new URL("..", new URL(entry.url, location.href)).pathname);
  clearTimeout(renewing);
  renewing = setTimeout(() => {
    navigator.serviceWorker?.controller?.postMessage({ type: "renew", pages: [...stale] });
    stale.clear();
  }, 1500);
});

async function keepPages() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(bar.dataset.worker, { scope: bar.dataset.scope });
  const { active } = await navigator.serviceWorker.ready;
  const here = [...document.querySelectorAll("link[rel='stylesheet'], link[rel='icon'], script[src]")];
  const later = bar.dataset.files.split(" ").map((path) => new URL(path, location.href).href);
  const assets = [...new Set([...here.map((one) => one.href || one.src), ...later])];
  const pages = JSON.parse(document.getElementById("keep")?.textContent ?? "[]");
  active?.postMessage({ type: "keep", account, assets, pages: [bar.dataset.offlinePage, location.pathname, ...pages] });
}

show();
// The scripts of the page come first: what waits is read back onto it before any of it is sent.
document.addEventListener("DOMContentLoaded", flush);
keepPages().catch(() => {});
