// A form is sent once: its button rests after the first press, and what destroys something asks first.
// A form that answers with a file leaves the page standing: its button wakes again.
const REST = 8000;

function wake(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("button:disabled")) button.disabled = false;
}

export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    // After the browser has read the form: a disabled button would not be sent along.
    setTimeout(() => wake(form), REST);
    setTimeout(() => { for (const button of form.querySelectorAll("button:not([type='button'])")) button.disabled = true; });
  });
  // Back from the next page: the form may be sent again (the server's token still guards it).
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach(wake);
  });
}
