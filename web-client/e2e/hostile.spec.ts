import { arrive, expect, openDirect, signIn, test, write } from "./people";

const texts = [
  `<img src=x onerror="document.title='owned'">`,
  `<svg onload=alert(1)><script>alert(1)</script>`,
  `javascript:alert(1) [link](javascript:alert(1))`,
  `data:text/html,<script>alert(1)</script>`,
  `https://example.org/"onmouseover="alert(1)`,
  `{{constructor.constructor('alert(1)')()}}`,
  `\u202Eright to left\u202C and zero\u200Bwidth`,
  `e${"\u0301".repeat(300)}`,
];

test("hostile texts are shown as texts, and the policy is never violated", async ({ browser, place }) => {
  const mallory = await arrive(browser, place, `Mallory <b onclick=alert(1)>`);
  const ada = await arrive(browser, place, "Ada");
  await signIn(place, mallory);
  await signIn(place, ada);
  await openDirect(mallory, ada);
  for (const text of texts) await write(mallory, text);
  await write(mallory, "https://example.org/page?a=1 and mailto:ada@example.org");

  await ada.page.getByTestId("conversation").click();
  const log = ada.page.getByRole("log");
  for (const text of texts) await expect(log).toContainText(text);
  await expect(log.locator("img, svg[onload], script, iframe, b")).toHaveCount(0);
  const links = await log
    .getByRole("link")
    .evaluateAll((all) => all.map((it) => ({ href: it.getAttribute("href"), rel: it.getAttribute("rel") })));
  expect(links.map((link) => link.href)).toEqual([
    "https://example.org/",
    "https://example.org/page?a=1",
    "mailto:ada@example.org",
  ]);
  for (const link of links) expect(link.rel).toContain("noopener");
  await expect(ada.page).not.toHaveTitle("owned");
  expect([...mallory.violations, ...ada.violations]).toEqual([]);
  await mallory.page.context().close();
  await ada.page.context().close();
});
