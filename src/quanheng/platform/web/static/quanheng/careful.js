// A form that must not be lost on a bad line: it is sent by script, and sent again safely (its token acts once).
for (const form of document.querySelectorAll("form[data-careful]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const says = form.querySelector("[data-line]");
    const buttons = [...form.querySelectorAll("button")];
    const body = new FormData(form, event.submitter);
    buttons.forEach((button) => { button.disabled = true; });
    if (says) says.textContent = form.dataset.sending;
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(30000) });
      if (answer.redirected && answer.ok) { location.assign(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceWith(page.querySelector("main"));
      window.scrollTo(0, 0);
      document.querySelector(".errors")?.focus();
    } catch {
      if (says) says.textContent = form.dataset.lost;
      buttons.forEach((button) => { button.disabled = false; });
    }
  });
}
