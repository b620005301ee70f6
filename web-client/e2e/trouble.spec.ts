import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator, Page } from "@playwright/test";
import { newClientMessageId, z } from "../src/protocol";
import { byEmail, openChat } from "../tests/fake-server/state";
import { arrive, expect, openDirect, rowOf, signIn, test, write } from "./people";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const Findings = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/** What axe finds wrong on the page, as text. */
const findings = async (page: Page): Promise<string[]> => {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((it) => it.playState !== "running" || it.effect?.getTiming().iterations === Infinity),
  );
  await page.evaluate(axe);
  const found = Findings.parse(await page.evaluate("axe.run().then((result) => result.violations)"));
  return found.map(
    (it) =>
      `${it.id}: ${it.nodes
        .map((node) => node.html)
        .join(" | ")
        .slice(0, 300)}`,
  );
};

test("what is written without a connection goes out, once and in order, when it is back", async ({
  browser,
  place,
}) => {
  const ada = await arrive(browser, place, "Ada");
  const bela = await arrive(browser, place, "Béla");
  await signIn(place, ada);
  await signIn(place, bela);
  await openDirect(ada, bela);
  await write(ada, "before");
  await rowOf(bela, "Ada").click();

  const dead = { yes: true };
  await ada.page.routeWebSocket(/\/ws$/, (socket) => {
    if (dead.yes) void socket.close({ code: 1011 });
    else socket.connectToServer();
  });
  // Routes hold for new sockets only: a reload makes the client open one, which ends at once.
  await ada.page.reload();
  await expect(ada.page.getByText("No connection")).toBeVisible({ timeout: 30_000 });
  await expect(ada.page.getByRole("log")).toContainText("before");
  for (const text of ["one", "two", "three"]) await write(ada, text);
  await expect(ada.page.getByTestId("tick").last()).toHaveAttribute("data-tick", "pending");

  dead.yes = false;
  await expect(ada.page.getByTestId("tick").last()).toHaveAttribute("data-tick", "read", { timeout: 40_000 });
  await expect(ada.page.getByText("No connection")).toHaveCount(0);
  for (const page of [ada.page, bela.page]) {
    const shown = await page
      .getByRole("log")
      .getByText(/^(before|one|two|three)/)
      .allInnerTexts();
    expect(shown.map((text) => /^\w+/.exec(text)?.[0])).toEqual(["before", "one", "two", "three"]);
  }
  await ada.page.context().close();
  await bela.page.context().close();
});

/** Where the rows on screen are. */
const positions = async (log: Locator): Promise<Map<string, number>> => {
  const rows = await log.evaluate((it) =>
    [...it.querySelectorAll("p[dir]")].map((row) => ({
      text: row.textContent ?? "",
      top: row.getBoundingClientRect().top,
    })),
  );
  return new Map(rows.filter((row) => row.top > 70 && row.top < 700).map((row) => [row.text, row.top]));
};

/** Until nothing has moved for twenty frames. */
const settled = (log: Locator) =>
  log.evaluate(async (it) => {
    let still = 0;
    for (let last = -1; still < 20; still++) {
      await new Promise(requestAnimationFrame);
      if (it.scrollTop !== last) still = 0;
      last = it.scrollTop;
    }
  });

test("history opens at the newest, and older pages move nothing", async ({ browser, place }) => {
  const { fake } = place;
  // Two thousand messages cannot be put into a real server from here.
  test.skip(!fake, "fills the history of the fake server");
  if (!fake) return;
  const ada = await arrive(browser, place, "Ada", { viewport: { width: 390, height: 800 } });
  await signIn(place, ada);
  const me = byEmail(fake.state, ada.email);
  const bela = await arrive(browser, place, "Béla");
  await signIn(place, bela);
  const other = byEmail(fake.state, bela.email);
  if (!me || !other) throw new Error("somebody is lost");
  const chat = openChat(fake.state, "direct", other.id, [me.id]);
  for (let n = 1; n <= 2_000; n++) {
    const text = `Line ${n} ${"word ".repeat(n % 23)}`;
    fake.live.append(chat, { type: "message", sender: other.id, clientMessageId: newClientMessageId(), text });
  }
  fake.live.mark(chat, me.id, 2_000, 2_000);
  await ada.page.reload();
  await rowOf(ada, "Béla").click();
  const log = ada.page.getByRole("log");
  await expect(log.getByText("Line 2000 ")).toBeInViewport();
  expect(await ada.page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(1_500);

  for (let round = 0; round < 8; round++) {
    // The answer is held back until the scrolling has settled, so that only the prepending is measured.
    let release = (): void => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    const asked = ada.page.waitForRequest(/before=/);
    await ada.page.route(/before=/, async (route) => {
      await held;
      await route.continue();
    });
    const height = await log.evaluate((it) => it.scrollHeight);
    await log.evaluate((it) => it.scrollTo(0, 500));
    await asked;
    await settled(log);
    const before = await positions(log);
    release();
    await expect.poll(() => log.evaluate((it) => it.scrollHeight)).toBeGreaterThan(height + 1_000);
    await settled(log);
    const after = await positions(log);
    const common = [...before].filter(([text]) => after.has(text));
    expect(common.length).toBeGreaterThan(3);
    for (const [text, top] of common) expect(Math.abs((after.get(text) ?? 0) - top), text).toBeLessThanOrEqual(1);
    await ada.page.unroute(/before=/);
  }
  await ada.page.getByRole("button", { name: "To the newest message" }).click();
  await expect(log.getByText("Line 2000 ")).toBeInViewport();
  await ada.page.context().close();
  await bela.page.context().close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing wrong with any screen (${colorScheme})`, async ({ browser, place }) => {
    const ada = await arrive(browser, place, "Ada", { colorScheme });
    const bela = await arrive(browser, place, "Béla", { colorScheme, viewport: { width: 320, height: 640 } });
    expect(await findings(ada.page), "sign in").toEqual([]);
    await signIn(place, ada);
    await signIn(place, bela);
    expect(await findings(ada.page), "empty list").toEqual([]);
    await openDirect(ada, bela);
    await write(ada, "Hello https://example.org");
    expect(await findings(ada.page), "conversation").toEqual([]);
    expect(await findings(bela.page), "list on a phone").toEqual([]);
    await rowOf(bela, "Ada").click();
    await write(bela, "Hi");
    expect(await findings(bela.page), "conversation on a phone").toEqual([]);
    expect(await bela.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await ada.page.getByRole("button", { name: "Members and settings" }).click();
    await expect(ada.page.getByRole("complementary")).toBeVisible();
    expect(await findings(ada.page), "details").toEqual([]);
    await ada.page.getByRole("button", { name: "New conversation" }).click();
    await ada.page.getByRole("tab", { name: "Group" }).click();
    expect(await findings(ada.page), "new conversation").toEqual([]);
    await ada.page.keyboard.press("Escape");
    await ada.page.getByRole("button", { name: "Your profile and settings" }).click();
    await expect(ada.page.getByRole("dialog")).toBeVisible();
    expect(await findings(ada.page), "profile").toEqual([]);
    await ada.page.context().close();
    await bela.page.context().close();
  });
}
