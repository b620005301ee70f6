// Turns the lines of measure-live.sh (setting, workload, JSON, divided by tabs) into tables: medians of all rounds, the
// lowest and highest in brackets. Counts whatever was lost, doubled or out of order in any of them.
import { readFileSync } from "node:fs";

const rows = readFileSync(process.argv[2], "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t"))
  .map(([setting, workload, json]) => ({ setting, workload, found: JSON.parse(json) }));

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const number = (value) =>
  value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
const spread = (values) =>
  values.length === 1
    ? number(values[0])
    : `${number(median(values))} (${number(Math.min(...values))}–${number(Math.max(...values))})`;
const grouped = (all, key) => Map.groupBy?.(all, key) ?? group(all, key);
const group = (all, key) => {
  const map = new Map();
  for (const each of all) {
    map.set(key(each), [...(map.get(key(each)) ?? []), each]);
  }
  return map;
};

const loads = rows.filter((row) => row.found.deliveries > 0);
console.log("| | | deliveries/s | CPU s per million | send to deliver p50, ms | p99, ms | wrong |");
console.log("|---|---|---|---|---|---|---|");
for (const [workload, of] of grouped(loads, (row) => row.workload)) {
  for (const [setting, same] of grouped(of, (row) => row.setting)) {
    const all = (pick) => same.map((row) => pick(row.found));
    const wrong = all((found) => {
      const { lost, acknowledgedLost, doubled, storedTwice, disordered, refusedStored } = found.integrity;
      return lost + acknowledgedLost + doubled + storedTwice + disordered + refusedStored;
    }).reduce((a, b) => a + b, 0);
    const cells = [
      workload,
      setting,
      spread(all((found) => found.deliveries / found.seconds)),
      spread(all((found) => found.server?.perMillion ?? Number.NaN)),
      spread(all((found) => found.sendToDeliver.p50 / 1000)),
      spread(all((found) => found.sendToDeliver.p99 / 1000)),
      wrong,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
const idle = rows.filter((row) => row.found.idle > 1000);
if (idle.length > 0) {
  console.log("\n| idle connections | | RSS before, MB | after, MB | KB for each | of that, live objects, KB |");
  console.log("|---|---|---|---|---|---|");
  for (const [setting, same] of grouped(idle, (row) => row.setting)) {
    const all = (pick) => spread(same.map((row) => pick(row.found)));
    const each = all(({ idle: count, before, after }) => (after - before) / count / 1024);
    const [before, after] = [all((found) => found.before / 2 ** 20), all((found) => found.after / 2 ** 20)];
    const living = all(({ idle: count, livingBefore, living: now }) => (now - livingBefore) / count / 1024);
    console.log(`| ${same[0].found.idle} | ${setting} | ${before} | ${after} | ${each} | ${living} |`);
  }
}
