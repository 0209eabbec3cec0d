// The service worker of the field desk: pages of today's visits, readable without signal. It keeps GET pages of
// this desk and the files they need; what is entered is not its business (queue.js). Another account's pages are
// forgotten as soon as somebody else opens the desk, and when the session has ended.
const PAGES = "field-pages-1";
const FILES = "field-files-2";
const PATIENCE = 4000;
const ANYHOW = { ignoreSearch: true, ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const known = new Set([PAGES, FILES]);
    for (const name of await caches.keys()) if (name.startsWith("field-") && !known.has(name)) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "keep") event.waitUntil(keep(event.data));
  if (event.data?.type === "renew") event.waitUntil(renew(event.data.pages));
});

async function keep({ account, assets, pages }) {
  await forgetOthers(account);
  const files = await caches.open(FILES);
  await Promise.all(assets.map((url) => files.add(url).catch(() => {})));
  await modules(files, assets);
  await renew(pages);
}

async function renew(pages) {
  for (const url of pages) await fresh(new Request(url, { credentials: "same-origin" })).catch(() => {});
}

/** The modules that a kept script imports are kept too. */
async function modules(files, assets) {
  const seen = new Set(assets);
  const ahead = assets.filter((url) => url.endsWith(".js"));
  while (ahead.length) {
    const url = ahead.pop();
    const text = await (await files.match(url, ANYHOW))?.text() ?? "";
    for (const [, path] of text.matchAll(/from\s+"(\.[^"]+)"/g)) {
      const next = new URL(path, url).href;
      if (seen.has(next)) continue;
      seen.add(next);
      await files.add(next).catch(() => {});
      ahead.push(next);
    }
  }
}

async function forgetOthers(account) {
  const pages = await caches.open(PAGES);
  const mark = new Request("/field/.account");
  const before = await (await pages.match(mark))?.text();
  if (before !== undefined && before !== account) await caches.delete(PAGES);
  await (await caches.open(PAGES)).put(mark, new Response(account));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
});

/** A page: from the server if it answers in time, else as it was kept. */
async function page(request) {
  const pages = await caches.open(PAGES);
  // The pages are of one account on one phone: what headers a page varies by does not matter here.
  const kept = await pages.match(request.url, ANYHOW);
  const answer = fresh(request);
  if (!kept) return answer.catch(() => pages.match("/field/offline/", ANYHOW).then((found) => found ?? Response.error()));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([answer.catch(() => kept), late]);
}

async function fresh(request) {
  const answer = await fetch(request);
  const pages = await caches.open(PAGES);
  if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) await caches.delete(PAGES);
  else if (answer.ok && !answer.redirected) await pages.put(request.url, answer.clone());
  return answer;
}

/** A file: as kept, renewed behind the reader's back. */
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request, ANYHOW);
  const answer = fetch(request).then((found) => {
    if (found.ok) files.put(request, found.clone());
    return found;
  });
  if (!kept) return answer;
  answer.catch(() => {});
  return kept;
}
