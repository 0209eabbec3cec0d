// What a licence's QR code states, and whether it holds: the same steps as verify_licence.py, and the same words
// for the verdict (valid, expired, revoked, superseded, forged, unreadable, unsure). Nothing here asks the network.

import { sha512, signed } from "./ed25519.js";

const CERTIFICATE = "quanheng-certificate/1";
const LIST = "quanheng-revocations/1";
const KEY = "quanheng-key/1";
const NAMES = ["format", "kind", "number", "holder", "issued", "validUntil", "version", "publicId", "keyId"];
const bytes = (text) => new TextEncoder().encode(text);

class Wrong extends Error {}

function fromHex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Wrong("hex");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

const toHex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bytes from base64url without padding; what could have been written in another way is refused. */
function unpack(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Wrong("base64url");
  const raw = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const again = btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  if (again !== text) throw new Wrong("base64url");
  return raw;
}

/** A day written as 2021-03-05 that there is. */
function day(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new Wrong("day");
  const found = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(found.getTime()) || found.toISOString().slice(0, 10) !== text) throw new Wrong("day");
  return text;
}

/** What a code states, the signed bytes and the signature; throws if it is none of ours. */
export function read(code) {
  const parts = code.trim().slice(code.trim().lastIndexOf("#") + 1).split(".");
  if (parts.length !== 2) throw new Wrong("parts");
  const [message, signature] = parts.map(unpack);
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(message);
  const values = JSON.parse(text);
  if (!Array.isArray(values) || values.length !== 9 || values[0] !== CERTIFICATE) throw new Wrong("format");
  if (JSON.stringify(values) !== text || !Number.isInteger(values[6])) throw new Wrong("canonical");
  if (values.some((value, at) => at !== 6 && typeof value !== "string")) throw new Wrong("types");
  const said = Object.fromEntries(NAMES.map((name, at) => [name, values[at]]));
  day(said.issued);
  if (said.validUntil) day(said.validUntil);
  return { said, message, signature };
}

/** The public keys by id; throws if one is not endorsed by the one before. */
export async function trusted(keyFile) {
  const keys = new Map();
  let before = "";
  for (const one of keyFile.keys) {
    const raw = fromHex(one.key);
    const id = toHex(new Uint8Array(await sha256(raw))).slice(0, 8);
    if (one.id !== id || one.endorsed_by !== before) throw new Wrong("key");
    const message = bytes(JSON.stringify([KEY, one.id, one.key, one.since]));
    if (before && !await signed(message, fromHex(one.endorsement), keys.get(before))) throw new Wrong("endorsement");
    keys.set(one.id, raw);
    before = one.id;
  }
  return keys;
}

/** The signed list; throws if its signature does not fit. */
export async function opened(listFile, keys) {
  const key = keys.get(listFile.key);
  if (!key || !await signed(bytes(listFile.list), fromHex(listFile.signature), key)) throw new Wrong("list");
  const told = JSON.parse(listFile.list);
  if (told.format !== LIST) throw new Wrong("list");
  return told;
}

/** The verdict on a code on a day, and what explains it; `said` only where the signature fits. */
export async function judge(code, keyFile, listFile, on) {
  let keys, list = null, found;
  try {
    keys = await trusted(keyFile);
    list = listFile ? await opened(listFile, keys) : null;
  } catch {
    return { verdict: "unsure", why: "damaged" };
  }
  try {
    found = read(code);
  } catch {
    return { verdict: "unreadable", why: "unreadable", list };
  }
  const { said, message, signature } = found;
  const key = keys.get(said.keyId);
  if (!key && said.issued > day(keyFile.day)) return { verdict: "unsure", why: "newer", list };
  if (!key || !await signed(message, signature, key)) return { verdict: "forged", why: "forged", list };
  return { said, list, ...standing(said, list, on) };
}

/** The verdict on a statement whose signature fits. Days as ISO text compare as they stand. */
function standing(said, list, on) {
  const entry = list?.entries[said.publicId] ?? "";
  if (entry.startsWith("r")) return { verdict: "revoked", why: "revoked", since: entry.slice(1) };
  if (entry.startsWith("s")) return { verdict: "superseded", why: "superseded", since: entry.slice(1) };
  if (said.issued > on) return { verdict: "unsure", why: "future" };
  if (said.validUntil && said.validUntil < on) return { verdict: "expired", why: "expired", since: said.validUntil };
  if (!list) return { verdict: "unsure", why: "no-list" };
  if (on < list.day || on > list.good_until) return { verdict: "unsure", why: "old-list" };
  return { verdict: "valid", why: "valid" };
}

/** SHA-256: by WebCrypto, else plainly, so that keys can be checked on any page. */
async function sha256(raw) {
  try {
    return await crypto.subtle.digest("SHA-256", raw);
  } catch {
    return sha256Plainly(raw);
  }
}

function sha256Plainly(raw) {
  const primes = [];
  for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
  const part = (number, root) => Math.floor((number ** (1 / root) % 1) * 2 ** 32) | 0;
  const k = primes.map((prime) => part(prime, 3));
  let state = primes.slice(0, 8).map((prime) => part(prime, 2));
  const padded = new Uint8Array(Math.ceil((raw.length + 9) / 64) * 64);
  padded.set(raw);
  padded[raw.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, raw.length * 8);
  const turn = (word, by) => word >>> by | word << 32 - by;
  for (let block = 0; block < padded.length; block += 64) {
    const view = new DataView(padded.buffer, block, 64);
    const words = Array.from({ length: 16 }, (_, at) => view.getInt32(at * 4));
    for (let at = 16; at < 64; at++) {
      const a = words[at - 15], b = words[at - 2];
      words.push(words[at - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + words[at - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at++) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + k[at] + words[at] | 0;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      [a, b, c, d, e, f, g, h] = [one + two | 0, a, b, c, d + one | 0, e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((word, at) => word + state[at] | 0);
  }
  const made = new Uint8Array(32);
  state.forEach((word, at) => new DataView(made.buffer).setInt32(at * 4, word));
  return made;
}
