// The service worker of verification: keeps the page that verifies licences, the files it needs, the published keys
// and the newest signed list, so that a phone that was here once verifies without a network. A licence's own page
// comes from the platform alone; without a network the kept page answers in its place, from the code itself.
const KEPT = "licence-check-1";
const SHELL = "/verify/check/";
const NEEDED = [
  SHELL,
  "/static/quanheng/base.css",
  "/static/quanheng/parts.css",
  "/static/quanheng/mark.svg",
  "/static/portal/check.css",
  "/static/certificates/check.js",
  "/static/certificates/licence.js",
  "/static/certificates/ed25519.js",
  "/verify/keys.json",
  "/verify/list.json",
];
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    await (await caches.open(KEPT)).addAll(NEEDED.map((url) => new Request(url, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("licence-check-") && name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (NEEDED.includes(url.pathname)) event.respondWith(file(request, url.pathname));
});

/** A page: from the platform while it answers, else the page that verifies by itself. */
async function page(request, url) {
  try {
    const answer = await inTime(fetch(request));
    if (url.pathname === SHELL && answer.ok) await (await caches.open(KEPT)).put(SHELL, answer.clone());
    return answer;
  } catch {
    return (await caches.match(SHELL, { ignoreVary: true })) ?? Response.error();
  }
}

/** A file: from the platform while it answers, else as it was kept. */
async function file(request, path) {
  try {
    const answer = await inTime(fetch(request));
    if (!answer.ok) throw new Error(answer.status);
    await (await caches.open(KEPT)).put(path, answer.clone());
    return answer;
  } catch {
    return (await caches.match(path, { ignoreVary: true })) ?? Response.error();
  }
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, late) => setTimeout(() => late(new Error("late")), PATIENCE))]);
}
