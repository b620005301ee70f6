import { arrive, expect, openDirect, rowOf, signIn, test, write } from "./people";

test("two people sign in by mail, talk live, and it is still there after a reload", async ({ browser, place }) => {
  const ada = await arrive(browser, place, "Ada");
  const bela = await arrive(browser, place, "Béla");
  await signIn(place, ada);
  await signIn(place, bela);
  await expect(ada.page.getByText("No conversations yet")).toBeVisible();

  await test.step("the first message arrives at once, with an unread badge", async () => {
    await openDirect(ada, bela);
    await expect(ada.page.getByTestId("status")).toHaveText("Online");
    await write(ada, "Hello Béla, can you read me?");
    const row = rowOf(bela, "Ada");
    await expect(row).toContainText("Hello Béla, can you read me?");
    await expect(row.getByTestId("unread")).toContainText("1");
    await expect(row).toContainText("online");
    await expect(bela.page).toHaveTitle("(1) Parley");
    await expect(ada.page.getByTestId("tick").last()).toHaveAttribute("data-tick", "delivered");
  });

  await test.step("opening the conversation marks it as read", async () => {
    await rowOf(bela, "Ada").click();
    await expect(bela.page.getByRole("log")).toContainText("Hello Béla, can you read me?");
    await bela.page.bringToFront();
    await expect(ada.page.getByTestId("tick").last()).toHaveAttribute("data-tick", "read");
    await expect(rowOf(bela, "Ada").getByTestId("unread")).toHaveCount(0);
    await expect(bela.page).toHaveTitle("Parley");
  });

  await test.step("typing shows, and goes when the message comes", async () => {
    await bela.page.getByLabel("Write a message").pressSequentially("Loud and");
    await expect(ada.page.getByTestId("typing")).toContainText("Béla is typing");
    await write(bela, "Loud and clear 👋");
    await expect(ada.page.getByRole("log")).toContainText("Loud and clear 👋");
    await expect(ada.page.getByTestId("typing")).not.toContainText("typing");
  });

  await test.step("a reload keeps the session, the conversation and the ticks", async () => {
    await ada.page.reload();
    await expect(ada.page.getByRole("log")).toContainText("Loud and clear 👋");
    await expect(ada.page.getByTestId("tick").first()).toHaveAttribute("data-tick", "read");
    await write(ada, "Still here");
    await expect(bela.page.getByRole("log")).toContainText("Still here");
    await expect(bela.page.getByRole("log").getByText("Still here")).toHaveCount(1);
  });

  await test.step("the dot goes when the other one closes the browser", async () => {
    await bela.page.close();
    await expect(ada.page.getByTestId("status")).toHaveText("Offline");
  });

  await test.step("signing out ends it", async () => {
    await ada.page.getByRole("button", { name: "Your profile and settings" }).click();
    await ada.page.getByRole("button", { name: "Sign out" }).click();
    await expect(ada.page.getByLabel("E-mail address")).toBeVisible();
    await ada.page.reload();
    await expect(ada.page.getByLabel("E-mail address")).toBeVisible();
    expect(await ada.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  expect([...ada.violations, ...bela.violations]).toEqual([]);
  await ada.page.context().close();
  await bela.page.context().close();
});

test("three people share a group, come and go", async ({ browser, place }) => {
  const [ada, bela, chen] = [
    await arrive(browser, place, "Ada"),
    await arrive(browser, place, "Béla"),
    await arrive(browser, place, "Chen"),
  ];
  for (const person of [ada, bela, chen]) await signIn(place, person);

  await test.step("Ada opens a group with Béla", async () => {
    await ada.page.getByRole("button", { name: "New conversation" }).first().click();
    const dialog = ada.page.getByRole("dialog");
    await dialog.getByRole("tab", { name: "Group" }).click();
    await dialog.getByLabel("Name of the group").fill("Hiking");
    await dialog.getByLabel("Their e-mail address").fill(bela.email);
    await dialog.getByRole("button", { name: "Add" }).click();
    await expect(dialog.getByRole("list", { name: "People in the group" })).toContainText("Béla");
    await dialog.getByRole("button", { name: "Create group" }).click();
    await expect(ada.page.getByRole("region", { name: "Hiking" })).toBeVisible();
    await write(ada, "Where do we go?");
    await rowOf(bela, "Hiking").click();
    await expect(bela.page.getByRole("log")).toContainText("Where do we go?");
  });

  await test.step("adds Chen, who reads on from there", async () => {
    await ada.page.getByRole("button", { name: "Members and settings" }).click();
    const panel = ada.page.getByRole("complementary", { name: "Members and settings" });
    await panel.getByLabel("Add by e-mail address").fill(chen.email);
    await panel.getByRole("button", { name: "Add", exact: true }).click();
    await expect(panel.getByTestId("member").filter({ hasText: "Chen" })).toBeVisible();
    await expect(bela.page.getByRole("log")).toContainText("Ada added Chen");
    await rowOf(chen, "Hiking").click();
    await write(chen, "Up the hill!");
    for (const person of [ada, bela]) await expect(person.page.getByRole("log")).toContainText("Up the hill!");
  });

  await test.step("names it anew", async () => {
    const panel = ada.page.getByRole("complementary", { name: "Members and settings" });
    await panel.getByLabel("Name of the group").fill("Hiking 2027");
    await panel.getByRole("button", { name: "Save" }).click();
    await expect(bela.page.getByRole("heading", { name: "Hiking 2027" })).toBeVisible();
    await expect(rowOf(chen, "Hiking 2027")).toBeVisible();
  });

  await test.step("removes Chen, for whom it is gone", async () => {
    const panel = ada.page.getByRole("complementary", { name: "Members and settings" });
    await panel.getByRole("button", { name: "Remove Chen" }).click();
    await ada.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await expect(rowOf(chen, "Hiking")).toHaveCount(0);
    await expect(chen.page.getByText("This conversation is not available")).toBeVisible();
    await expect(panel.getByTestId("member")).toHaveCount(2);
  });

  await test.step("Béla leaves", async () => {
    await bela.page.getByRole("button", { name: "Members and settings" }).click();
    await bela.page.getByRole("button", { name: "Leave the group" }).click();
    await bela.page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
    await expect(rowOf(bela, "Hiking")).toHaveCount(0);
    await expect(ada.page.getByRole("log")).toContainText("Béla left");
  });

  expect([...ada.violations, ...bela.violations, ...chen.violations]).toEqual([]);
  for (const person of [ada, bela, chen]) await person.page.context().close();
});
