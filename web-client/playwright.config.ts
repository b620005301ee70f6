import { defineConfig } from "@playwright/test";

/**
 * Runs against PARLEY_URL (with the mails at PARLEY_INBOX_URL) or, without it, against the fake server of the tests,
 * which needs a built client. Nothing is ever repeated until it passes.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "target/playwright",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    ignoreHTTPSErrors: true,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
