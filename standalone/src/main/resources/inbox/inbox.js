// Copies codes, and loads the page again when there is a new mail.
const shown = document.documentElement.dataset;

document.addEventListener("click", async (event) => {
  const code = event.target.closest(".code");
  if (!code) return;
  await navigator.clipboard.writeText(code.dataset.code);
  code.classList.add("copied");
  setTimeout(() => code.classList.remove("copied"), 1500);
});

async function look() {
  const address = new URL(location.href);
  address.searchParams.set("format", "json");
  const mails = await (await fetch(address)).json();
  if (String(mails.length) !== shown.count || (mails[0]?.receivedAt ?? "") !== shown.newest) location.reload();
}

const reading = () => document.querySelector("details[open], input:focus") !== null;
setInterval(() => {
  if (!document.hidden && !reading()) look().catch(() => {});
}, 2000);
