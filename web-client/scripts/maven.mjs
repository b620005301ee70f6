// The steps of the Maven build, each skipped when nothing that it reads has changed.
// Usage: maven.mjs build | check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => join(root, path);

const filesUnder = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

const digest = (...paths) => {
  const hash = createHash("sha256").update(process.versions.node);
  for (const file of paths.map(at).filter(existsSync).flatMap(filesUnder)) {
    hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest("hex");
};

const run = (command, ...args) => {
  const windows = process.platform === "win32";
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: windows });
  if (status === 0) return;
  console.error(`web-client: "${[command, ...args].join(" ")}" failed${error ? `: ${error.message}` : ""}`);
  process.exit(status || 1);
};

/** Does the work unless it was done for the same input. The mark is written only after success. */
const once = (markFile, input, result, work) => {
  const mark = at(markFile);
  if (existsSync(at(result)) && existsSync(mark) && readFileSync(mark, "utf8") === input) return;
  work();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, input);
};

const bin = (name) => at(`node_modules/.bin/${name}`);
const manifests = ["package.json", "package-lock.json", ".npmrc"];
const settings = ["vite.config.ts", "vitest.config.ts", "tsconfig.json", "biome.json", "index.html"];
const samples = "../protocol/src/test/resources/samples";

const install = () =>
  once("node_modules/.parley-lock", digest(...manifests), "node_modules/vite", () =>
    run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"),
  );

const build = () =>
  once("target/web-build", digest(...manifests, ...settings, "src", "public"), "target/classes/web/index.html", () =>
    run(bin("vite"), "build", "--logLevel", "warn"),
  );

const check = () =>
  once(
    "target/web-check",
    digest(...manifests, ...settings, "src", "tests", "e2e", "scripts", samples),
    "target",
    () => {
      run(bin("tsc"), "-p", ".");
      run(bin("biome"), "check", ".");
      run(bin("vitest"), "run");
    },
  );

install();
if (process.argv[2] === "check") check();
else build();
