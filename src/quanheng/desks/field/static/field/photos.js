// Photos: kept on the phone as they were taken, then made smaller: 1,600 pixels show what there is to see, and go
// through a thin line. A page left in between finds the photo as it was taken, and makes it smaller then.
import { change, put, token } from "./queue.js";
import { flush } from "./send.js";
import { fieldsOf, list, moment, visit, word } from "./page.js";

const LONGEST_EDGE = 1600;

async function smaller(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}

async function finish({ id, blob, name }) {
  const small = await smaller(blob);
  const named = small === blob ? name : name.replace(/\.\w+$/, "") + ".jpg";
  await change(id, { blob: small, name: named, hold: false });
  flush();
}

function show(entry) {
  const image = document.createElement("img");
  image.src = URL.createObjectURL(entry.blob);
  image.alt = word("photo");
  image.width = 96;
  image.height = 72;
  list(entry, image);
}

async function photograph(input) {
  const files = [...input.files];
  input.value = "";
  for (const file of files) {
    const entry = {
      kind: "photo",
      visit,
      url: word("photos"),
      fields: fieldsOf(input.closest("[data-evidence]")),
      blob: file,
      name: `${moment()} ${file.name}`,
      token: token(),
      hold: true,
    };
    entry.id = await put(entry);
    show(entry);
    finish(entry);
  }
}

/** A photo that still waits, as it stands on the phone. */
export function restorePhoto(entry) {
  show(entry);
  if (entry.hold) finish(entry);
}

for (const input of document.querySelectorAll("input[type='file']")) input.addEventListener("change", () => photograph(input));
