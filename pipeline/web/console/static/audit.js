// The page beside what is said of it: turning pages, zoom, and a blind reading with few keys.
import { typing } from "./app.js";

const pane = document.querySelector(".pane");
const paper = pane.querySelector(".paper");
const sheet = document.getElementById("sheet");
const where = document.getElementById("where");
const form = document.getElementById("answer");
const cards = form ? [...form.querySelectorAll(".sheet")] : [];
const count = form ? cards.length : Number(pane.dataset.count);
let current = 1;
let zoom = 1;
let turn = 0;

function fit() {
  // The picture as wide as the pane times the zoom; turned by a quarter it takes the place its height had.
  const lying = turn % 180 !== 0;
  const [width, height] = [sheet.naturalWidth || 1, sheet.naturalHeight || 1];
  const wide = (paper.clientWidth - 4) * zoom;
  const shown = lying ? (wide * width) / height : wide;
  sheet.style.width = `${shown}px`;
  sheet.style.transform = turn ? `rotate(${turn}deg)` : "";
  const tall = (shown * height) / width;
  sheet.style.margin = lying ? `${(shown - tall) / 2}px ${(tall - shown) / 2}px` : "";
}

function show(number) {
  current = Math.min(Math.max(1, number), count);
  paper.classList.remove("failed");
  turn = 0;
  sheet.src = `${pane.dataset.base}/${current}/${zoom > 1.5 ? "l" : "m"}`;
  sheet.alt = sheet.dataset.alt.replace("%n", current);
  where.textContent = where.dataset.text.replace("%n", current);
  paper.scrollTo(0, 0);
  for (const card of cards) card.hidden = Number(card.dataset.page) !== current;
  if (current < count) new Image().src = `${pane.dataset.base}/${current + 1}/m`;
}

function scale(factor) {
  zoom = Math.min(6, Math.max(0.5, zoom * factor));
  if (zoom > 1.5 && sheet.src.endsWith("/m")) sheet.src = `${pane.dataset.base}/${current}/l`;
  fit();
}

const acts = {
  previous: () => show(current - 1),
  next: () => show(current + 1),
  smaller: () => scale(1 / 1.25),
  larger: () => scale(1.25),
  turn: () => { turn = (turn + 90) % 360; fit(); },
};
paper.dataset.failed = pane.dataset.failed;
sheet.addEventListener("load", fit);
sheet.addEventListener("error", () => paper.classList.add("failed"));
window.addEventListener("resize", fit);
document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act) acts[act.dataset.act]();
  // Whoever opens a row to rule on it sees its page.
  const wanted = event.target.closest("[data-show]") ?? event.target.closest("summary")?.closest("tr")?.querySelector("[data-show]");
  if (wanted) show(Number(wanted.dataset.show));
});

const KEYS = { "[": "previous", "]": "next", PageUp: "previous", PageDown: "next", "+": "larger", "-": "smaller", r: "turn" };

function tick(input, on) {
  input.checked = on;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function answered(event, card) {
  if (event.key === "=") {
    const same = card.querySelector(".same input");
    if (same) { tick(same, !same.checked); asked(card); if (same.checked) show(current + 1); }
    return same !== null;
  }
  if (event.key === "f") { document.getElementById("findings").scrollIntoView(); document.querySelector("#findings input:checked").focus(); return true; }
  const choice = [...card.querySelectorAll("[data-letter], [data-seal]")].find(
    (input) => (input.dataset.letter ?? input.dataset.seal) === event.key && input.getClientRects().length > 0,
  );
  if (!choice) return false;
  tick(choice, true);
  asked(card);
  if (choice.dataset.letter) card.querySelector(".own .field:not([hidden]) :is(input, textarea)")?.focus();
  return true;
}

// Only what this kind of paper is asked for.
function asked(card) {
  const kind = card.querySelector("[data-letter]:checked")?.value;
  for (const part of card.querySelectorAll("[data-kinds]")) part.hidden = !part.dataset.kinds.split(" ").includes(kind);
}

function onward(input) {
  const card = cards[current - 1];
  const fields = [...card.querySelectorAll(".own .field:not([hidden]) :is(input, textarea)")];
  const next = fields[fields.indexOf(input) + 1];
  if (next) next.focus();
  else if (card.querySelector("fieldset[data-kinds]:not([hidden])") && !card.querySelector("[data-seal]:checked")) card.querySelector("[data-seal]").focus();
  else if (current < count) { input.blur(); show(current + 1); }
}

document.addEventListener("keydown", (event) => {
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(document.getElementById("save")); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (form && event.key === "Enter" && event.target.matches(".sheet .field input")) { event.preventDefault(); onward(event.target); return; }
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (typing(event.target)) return;
  if (KEYS[event.key]) { event.preventDefault(); acts[KEYS[event.key]](); return; }
  if (form && answered(event, cards[current - 1])) event.preventDefault();
}, true);

for (const card of cards) asked(card);
form?.addEventListener("change", (event) => { const card = event.target.closest(".sheet"); if (card) asked(card); });

// Ruled on one after the other: the row that is meant is open, a key is a ruling, and the next one follows.
function begin(row) {
  row?.querySelector("[data-show]")?.click();
  const rule = row?.querySelector("details");
  if (!rule || !("row" in pane.dataset)) return;
  rule.open = true;
  rule.querySelector("button").focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const button = [...rule.querySelectorAll("[data-rule]")].find((one) => one.dataset.rule === event.key);
    if (button) { event.preventDefault(); button.click(); }
  });
}

// What is filled in is kept a moment after each change, so that it can be gone on with later.
let waiting = 0;
async function keep() {
  const kept = document.getElementById("kept");
  const answer = await fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true }).catch(() => null);
  kept.textContent = answer?.ok ? kept.dataset.kept : kept.dataset.lost;
}
form?.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 1200); });
document.addEventListener("visibilitychange", () => { if (form && waiting && document.visibilityState === "hidden") { clearTimeout(waiting); keep(); } });
form?.addEventListener("submit", () => clearTimeout(waiting));

// What is missing lies on a page that may be hidden: show it.
const missing = cards.find((card) => !card.querySelector(".same input:checked") && !card.querySelector("[data-letter]:checked"));
show(form && (document.querySelector("[role=alert]") || "begun" in form.dataset) && missing ? Number(missing.dataset.page) : 1);
if (!form && location.hash) begin(document.querySelector(location.hash));
pane.dataset.ready = "";  // keys are heard from here on
