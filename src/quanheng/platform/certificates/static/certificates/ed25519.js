// Ed25519 signatures (RFC 8032), verified in the browser: by WebCrypto where it knows the curve, else by the
// lines below, which need nothing but whole numbers. Checked in the tests against RFC 8032 and against WebCrypto.

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a) => ((a % P) + P) % P;
const power = (base, exponent) => {
  let made = 1n;
  for (base = mod(base); exponent; exponent >>= 1n) {
    if (exponent & 1n) made = made * base % P;
    base = base * base % P;
  }
  return made;
};
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);

/** Whether `signature` over `message` was made by the holder of `key` (all Uint8Array). */
export async function signed(message, signature, key) {
  if (signature.length !== 64 || key.length !== 32) return false;
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signature, message);
  } catch {
    return signedPlainly(message, signature, key);
  }
}

/** The same without WebCrypto's Ed25519. */
export async function signedPlainly(message, signature, key) {
  const a = point(key), r = point(signature.slice(0, 32)), s = little(signature.slice(32));
  if (!a || !r || s >= ORDER) return false;
  const h = little(await sha512(joined(signature.slice(0, 32), key, message))) % ORDER;
  const left = times(s, BASE), right = add(r, times(h, a));
  return mod(left[0] * right[2] - right[0] * left[2]) === 0n && mod(left[1] * right[2] - right[1] * left[2]) === 0n;
}

function add(a, b) {
  const e = mod((a[1] - a[0]) * (b[1] - b[0])), f = mod((a[1] + a[0]) * (b[1] + b[0]));
  const g = mod(2n * a[3] * b[3] * D), h = mod(2n * a[2] * b[2]);
  const x = f - e, y = h - g, z = h + g, t = f + e;
  return [mod(x * y), mod(z * t), mod(y * z), mod(x * t)];
}

function times(number, start) {
  let total = [0n, 1n, 1n, 0n];
  for (let step = start; number; number >>= 1n) {
    if (number & 1n) total = add(total, step);
    step = add(step, step);
  }
  return total;
}

function point(raw) {
  const whole = little(raw), y = whole & (1n << 255n) - 1n, sign = whole >> 255n;
  if (y >= P) return null;
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = x * ROOT % P;
  if (mod(x * x - square) || (!x && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, x * y % P];
}

function little(bytes) {
  let made = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) made = made << 8n | BigInt(bytes[at]);
  return made;
}

function joined(...parts) {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { made.set(part, at); at += part.length; }
  return made;
}

const BASE = point(Uint8Array.from({ length: 32 }, (_, at) => at ? 0x66 : 0x58));

/** SHA-512 of bytes, 64 bytes: by WebCrypto, else plainly. */
export async function sha512(bytes) {
  try {
    return new Uint8Array(await crypto.subtle.digest("SHA-512", bytes));
  } catch {
    return sha512Plainly(bytes);
  }
}

const WORD = (1n << 64n) - 1n;

/** The first 64 bits behind the point of the n-th root of a whole number. */
function fraction(number, n) {
  const wanted = BigInt(number) << 64n * n;
  let low = 0n, high = 1n << 72n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** n <= wanted) low = middle; else high = middle;
  }
  return low & WORD;
}

let constants = null;

function prepared() {
  if (constants) return constants;
  const primes = [];
  for (let number = 2; primes.length < 80; number++) if (primes.every((prime) => number % prime)) primes.push(number);
  constants = { k: primes.map((prime) => fraction(prime, 3n)), h: primes.slice(0, 8).map((prime) => fraction(prime, 2n)) };
  return constants;
}

const turn = (word, by) => (word >> by | word << 64n - by) & WORD;

/** SHA-512 (FIPS 180-4) with whole numbers alone. */
export function sha512Plainly(bytes) {
  const { k, h } = prepared();
  const padded = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  let state = [...h];
  for (let block = 0; block < padded.length; block += 128) state = mixed(state, new DataView(padded.buffer, block, 128), k);
  const made = new Uint8Array(64);
  state.forEach((word, at) => new DataView(made.buffer).setBigUint64(at * 8, word));
  return made;
}

function mixed(state, block, k) {
  const words = Array.from({ length: 16 }, (_, at) => block.getBigUint64(at * 8));
  for (let at = 16; at < 80; at++) {
    const a = words[at - 15], b = words[at - 2];
    const small = turn(a, 1n) ^ turn(a, 8n) ^ a >> 7n, large = turn(b, 19n) ^ turn(b, 61n) ^ b >> 6n;
    words.push(words[at - 16] + small + words[at - 7] + large & WORD);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 80; at++) {
    const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + (e & f ^ ~e & WORD & g) + k[at] + words[at] & WORD;
    const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + (a & b ^ a & c ^ b & c) & WORD;
    [a, b, c, d, e, f, g, h] = [one + two & WORD, a, b, c, d + one & WORD, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => word + state[at] & WORD);
}
