// The browser's part of measure-history.sh. `prepare FILE` signs two people in and has them talk; `read FILE PICTURE`
// signs one of them in again, opens the long conversation, goes up page by page, and asks for pages at random depths.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../web-client/package.json", import.meta.url))("@playwright/test");
const [, , what, file, picture] = process.argv;
const { PARLEY_URL: url, PARLEY_INBOX_URL: inbox } = process.env;
const PAGES_UP = 40;
const PAGES_ANYWHERE = 200;

const codeFor = async (email, after) => {
  for (let tries = 0; tries < 100; tries++) {
    const mails = await (await fetch(`${inbox}?format=json&to=${encodeURIComponent(email)}`)).json();
    const code = mails.length > after && /(?<!\d)\d{6}(?!\d)/.exec(mails[0].text)?.[0];
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no code for ${email}`);
};
const mailsOf = async (email) =>
  (await (await fetch(`${inbox}?format=json&to=${encodeURIComponent(email)}`)).json()).length;

const open = async (browser) => {
  const page = await (await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(url);
  return page;
};
/** Up to the code; returns when the code was entered. */
const enter = async (page, email) => {
  const before = await mailsOf(email);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await page.getByLabel("Six-digit code").fill(await codeFor(email, before));
  return performance.now();
};
const name = async (page, text) => {
  await page.getByLabel("Your name").fill(text);
  await page.getByRole("button", { name: "Start talking" }).click();
  await page.getByRole("navigation", { name: "Conversations" }).waitFor();
};

const prepare = async (browser) => {
  const [ada, max] = [await open(browser), await open(browser)];
  for (const [page, who] of [
    [ada, "Ada"],
    [max, "Max"],
  ]) {
    await enter(page, `${who.toLowerCase()}@example.org`);
    await name(page, who);
  }
  await ada.getByRole("button", { name: "New conversation" }).first().click();
  const dialog = ada.getByRole("dialog");
  await dialog.getByLabel("Their e-mail address").fill("max@example.org");
  await dialog.getByRole("button", { name: "Find" }).click();
  await dialog.getByRole("button", { name: "Write to Max" }).click();
  await ada.getByLabel("Write a message").fill("The first of many");
  await ada.keyboard.press("Enter");
  await ada.getByTestId("tick").last().waitFor();
  await ada.waitForTimeout(500);
  writeFileSync(file, JSON.stringify({ email: "ada@example.org" }));
};

const ms = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return `p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, max ${at(1)} ms`;
};
const row = (label, value) => console.log(`| ${label} | ${value} |`);

const read = async (browser) => {
  const { email } = JSON.parse(readFileSync(file, "utf8"));
  const page = await open(browser);
  let token = "";
  page.on("request", (request) => {
    token = request.headers().authorization ?? token;
  });
  const entered = await enter(page, email);
  await page.getByTestId("conversation").first().waitFor();
  row("list of conversations after the code", `${Math.round(performance.now() - entered)} ms`);

  const clicked = performance.now();
  await page.getByTestId("conversation").first().click();
  await page.getByRole("log").getByText("Number").last().waitFor();
  row("conversation opened", `${Math.round(performance.now() - clicked)} ms`);
  await page.screenshot({ path: picture });

  const ups = [];
  let stuck = 0;
  for (let i = 0; i < PAGES_UP; i++) {
    const answered = page.waitForResponse((response) => response.url().includes("/api/v1/message/"), { timeout: 2000 });
    const began = performance.now();
    await page.getByRole("log").evaluate((log) => {
      log.scrollTop = 0;
    });
    if (await answered.then((response) => response.finished().then(() => true), () => false)) {
      ups.push(performance.now() - began);
    } else {
      stuck++;
    }
    await page.waitForTimeout(100);
  }
  row(`a page further up, ${PAGES_UP} jumps to the top`, `${ms(ups)}${stuck ? `, ${stuck} loaded nothing` : ""}`);

  const chat = /conversation\/([0-9a-f]{24})|\/([0-9a-f]{24})/.exec(page.url());
  const id = chat?.[1] ?? chat?.[2];
  const pages = await page.evaluate(
    async ({ id, token, count }) => {
      const ask = async (query) => {
        const began = performance.now();
        const answer = await fetch(`/api/v1/message/${id}?${query}`, { headers: { authorization: token } });
        const entries = (await answer.json()).entries ?? [];
        return { took: performance.now() - began, entries };
      };
      const newest = (await ask("limit=50")).entries.at(-1).seq;
      const anywhere = [];
      for (let i = 0; i < count; i++) {
        const from = 1 + Math.floor(Math.random() * (newest - 50));
        const { took, entries } = await ask(`from=${from}&to=${from + 49}`);
        if (entries.length !== 50 || entries[0].seq !== from) throw new Error(`page at ${from} is not whole`);
        anywhere.push(took);
      }
      return anywhere;
    },
    { id, token, count: PAGES_ANYWHERE },
  );
  row(`a page of 50 anywhere, ${PAGES_ANYWHERE} at random, in the page`, ms(pages));
};

const browser = await chromium.launch({
  executablePath: process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  await (what === "prepare" ? prepare(browser) : read(browser));
} finally {
  await browser.close();
}
