// The owner's form is kept as it is typed; papers leave as soon as they are photographed.
import { draft } from "../quanheng/drafts.js";
import { uploads } from "../quanheng/uploads.js";

for (const page of document.querySelectorAll("[data-online]")) {
  uploads(page);
  if (page.querySelector("form[data-saves]")) draft(page);
}
