// On a phone the sections are steps: one at a time, with where one is and what comes next.
export function steps(page) {
  const all = [...page.querySelectorAll("[data-step]")];
  const bar = page.querySelector("[data-steps]");
  if (!bar || all.length < 2) return;
  const [back, on] = [bar.querySelector("[data-back]"), bar.querySelector("[data-on]")];
  const end = page.querySelectorAll("[data-end], [data-beside-last]");
  const at = (hash) => (hash === "#step-evidence" ? all.length - 1 : all.findIndex((step) => `#${step.id}` === hash || step.querySelector(`[id="${CSS.escape(hash.slice(1))}"]`)));
  let here = Math.max(0, location.hash ? at(location.hash) : all.findIndex((step) => step.querySelector(".wrong")));

  function show(which, looks = true) {
    here = Math.min(Math.max(which, 0), all.length - 1);
    all.forEach((step, place) => step.classList.toggle("here", place === here));
    bar.querySelector("[data-place]").textContent = `${here + 1} / ${all.length}`;
    back.hidden = here === 0;
    on.hidden = here === all.length - 1;
    end.forEach((one) => one.classList.toggle("here", here === all.length - 1));
    if (looks) { window.scrollTo(0, 0); all[here].querySelector("h2")?.focus(); }
  }

  page.classList.add("stepping");
  back.addEventListener("click", () => show(here - 1));
  on.addEventListener("click", () => show(here + 1));
  window.addEventListener("hashchange", () => { if (at(location.hash) >= 0) show(at(location.hash)); });
  show(here, false);
}
