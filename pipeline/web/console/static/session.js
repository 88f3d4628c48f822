// A session that ends while somebody is at work: what was typed stays; they sign in beside it, and go on.

const HERE = "/console/account/session";
const EVERY_MS = 60000; // while somebody is at it, the session is asked for so often, which also keeps it
let asked = Date.now();

function changed(field) {
  if (field.matches("[type=hidden], button")) return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return field.value !== field.defaultValue;
}

/** Whether something stands in a form of `within` that would be lost. `kept`: also what the service keeps as it is typed. */
export function typed({ kept = false, within = "main" } = {}) {
  const slight = kept ? "[data-auto], [data-slight]" : "[data-auto], [data-slight], [data-kept]";
  return [...document.querySelectorAll(`${within} form:not(${slight})`)].some((form) => [...form.elements].some(changed));
}

/** Whether the reader stays, because of what would be lost. */
export const stays = (within = "main") => typed({ within }) && !window.confirm(document.body.dataset.leave);

export function ended() {
  const box = document.getElementById("ended");
  if (!box || !typed({ kept: true })) window.location.assign(`/console/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  else if (!box.open) box.showModal();
}

/** fetch, where a session that has ended is told as such. */
export async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { ...options.headers, "HX-Request": "true" } });
  if (answer.status === 401) ended();
  return answer;
}

/** Whether this page may go on. Where nobody answers the browser will say so. */
async function check() {
  asked = Date.now();
  const answer = await ask(HERE).catch(() => null);
  return answer?.ok ? renew(await answer.json()) : answer === null;
}

/** Signed in again, here or in another tab: forms carry the token of the session there is now, if it is theirs. */
function renew({ user, csrf }) {
  const box = document.getElementById("ended");
  const same = user === document.body.dataset.user;
  box.querySelector(".other").hidden = same;
  if (!same && typed({ kept: true })) {
    if (!box.open) box.showModal();
  } else if (!same) {
    window.location.reload();
  } else {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-Token": csrf }));
    for (const field of document.querySelectorAll("input[name=csrf]")) field.value = csrf;
    box.close();
  }
  return same;
}

// A whole page that is sent would not come back with what was typed in it: whether it will be taken is asked before.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || form.hasAttribute("hx-post") || Date.now() - asked < EVERY_MS) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await check()) form.requestSubmit(submitter);
}, true);

for (const kind of ["keydown", "pointerdown"]) {
  document.addEventListener(kind, () => { if (Date.now() - asked > EVERY_MS) check(); }, { capture: true, passive: true });
}
window.addEventListener("focus", () => { if (Date.now() - asked > 1000) check(); });
document.body.addEventListener("session-ended", ended);
document.body.addEventListener("session-other", check);
document.addEventListener("click", (event) => { if (event.target.closest("#ended [data-check]")) check(); });
