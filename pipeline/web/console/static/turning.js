// From one case to the next within the page, so that pictures fetched ahead are still at hand. They are held in memory
// alone: what people hand in is never left in a browser's cache.

import { stays } from "./session.js";

let here = window.location.pathname;
const begins = new Set();

/** What a case screen begins with, now and whenever another case is turned to. `signal` tells when its case is left. */
export function begin(what) {
  begins.add(what);
  what(fresh());
}

let left = new AbortController();
const fresh = () => left.signal;

/** Show the case at `url`; whatever is none (the queue, signing in) is gone to. */
export async function turn(url) {
  const answer = await fetch(url).catch(() => null);
  const found = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  if (!found?.getElementById("pages")) {
    window.location.assign(answer?.url ?? url);
    return;
  }
  left.abort();
  left = new AbortController();
  window.history.pushState(null, "", answer.url);
  here = window.location.pathname;
  document.title = found.title;
  delete document.body.dataset.shown;
  document.body.replaceChildren(...found.body.childNodes);
  window.htmx.process(document.body);
  for (const what of begins) what(fresh());
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-turn]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!stays()) turn(link.href);
});
document.body.addEventListener("case-onward", (event) => turn(event.detail.url));
window.addEventListener("popstate", () => { if (window.location.pathname !== here) window.location.reload(); });
