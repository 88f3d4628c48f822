// What a reviewer does with a case: forms in a dialog, rows of a notice, the end of a form by Ctrl+Enter.
import { ask, stays } from "./session.js";

const dialog = () => document.getElementById("dialog");

// What htmx puts into the dialog opens it, once its forms answer to htmx; the first field is ready to be typed into.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const box = dialog();
  if (!box || event.detail.target !== box) return;
  if (!box.open) box.showModal();
  (box.querySelector("[autofocus]") ?? box.querySelector("input:not([type=hidden]), select, textarea, button"))?.focus();
  const chosen = box.querySelector("[data-select]");
  if (chosen) { chosen.focus(); chosen.select(); }
});

// What was begun in it is not lost by a slip of the hand; what the service keeps needs no question.
document.addEventListener("cancel", (event) => { if (event.target === dialog() && stays("#dialog")) event.preventDefault(); }, true);
document.addEventListener("close", (event) => { if (event.target === dialog()) { keep(); dialog().replaceChildren(); } }, true);
const close = () => { if (dialog()?.open) dialog().close(); };
document.body.addEventListener("case-changed", close);

// A notice is kept a moment after each change; whoever closes it within that moment loses nothing either, and finds it
// again: nothing is asked of the service before it has what was written.
let unkept = null; // the form whose last words have not been sent
let sending = null;
const drafting = (element) => element.matches?.("[data-kept] [role=status]");

function sent(answered) {
  unkept = null;
  sending = answered;
  answered.then(() => { if (sending === answered) sending = null; });
}

function keep() {
  if (!unkept) return;
  const form = unkept;
  const place = form.querySelector("[role=status]").getAttribute("hx-post");
  const answer = ask(place, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true });
  sent(answer.then((kept) => { if (kept.status === 200) document.body.dispatchEvent(new Event("case-drafted")); }, () => null));
}

document.addEventListener("input", (event) => { unkept = event.target.closest("form[data-kept]") ?? unkept; });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
document.body.addEventListener("htmx:beforeSend", (event) => {
  if (drafting(event.detail.elt)) sent(new Promise((done) => event.detail.xhr.addEventListener("loadend", done)));
});
document.body.addEventListener("htmx:confirm", (event) => {
  if (!sending || drafting(event.detail.elt)) return;
  event.preventDefault();
  sending.then(() => event.detail.issueRequest());
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-close], [data-add], [data-remove], #dialog [data-look]");
  if (!pressed) return;
  if (pressed.matches("[data-close], [data-look]")) close();
  if (pressed.dataset.add) {
    const row = document.querySelector(pressed.dataset.add).content.firstElementChild.cloneNode(true);
    pressed.form.querySelector(pressed.dataset.to).append(row);
    row.querySelector("textarea, input").focus();
  }
  if (pressed.dataset.remove) {
    const list = pressed.closest("form");
    pressed.closest(pressed.dataset.remove).remove();
    list.querySelector("textarea, input:not([type=hidden]), button").focus();
    list.dispatchEvent(new Event("input", { bubbles: true })); // it is another notice now
  }
});

// A reason is asked for where it is needed: opening one <details class="dismiss"> closes the others.
document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!opened.matches?.("details.dismiss") || !opened.open) return;
  for (const other of document.querySelectorAll("details.dismiss[open]")) if (other !== opened) other.open = false;
  opened.querySelector("input:not([type=hidden])")?.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const usual = event.target.closest("details.dismiss[open]")?.querySelector(`[data-reason="${CSS.escape(event.key)}"]`);
  if (usual && !event.target.value && !event.ctrlKey && !event.metaKey && !event.altKey) { // nothing is being written
    event.preventDefault();
    usual.click();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form");
    if (form) { event.preventDefault(); form.requestSubmit(form.querySelector("button:not([type=button])")); }
  }
  if (event.key === "Escape" && event.target.closest("details.dismiss[open]")) {
    const shut = event.target.closest("details.dismiss");
    shut.open = false;
    shut.querySelector("summary").focus();
    event.preventDefault();
  }
});
