// Runs verify.js over the folders listed in a JSON file and prints the reports as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { verifyBundle } from "./verify.mjs";

// With --plain the WebCrypto of a page without https is missed, as a browser misses it.
if (process.argv.includes("--plain")) Object.defineProperty(globalThis, "crypto", { value: undefined });

const reports = [];
for (const folder of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`)]));
  const zh = await verifyBundle(files);
  const en = await verifyBundle(files, { language: "en" });
  reports.push({ ...zh, english: en.checks });
}
console.log(JSON.stringify(reports));
