// Adds up the reports of Surefire and Failsafe, per module and over all; fails on a skip where CI=true.
import { readFileSync } from "node:fs";

const kinds = ["tests", "failures", "errors", "skipped"];
const none = () => Object.fromEntries(kinds.map((kind) => [kind, 0]));
const modules = new Map();
const skips = [];

for (const path of process.argv.slice(2)) {
  const report = readFileSync(path, "utf8");
  const suite = report.match(/<testsuite\b[^>]*>/)?.[0] ?? "";
  const name = path.split("/")[1];
  const counts = modules.get(name) ?? none();
  for (const kind of kinds) counts[kind] += Number(suite.match(new RegExp(`\\b${kind}="(\\d+)"`))?.[1] ?? 0);
  modules.set(name, counts);
  for (const [, test, reason] of report.matchAll(/<testcase name="([^"]*)"[^>]*>\s*<skipped(?: message="([^"]*)")?/g)) {
    skips.push(`${name}: ${test}: ${reason ?? "no reason given"}`);
  }
}

const total = none();
for (const counts of modules.values()) for (const kind of kinds) total[kind] += counts[kind];
for (const [name, counts] of [...modules, ["all", total]]) {
  console.log(name.padEnd(16) + kinds.map((kind) => `${String(counts[kind]).padStart(5)} ${kind}`).join("  "));
}
for (const skip of skips) console.log(`skipped ${skip}`);
if (skips.length > 0 && process.env.CI === "true") {
  console.error("A skipped test hides something: install what it needs.");
  process.exit(1);
}
