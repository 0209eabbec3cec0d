// A photo leaves as soon as it is taken; the list is drawn anew from the answer, the rest of the page stands.
// One that was taken before this ran leaves now.
export function uploads(page) {
  page.classList.add("scripted");
  page.addEventListener("change", (event) => leave(page, event.target.closest?.("form[data-upload]")));
  for (const form of page.querySelectorAll("form[data-upload]")) leave(page, form);
}

async function leave(page, form) {
  if (!form?.querySelector("input[type=file]")?.files.length) return;
  const says = form.querySelector("[data-line]");
  says.textContent = says.dataset.sending;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: AbortSignal.timeout(60000) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [list, told] = [fresh.querySelector("[data-evidence]"), fresh.querySelector(".messages .error")];
    if (!answer.ok || !list) throw new Error(answer.status);
    if (told) { says.textContent = told.textContent; return; }
    page.querySelector("[data-evidence]").replaceWith(list);
  } catch {
    form.reset();
    says.textContent = says.dataset.lost;
  }
}
