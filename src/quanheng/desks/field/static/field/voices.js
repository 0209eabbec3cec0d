// Voice notes: press, speak, press again, listen, keep or delete. Where the browser cannot record, no button shows.
import { change, put, remove, token } from "./queue.js";
import { flush } from "./send.js";
import { fieldsOf, list, moment, page, said, visit, word } from "./page.js";

const TYPES = { "audio/webm;codecs=opus": "webm", "audio/mp4": "m4a", "audio/ogg;codecs=opus": "ogg" };
const LONGEST = 5 * 60 * 1000;
const BITS = 24_000;

const type = Object.keys(TYPES).find((one) => window.MediaRecorder?.isTypeSupported(one));
let recorder = null;

async function keep(box, blob) {
  const entry = {
    kind: "voice",
    visit,
    url: word("voices"),
    fields: fieldsOf(box),
    blob,
    name: `${moment()} ${word("voice")}.${TYPES[type]}`,
    token: token(),
    hold: true,
  };
  entry.id = await put(entry);
  restoreVoice(entry);
}

function button(name, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word(name);
  made.addEventListener("click", does);
  return made;
}

/** A voice note that still waits: to be heard, and while nothing is decided to be kept or deleted. */
export function restoreVoice(entry) {
  const audio = document.createElement("audio");
  audio.controls = true;
  audio.src = URL.createObjectURL(entry.blob);
  const item = list(entry, audio);
  item.className = "voice";
  if (!entry.hold) return;
  said(entry, word("held"));
  const choice = document.createElement("p");
  choice.append(
    button("keep", async () => {
      choice.remove();
      said(entry, word("waits"));
      await change(entry.id, { hold: false });
      flush();
    }),
    button("drop", async () => {
      await remove(entry.id);
      item.remove();
    }),
  );
  item.append(choice);
}

async function record(press) {
  const box = press.closest("[data-evidence]");
  const chunks = [];
  const label = press.textContent;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
  const begun = Date.now();
  const count = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    press.textContent = word("stop").replace("%t", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    if (Date.now() - begun > LONGEST) recorder?.stop();
  };
  const ticking = setInterval(count, 500);
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.onstop = () => {
    clearInterval(ticking);
    for (const track of stream.getTracks()) track.stop();
    recorder = null;
    press.textContent = label;
    press.removeAttribute("data-recording");
    keep(box, new Blob(chunks, { type: type.split(";")[0] }));
  };
  press.dataset.recording = "";
  count();
  recorder.start();
}

async function pressed(press) {
  if (recorder) {
    if ("recording" in press.dataset) recorder.stop();
    return;
  }
  press.disabled = true;
  try {
    await record(press);
  } catch {
    const place = page.querySelector("[data-microphone]");
    place.hidden = false;
    place.focus();
  } finally {
    press.disabled = false;
  }
}

if (type && navigator.mediaDevices?.getUserMedia) {
  for (const press of page.querySelectorAll("[data-record]")) {
    press.hidden = false;
    press.addEventListener("click", () => pressed(press));
  }
  window.addEventListener("beforeunload", (event) => { if (recorder) event.preventDefault(); });
}
