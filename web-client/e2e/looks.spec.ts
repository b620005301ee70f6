import type { Page } from "@playwright/test";
import { newClientMessageId } from "../src/protocol";
import { addPerson, byEmail, openChat } from "../tests/fake-server/state";
import { arrive, expect, newestCode, test } from "./people";

// Pictures of every screen, for people to look at: PARLEY_LOOKS=folder npm run e2e -- looks
const folder = process.env.PARLEY_LOOKS;
// They are for people to look at, and compare with nothing.
test.skip(!folder, "pictures are taken on request only");

const sizes = [
  { name: "wide", width: 1280, height: 800 },
  { name: "phone", width: 390, height: 844 },
  { name: "small", width: 320, height: 568 },
];

for (const size of sizes) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${size.name} ${colorScheme}`, async ({ browser, place }) => {
      const { fake } = place;
      // A real server has no people and conversations made up for a picture.
      test.skip(!fake, "needs the fake server");
      if (!fake) return;
      const shot = (page: Page, name: string) =>
        page.screenshot({ path: `${folder}/${size.name}-${colorScheme}-${name}.png` });
      const phone = size.width < 768;
      const ada = await arrive(browser, place, "Ada Lovelace", { viewport: size, colorScheme });
      const { page } = ada;
      await shot(page, "01-email");
      await page.getByLabel("E-mail address").fill("nonsense");
      await page.getByRole("button", { name: "Mail me a code" }).click();
      await shot(page, "02-email-error");
      await page.getByLabel("E-mail address").fill(ada.email);
      await page.getByRole("button", { name: "Mail me a code" }).click();
      const code = await newestCode(place, ada.email);
      await page.getByLabel("Six-digit code").fill(code === "000000" ? "111111" : "000000");
      await expect(page.getByRole("alert")).toContainText("wrong");
      await shot(page, "03-code");
      await page.getByLabel("Six-digit code").fill(code);
      await page.getByLabel("Your name").fill(ada.name);
      await shot(page, "04-name");
      await page.getByRole("button", { name: "Start talking" }).click();
      await expect(page.getByText("No conversations yet")).toBeVisible();
      await shot(page, "05-empty");

      const me = byEmail(fake.state, ada.email);
      if (!me) throw new Error("Ada is lost");
      const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000);
      const people = ["Béla Bartók", "Chen Wei", "Dorothea Erxleben-Maximilianova von und zu Langenname", "Emeka"].map(
        (name, index) => addPerson(fake.state, `p${index}.${ada.email}`, name),
      );
      const [bela, chen, dora, emeka] = people;
      if (!bela || !chen || !dora || !emeka) throw new Error("somebody is lost");
      const say = (chat: ReturnType<typeof openChat>, sender: typeof bela, text: string, ago: number) =>
        fake.live.append(
          chat,
          { type: "message", sender: sender.id, clientMessageId: newClientMessageId(), text },
          at(ago),
        );
      const old = openChat(fake.state, "direct", me.id, [dora.id]);
      say(
        old,
        dora,
        "The minutes of the meeting are in the folder. Have a look when you find the time, please.",
        60 * 24 * 3,
      );
      const direct = openChat(fake.state, "direct", me.id, [bela.id]);
      for (let n = 0; n < 150; n++) say(direct, n % 3 ? bela : me, `Earlier message number ${n}`, 60 * 30 - n);
      say(direct, bela, "Good morning! Did you see the score for tonight?", 58);
      say(direct, bela, "It is at https://example.org/scores/string-quartet-4.pdf", 57);
      say(direct, me, "Just opened it. The pizzicato movement looks like fun :)", 40);
      say(
        direct,
        me,
        "Shall we rehearse at five?\n\n1. first movement, slowly\n2. pizzicato\n3. the last one, if there is time",
        39,
      );
      say(direct, bela, "Perfect 👍", 12);
      fake.live.mark(direct, me.id, direct.log.length, direct.log.length);
      fake.live.mark(direct, bela.id, direct.log.length, direct.log.length);
      const group = openChat(fake.state, "group", me.id, [bela.id, chen.id, dora.id, emeka.id], "Hiking 2027");
      fake.live.append(
        group,
        { type: "notice", kind: "created", actor: me.id, subjects: [], title: "Hiking 2027" },
        at(200),
      );
      say(group, chen, "Up the hill on Saturday?", 30);
      say(
        group,
        dora,
        "Count me in. I bring tea, and a cake, and if somebody has a larger rucksack than mine, a second cake.",
        28,
      );
      say(group, emeka, "Weather looks fine: https://example.org/weather", 5);
      say(group, emeka, "Averyveryverylongwordthatneverendsandwouldbreakthelayoutofaphoneifnobodyhadtakencareofit", 4);
      const quiet = openChat(fake.state, "direct", me.id, [chen.id]);
      say(quiet, chen, "See you tomorrow", 60 * 25);
      await page.reload();
      await expect(page.getByTestId("conversation")).toHaveCount(4);
      await shot(page, "06-list");
      await page.getByTestId("conversation").filter({ hasText: "Béla" }).click();
      await expect(page.getByRole("log")).toContainText("Perfect");
      fake.live.tellMembers(direct, { type: "typing", chatId: direct.id, userId: bela.id, active: true });
      fake.live.tellPerson(me.id, { type: "presence", users: [{ userId: bela.id, online: true }] });
      await expect(page.getByTestId("typing")).toContainText("typing");
      await page.getByLabel("Write a message").fill("Then at five, with ");
      await shot(page, "07-direct");
      await page.getByRole("log").evaluate((log) => log.scrollBy(0, -900));
      await page.waitForTimeout(400);
      await shot(page, "08-scrolled");
      fake.live.mischief.refuseSends = "FORBIDDEN";
      await page.keyboard.press("Enter");
      await expect(page.getByRole("log").getByRole("alert")).toContainText("Not sent");
      fake.live.mischief.refuseSends = undefined;
      await shot(page, "09-failed");
      if (phone) await page.getByRole("link", { name: "Back" }).click();
      await page.getByTestId("conversation").filter({ hasText: "Hiking" }).click();
      await expect(page.getByTestId("unread-divider")).toBeVisible();
      await shot(page, "10-group");
      await page.getByRole("button", { name: "Members and settings" }).click();
      await expect(page.getByTestId("member")).toHaveCount(5);
      await page.waitForTimeout(300);
      await shot(page, "11-members");
      await page.getByRole("button", { name: "Remove Chen" }).click();
      await page.waitForTimeout(300);
      await shot(page, "12-confirm");
      await page.keyboard.press("Escape");
      await page.getByRole("complementary").getByRole("button", { name: "Close" }).click();
      fake.live.mischief.deaf = 1011;
      fake.live.closeAll(1011);
      await expect(page.getByText("No connection")).toBeVisible({ timeout: 30_000 });
      await page.getByLabel("Write a message").fill("Written without a connection");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(300);
      await shot(page, "13-offline");
      fake.live.mischief.deaf = false;
      await page.getByRole("button", { name: "Try now" }).click();
      await expect(page.getByTestId("tick").last()).toHaveAttribute("data-tick", "sent");
      if (phone) await page.getByRole("link", { name: "Back" }).click();
      await page.getByRole("button", { name: "New conversation" }).first().click();
      await page.getByLabel("Their e-mail address").fill(chen.email);
      await page.getByRole("button", { name: "Find" }).click();
      await expect(page.getByRole("button", { name: /Write to/ })).toBeVisible();
      await page.waitForTimeout(300);
      await shot(page, "14-find");
      await page.getByRole("tab", { name: "Group" }).click();
      await page.getByLabel("Their e-mail address").fill(dora.email);
      await page.getByRole("button", { name: "Add" }).click();
      await expect(page.getByRole("list", { name: "People in the group" })).toBeVisible();
      await shot(page, "15-new-group");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Your profile" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Your name is saved.")).toBeVisible();
      await page.waitForTimeout(300);
      await shot(page, "16-profile");
      expect(ada.violations).toEqual([]);
      await page.context().close();
    });
  }
}
