// Planning: the partners' rows show only where several departments go together.
const form = document.querySelector("form [name='kind']")?.form;
const partners = document.querySelector("[data-joint]");

function follow() {
  partners.hidden = new FormData(form).get("kind") !== "joint";
}

if (form && partners) {
  form.addEventListener("change", follow);
  follow();
}
