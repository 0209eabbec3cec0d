// The shell's own manners: menu, drop-downs, double submission, confirmation, copying, charts, CSRF for htmx.
import { guardForms } from "./guard.js";

const menu = document.querySelector(".menu");
const desks = document.querySelector("#desks");
if (menu && desks) {
  menu.setAttribute("role", "button");
  menu.setAttribute("aria-expanded", "false");
  menu.setAttribute("aria-controls", "desks");
  menu.addEventListener("click", (event) => {
    event.preventDefault();
    menu.setAttribute("aria-expanded", String(desks.classList.toggle("open")));
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); menu.click(); }
  });
}

const closeDrops = (besides) => {
  for (const drop of document.querySelectorAll("details.drop[open]")) if (!drop.contains(besides)) drop.open = false;
};
document.addEventListener("click", (event) => closeDrops(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details.drop[open]");
  closeDrops(null);
  open?.querySelector("summary").focus();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.dataset.was ??= button.textContent;
  button.textContent = button.dataset.done || button.dataset.was;
  setTimeout(() => { button.textContent = button.dataset.was; }, 1600);
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name='csrfmiddlewaretoken']");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

document.querySelector(".errors")?.focus();
guardForms();
if (document.querySelector("[data-chart]")) import("./charts.js").then(({ drawCharts }) => drawCharts());
