// The queue: rows by key, holders and news as they come.
import { typing } from "./app.js";
import { away } from "./presence.js";
import { ask } from "./session.js";

const PERIOD_MS = 4000;
const PATIENCE_MS = 900000; // without a sign of anybody
const list = document.getElementById("list");
const fresh = document.getElementById("fresh");
const rows = () => [...list.querySelectorAll("tr[data-case]")];

function here() {
  return list.querySelector("tr.here");
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  const to = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
  here()?.classList.remove("here");
  to.classList.add("here");
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    go(step);
  } else if (event.key === "Enter" && event.target === here()) {
    here().querySelector("a.open").click();
  }
});

list.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-case]");
  if (row && !event.target.closest("a, button") && !window.getSelection().toString()) row.querySelector("a.open").click();
});

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) document.getElementById(opens.dataset.opens).showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
});

fresh?.addEventListener("click", () => window.location.reload());

async function look() {
  const ids = rows().map((row) => row.dataset.case).join(",");
  const answer = await ask(`${list.dataset.live}&ids=${ids}&since=${encodeURIComponent(list.dataset.since)}`);
  if (!answer.ok) return;
  const news = await answer.json();
  for (const row of rows()) show(row, news.rows[row.dataset.case]);
  fresh.hidden = news.fresh === 0;
  fresh.textContent = fresh.dataset.text.replace("#", news.fresh);
}

function show(row, now) {
  const holder = row.querySelector(".holder");
  row.classList.toggle("gone", !now);
  holder.classList.toggle("mine", Boolean(now?.mine));
  const name = document.createElement("bdi");
  name.textContent = now ? now.holder : list.dataset.gone;
  holder.replaceChildren(name);
}

async function follow() {
  if (!away(PATIENCE_MS)) await look().catch(() => undefined);
  window.setTimeout(follow, PERIOD_MS);
}

window.setTimeout(follow, PERIOD_MS);
