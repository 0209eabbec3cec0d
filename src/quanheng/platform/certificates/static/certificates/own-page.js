// On a licence's own page: what the code said behind # is checked against the published keys, so that a page of a
// true licence does not lend its answer to a forged code; and the pages of verification are kept for later.

import { judge } from "./licence.js";

const page = document.querySelector("[data-own-page]");
const one = (name) => page.querySelector(`[data-${name}]`);

async function begin() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(page.dataset.worker, { scope: "/verify/" }).catch(() => {});
  const code = location.hash.slice(1);
  if (!code) return;
  const [keys, list] = await Promise.all([page.dataset.keys, page.dataset.list].map(async (url) => (await fetch(url)).json()));
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
  const { why, said } = await judge(code, keys, list, today);
  // The keys are fresh: one that is not among them is not ours, whatever day the code claims.
  const forged = ["forged", "unreadable", "newer"].includes(why) || (said && said.publicId !== page.dataset.publicId);
  one("forged").hidden = !forged;
  one("honest").hidden = forged;
  one("genuine").hidden = forged || !said;
}

begin().catch(() => {}).finally(() => { page.dataset.ready = ""; });
