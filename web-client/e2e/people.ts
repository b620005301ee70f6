import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { z } from "../src/protocol";
import { type FakeServer, startFakeServer } from "../tests/fake-server/server";

type Place = { url: string; inbox: string; fake: FakeServer | undefined };

/** The place under test: the address in the environment, or a fake server of its own. */
export const test = base.extend<object, { place: Place }>({
  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const { PARLEY_URL, PARLEY_INBOX_URL } = process.env;
      const fake = PARLEY_URL ? undefined : await startFakeServer();
      const url = PARLEY_URL ?? fake?.url ?? "";
      await use({ url, inbox: PARLEY_INBOX_URL ?? `${url}/inbox`, fake });
      await fake?.stop();
    },
    { scope: "worker" },
  ],
});

const Mails = z.array(z.object({ to: z.string(), text: z.string(), receivedAt: z.string() }));

export type Person = { page: Page; name: string; email: string; violations: string[] };

/** A person with a browser of their own, who notes every violation of the content security policy. */
export const arrive = async (
  browser: Browser,
  place: Place,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Person> => {
  const context = await browser.newContext({ locale: "en-GB", ignoreHTTPSErrors: true, ...options });
  const violations: string[] = [];
  await context.exposeFunction("noteViolation", (text: string) => violations.push(text));
  await context.addInitScript({
    content: `addEventListener("securitypolicyviolation", (event) =>
      noteViolation(event.violatedDirective + " " + event.blockedURI + " " + event.sample));`,
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (/content security policy|trusted ?type/i.test(message.text())) violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(String(error)));
  await page.goto(place.url);
  const unique = `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  return { page, name, email: `${name.toLowerCase().replaceAll(/\W/g, "")}.${unique}@example.org`, violations };
};

const codesOf = async (place: Place, email: string): Promise<string[]> => {
  const response = await fetch(`${place.inbox}?to=${encodeURIComponent(email)}&format=json`);
  const mails = Mails.parse(await response.json());
  return mails.flatMap((mail) => /(?<!\d)\d{6}(?!\d)/.exec(mail.text)?.[0] ?? []);
};

/** The code of the newest mail; waits until it is there. */
export const newestCode = async (place: Place, email: string): Promise<string> => {
  await expect.poll(() => codesOf(place, email), { timeout: 20_000 }).not.toHaveLength(0);
  return (await codesOf(place, email))[0] ?? "";
};

/** Address, mailed code, name: up to the list of conversations. */
export const signIn = async (place: Place, { page, name, email }: Person) => {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await page.getByLabel("Six-digit code").fill(await newestCode(place, email));
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Start talking" }).click();
  await expect(page.getByRole("navigation", { name: "Conversations" })).toBeVisible();
};

export const openDirect = async ({ page }: Person, other: Person) => {
  await page.getByRole("button", { name: "New conversation" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Their e-mail address").fill(other.email);
  await dialog.getByRole("button", { name: "Find" }).click();
  await dialog.getByRole("button", { name: `Write to ${other.name}` }).click();
  await expect(page.getByRole("region", { name: other.name })).toBeVisible();
};

export const write = async ({ page }: Person, text: string) => {
  await page.getByLabel("Write a message").fill(text);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText(text);
};

export const rowOf = ({ page }: Person, title: string) => page.getByTestId("conversation").filter({ hasText: title });

export { expect };
