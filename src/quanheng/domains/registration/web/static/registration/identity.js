// What an identity number says of its bearer, and whether its last sign is right (GB 11643).
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SIGNS = "10X98765432";

/** Birth date and sex in the words of the page; what is wrong once the number is long enough; else nothing. */
export function bornOn(written, words) {
  const number = written.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  if (number.length < 18 || number.startsWith("9")) return ""; // a business's code, not a person's number
  if (!/^\d{17}[\dX]$/.test(number)) return words.wrong;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  if (SIGNS[sum % 11] !== number[17]) return words.wrong;
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  const born = new Date(Number(year), Number(month) - 1, Number(day));
  if (born.getMonth() !== Number(month) - 1 || born > new Date()) return words.wrong;
  const sex = Number(number[16]) % 2 ? words.male : words.female;
  return words.right.replace("{year}", year).replace("{month}", Number(month)).replace("{day}", Number(day)).replace("{sex}", sex);
}
