// A witness's value is made here and stays here: only its SHA-256 goes into the form.
import { sha256 } from "../quanheng/verify.js";

const SYMBOLS = "23456789abcdefghijkmnpqrstuvwxyz"; // 32 that are not mistaken for each other: 5 bits each
const LENGTH = 32;

const maker = document.querySelector("[data-seed-maker]");
if (maker) {
  const shown = maker.querySelector("[data-seed]");
  const copy = maker.querySelector("[data-copy]");
  const field = document.querySelector("input[name='digest']");
  const kept = document.querySelector("[data-kept]");
  const keptLine = document.querySelector("[data-kept-line]");

  const make = async () => {
    const value = Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => SYMBOLS[byte % 32]).join("");
    shown.replaceChildren(...value.match(/.{4}/g).map((part) => {
      const piece = document.createElement("span");
      piece.textContent = part;
      return piece;
    }));
    copy.dataset.copy = value;
    kept.checked = false;
    field.value = await digestOf(value);
  };

  maker.hidden = false;
  keptLine.hidden = false;
  kept.required = true;
  field.readOnly = true;
  maker.querySelector("[data-print]").addEventListener("click", () => window.print());
  maker.querySelector("[data-again]").addEventListener("click", make);
  make();
}

async function digestOf(value) {
  if (!globalThis.crypto.subtle) return sha256(value); // a page served without TLS has no WebCrypto
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(value)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
