// What every page does: messages of failed htmx requests, questions before what cannot be undone, keys that press buttons.

const messages = () => document.getElementById("messages");

/** Where it is seen: an open dialog lies over the page. */
export function say(text, level = "bad") {
  const line = document.createElement("p");
  line.className = `message ${level} said`;
  line.setAttribute("role", "alert");
  line.textContent = text;
  for (const old of document.querySelectorAll(".said")) old.remove();
  const dialog = document.querySelector("dialog[open]:not(#keys, #ended)");
  if (dialog) dialog.prepend(line); else messages().replaceChildren(line);
}

// The server's line (templates/_error.html) is text of ours with everything escaped.
document.body.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) return; // session.js
  const told = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector(".message");
  say(told ? told.textContent : `${event.detail.xhr.status}`);
});
document.body.addEventListener("htmx:sendError", () => say("网络中断，请重试 / the network is away, try again"));
// What went wrong stands until something else is tried; what the last page had to say stays. Screens that look by
// themselves take neither away.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb !== "get") for (const old of document.querySelectorAll(".said")) old.remove();
});

// <form data-ask="…"> asks before it is sent; htmx has hx-confirm.
document.addEventListener("submit", (event) => {
  const asked = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (asked && !window.confirm(asked)) event.preventDefault();
});

// A form marked data-auto is sent when a choice in it changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && !event.target.matches("input[type=text], input[type=search]")) form.requestSubmit();
});

export const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

// <… data-key="c"> is clicked by that key, unless somebody is typing. `?` opens <dialog id="keys">.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const keys = document.getElementById("keys");
  if (event.key === "?" && keys) {
    event.preventDefault();
    if (keys.open) keys.close(); else keys.showModal();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === event.key && !element.disabled && element.getClientRects().length > 0,
  );
  if (wanted) {
    event.preventDefault();
    if (wanted.matches("input, select, textarea")) wanted.focus(); else wanted.click();
  }
});
