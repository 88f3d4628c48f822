// What others do to a case while it lies open here. One's own changes are waited for and shown; others' are told, and
// shown when the reader asks: nothing is taken away from under their eyes.
import { away } from "./presence.js";
import { stays, typed } from "./session.js";

const LOOK_MS = 5000;
const PATIENCE_MS = 480000; // without a sign of anybody nothing is asked
const one = (selector) => document.querySelector(selector);
let awaited = false; // something was changed here that the rules look at

const look = () => { if (one("#case-state:not(.busy)") && !away(PATIENCE_MS)) window.htmx.trigger("#case-state", "look"); };
window.setInterval(look, LOOK_MS);
document.addEventListener("visibilitychange", look);

/** Whether the reader is in the middle of nothing that would be lost. */
function free() {
  return !typed() && !one("dialog[open]") && !one("details.dismiss[open]");
}

function tell(text) {
  const bar = one("#news");
  if (!bar) return;
  const line = bar.querySelector("span");
  if (text && line.textContent !== text) line.textContent = text;
  bar.hidden = false;
}

document.body.addEventListener("case-changed", () => { awaited = true; });
document.body.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.elt.id === "case-state" && !one("#case-state.busy")) awaited = false;
});
document.body.addEventListener("case-judged", () => {
  if ((awaited || !one("#pages")) && free()) window.location.reload(); else tell("");
});
document.body.addEventListener("case-news", (event) => { if (!awaited) tell(event.detail.text); });
document.addEventListener("click", (event) => { if (event.target.closest("[data-reload]") && !stays()) window.location.reload(); });
