import { gzipSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const kilobyte = 1000;
const budgets = { initial: 150 * kilobyte, lazy: 60 * kilobyte, css: 15 * kilobyte };

/** Fails the build above the sizes (gzipped) that we promise. */
const budget = (): Plugin => ({
  name: "parley-budget",
  apply: "build",
  generateBundle(_, bundle) {
    const size = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
    const initial = new Set<string>();
    const visit = (name: string) => {
      const file = bundle[name];
      if (file?.type !== "chunk" || initial.has(name)) return;
      initial.add(name);
      file.imports.forEach(visit);
    };
    for (const file of Object.values(bundle)) if (file.type === "chunk" && file.isEntry) visit(file.fileName);

    let initialSize = 0;
    let cssSize = 0;
    for (const file of Object.values(bundle)) {
      if (file.type === "chunk") {
        const bytes = size(file.code);
        if (initial.has(file.fileName)) initialSize += bytes;
        else if (bytes > budgets.lazy) this.error(`${file.fileName} has ${bytes} B gz, over ${budgets.lazy}`);
      } else if (file.fileName.endsWith(".css")) cssSize += size(file.source);
    }
    this.info(`initial JS ${initialSize} B gz, CSS ${cssSize} B gz`);
    if (initialSize > budgets.initial) this.error(`initial JS has ${initialSize} B gz, over ${budgets.initial}`);
    if (cssSize > budgets.css) this.error(`CSS has ${cssSize} B gz, over ${budgets.css}`);
  },
});

const backend = { target: "http://localhost:8080", changeOrigin: false };

export default defineConfig({
  plugins: [react(), tailwindcss(), budget()],
  build: {
    // On the class path of the gateway, which serves it from there.
    outDir: "target/classes/web",
    emptyOutDir: true,
    sourcemap: false,
    target: ["chrome123", "firefox128", "safari17.5"],
    // Inlined files would need data: in more places of the content security policy.
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": backend, "/ws": { ...backend, ws: true } } },
});
