// What waits on the phone: every answer, photo, voice note, beginning and closing record, in order, until the server
// has it. One object store; an entry says to which account and visit it belongs, where it goes and with which token.
// An entry on hold is kept and counted, and not sent before it is released.
const NAME = "quanheng-field";
const STORE = "outbox";

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** One transaction over all entries, done whole or not at all: `work` may return the request whose result counts. */
async function within(mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, mode);
    const store = transaction.objectStore(STORE);
    const all = store.getAll();
    let wanted;
    all.onsuccess = () => { wanted = work(store, all.result); };
    transaction.oncomplete = () => resolve(wanted instanceof IDBRequest ? wanted.result : wanted);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const account = document.documentElement.querySelector("[data-account]")?.dataset.account ?? "";

export function token() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const mine = (entry) => entry.account === account;

/** Put an entry at the end; a newer answer to the same question takes the place of one that still waits. */
export async function put(entry) {
  const id = await within("readwrite", (store, all) => {
    const replaced = (older) => mine(older) && older.slot === entry.slot && older.visit === entry.visit;
    if (entry.slot) for (const older of all.filter(replaced)) store.delete(older.id);
    return store.add({ ...entry, account, at: Date.now() });
  });
  tell("queue");
  return id;
}

/** Change an entry that still waits; one that was sent or replaced meanwhile stays gone. Says whether it waits. */
export async function change(id, given) {
  const waits = await within("readwrite", (store, all) => {
    const entry = all.find((one) => one.id === id);
    if (entry) store.put({ ...entry, ...given });
    return Boolean(entry);
  });
  tell("queue");
  return waits;
}

/** Let go what is on hold of a visit: whoever closes it has nothing left to decide. */
export async function release(visit) {
  await within("readwrite", (store, all) => {
    for (const entry of all) if (mine(entry) && entry.visit === visit && entry.hold) store.put({ ...entry, hold: false });
  });
  tell("queue");
}

export async function remove(id) {
  await within("readwrite", (store) => { store.delete(id); });
  tell("queue");
}

/** The entries of this account, oldest first. */
export function waiting() {
  return within("readonly", (store, all) => all.filter(mine));
}

/** How many entries of other accounts lie on this phone: they are kept for whoever made them. */
export function ofOthers() {
  return within("readonly", (store, all) => all.filter((entry) => !mine(entry)).length);
}

// What happens to the queue in one page shows in every other page of the desk that is open.
const others = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
const heard = (name, detail) => document.dispatchEvent(new CustomEvent(`field:${name}`, { detail }));
others?.addEventListener("message", ({ data }) => heard(data.name, data.detail));

export function tell(name, detail = {}) {
  heard(name, detail);
  others?.postMessage({ name, detail });
}
