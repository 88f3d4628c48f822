// The case screen: what is clicked leads the viewer, what the viewer is clicked at is told, and keys do all of it.
import { typing } from "./app.js";
import "./news.js";
import { away } from "./presence.js";
import { ask } from "./session.js";
import { begin } from "./turning.js";
import { Viewer, pictures } from "./viewer.js";

const RENEW_MS = 120000;
const PATIENCE_MS = 480000; // without a sign of anybody a case is kept, then it is let go
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

// ── who is at it ────────────────────────────────────────────────────────────────────────────────────────────────────

window.setInterval(() => {
  const claim = one("#claim");
  if (claim?.dataset.mine && !away(PATIENCE_MS)) window.htmx.ajax("POST", claim.dataset.renew, { target: "#claim", swap: "outerHTML" });
}, RENEW_MS);

/** Whatever is done to a case takes it first. */
function taken() {
  const claim = one("#claim");
  if (claim && !claim.dataset.mine) window.htmx.ajax("GET", claim.dataset.renew, { target: "#claim", swap: "outerHTML" });
}
for (const done of ["case-changed", "case-marked", "case-drafted"]) document.body.addEventListener(done, taken);

begin((signal) => {
  const told = one("#pages");
  if (told) start(JSON.parse(told.textContent), signal);
});

function start({ base, sides, pages }, signal) {
  const viewer = new Viewer(one("#viewer"), base, sides);
  const read = one("#read");
  let at = -1;
  let text = null; // what was read on all pages, once it was asked for

  // ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function open(index) {
    if (index < 0 || index >= pages.length) return;
    at = index;
    const page = pages[index];
    for (const thumb of all(".thumb[aria-current]")) thumb.removeAttribute("aria-current");
    const thumb = one(`.thumb[data-index="${index}"]`);
    thumb?.setAttribute("aria-current", "page");
    thumb?.scrollIntoView({ block: "nearest", inline: "nearest" });
    one("#where").textContent = `${page.label} ${index + 1}/${pages.length}`;
    window.history.replaceState(window.history.state, "", `#${page.upload}/${page.page}`);
    hint();
    const shown = await viewer.open(page);
    if (at !== index || signal.aborted) return;
    one("#viewer").hidden = !shown;
    one("#no-picture").hidden = shown;
    document.body.dataset.shown = String(index);
    if (!one("#panel-fields").hidden) fields(page);
    await lines();
    for (const beside of [index + 1, index - 1]) {
      if (pages[beside]) pictures.get(viewer.picture(pages[beside], "m"));
    }
  }

  /** The fields of the paper in sight, where fields are looked at. */
  function fields(page = pages[at]) {
    const paper = document.getElementById(`paper-${page?.document}`);
    const panel = one("#panel-fields");
    if (paper) panel.scrollTop += paper.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  }

  one("#panel-fields").addEventListener("htmx:afterSettle", () => fields());

  const find = (upload, number) => pages.findIndex((page) => page.upload === upload && page.page === Number(number));

  /** "upload/page/x0,y0,x1,y1": go there. */
  async function look(where) {
    const [upload, number, sides_] = where.split("/");
    const index = find(upload, number);
    if (index < 0) return;
    if (viewer.page !== pages[index] || at !== index) await open(index);
    await viewer.ready();
    if (at !== index) return; // somebody was quicker
    if (sides_) viewer.to(sides_.split(",").map(Number)); else viewer.mark(null);
  }

  // ── what was read ────────────────────────────────────────────────────────────────────────────────────────────────

  async function whole() {
    text ??= ask(`${base}/text`).then((answer) => (answer.ok ? answer.json() : {}));
    return text;
  }

  async function lines() {
    const page = viewer.page;
    const found = (await whole())[`${page.upload}/${page.page}`] ?? [];
    if (page === viewer.page) viewer.lines(found);
    return found;
  }

  function hint() {
    read.replaceChildren(read.dataset.hint);
  }

  viewer.onclick = async (x, y) => {
    const page = viewer.page;
    const hit = page.boxes.filter(({ box }) => x >= box[0] - 0.004 && x <= box[2] + 0.004 && y >= box[1] - 0.004 && y <= box[3] + 0.004);
    hit.sort((a, b) => area(a.box) - area(b.box));
    const line = (await lines()).find(([, , corners]) => inside(x, y, corners));
    const parts = [];
    if (line) parts.push(bdi(line[0]), small(`${Math.round(line[1] * 100)}%`, line[1] < 0.85 ? "warn-text" : "quiet"));
    for (const box of hit.slice(0, 4)) {
      parts.push(small(box.title, `badge ${box.sort === "finding" ? (box.tone === "fail" ? "bad" : "warn") : ""}`));
    }
    const field = hit.find((box) => box.subject);
    if (read.dataset.may && (field || line)) parts.push(correct(page, field?.subject ?? ""));
    read.replaceChildren(...(parts.length ? parts : [read.dataset.nothing]));
    viewer.mark(hit[0]?.box ?? (line ? around(line[2]) : null));
  };

  function correct(page, subject) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = read.dataset.correct;
    button.addEventListener("click", async () => {
      const query = new URLSearchParams({ upload: page.upload, page: page.page, subject });
      await window.htmx.ajax("GET", `${base}/corrections/new?${query}`, { target: "#dialog", swap: "innerHTML" });
      if (one("#dialog").childElementCount && !one("#dialog").open) one("#dialog").showModal();
    });
    return button;
  }

  // ── crops of evidence: drawn from the pages' own pictures, once they come into sight ────────────────────────────────

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) draw(target);
  }, { root: one(".panel"), rootMargin: "300px" });

  async function draw(image) {
    seen.unobserve(image);
    const [upload, number] = image.dataset.picture.split("/");
    const url = await pictures.get(`${base}/pages/${upload}/${number}/m`);
    if (url) image.setAttribute("href", url); else image.closest(".crop").hidden = true;
  }

  // ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  const cards = () => all(".finding");

  function select(card) {
    for (const other of all(".finding.here")) other.classList.remove("here");
    card.classList.add("here");
  }

  function step(by) {
    show("tab-findings");
    const found = cards();
    if (!found.length) return;
    const now = found.findIndex((card) => card.classList.contains("here"));
    const next = found[Math.min(found.length - 1, Math.max(0, now < 0 ? 0 : now + by))];
    select(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (next.dataset.look) look(next.dataset.look);
  }

  // ── tabs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function show(id) {
    for (const tab of all("[role=tab]")) {
      const on = tab.id === id;
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panel.hidden = !on;
      if (on && panel.hasAttribute("hx-get") && !panel.childElementCount) window.htmx.trigger(panel, "shown");
    }
    if (id === "tab-fields") fields();
  }

  /** The keys that decide, whichever panel is open: theirs opens, and the button is pressed once it is there. */
  function decide(key) {
    const panel = one("#panel-decision");
    const press = () => panel.querySelector(`[data-key="${key}"]:not([disabled])`)?.click();
    if (panel.childElementCount) {
      show("tab-decision");
      press();
      return;
    }
    panel.addEventListener("htmx:afterSettle", press, { once: true });
    show("tab-decision");
  }

  one(".tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const tabs = all("[role=tab]");
    const next = tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length];
    event.preventDefault();
    next.focus();
    next.click();
  });

  // ── layers ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  function layer(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    one(".viewer").classList.toggle(`hide-${button.dataset.layer}`, !on);
    one(".viewer").classList.toggle(`show-${button.dataset.layer}`, on);
  }

  function original() {
    const button = one("[data-do=original]");
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    one(".viewer").classList.toggle("plain", on);
  }

  const does = {
    back: () => open(at - 1),
    on: () => open(at + 1),
    in: () => viewer.zoom(1.4),
    out: () => viewer.zoom(1 / 1.4),
    fit: () => viewer.fit(),
    wide: () => viewer.wide(),
    turn: () => viewer.turn(),
    original,
    help: () => one("#keys").showModal(),
  };

  // ── clicks and keys ──────────────────────────────────────────────────────────────────────────────────────────────────

  document.addEventListener("click", (event) => {
    const target = event.target;
    const does_ = target.closest("[data-do]");
    const button = target.closest("[data-layer]");
    const tab = target.closest("[role=tab]");
    if (does_) does[does_.dataset.do]();
    else if (button) layer(button);
    else if (tab) show(tab.id);
    else places(target);
  }, { signal });

  function places(target) {
    const card = target.closest(".finding");
    if (card) select(card);
    const place = target.closest("[data-look]");
    if (!place || (place === card && target.closest("a, button, input, textarea, select, summary, label, form"))) return;
    look(place.dataset.look);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || one("dialog[open]")) return;
    const press = (what) => one(`.finding.here [data-act=${what}]`)?.click();
    const keys = {
      j: () => step(1),
      k: () => step(-1),
      ",": does.back,
      ".": does.on,
      "=": does.in,
      y: () => press("confirm"),
      x: () => press("dismiss"),
      z: () => press("undo"),
    };
    const pans = { ArrowUp: [0, -60], ArrowDown: [0, 60], ArrowLeft: [-60, 0], ArrowRight: [60, 0] };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if ("FBP".includes(event.key) && one("#panel-decision").hidden) {
      event.preventDefault();
      decide(event.key);
    } else if (pans[event.key] && one("#viewer").contains(document.activeElement)) {
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches?.("[data-look]:not(button)")) {
      event.preventDefault();
      event.target.click();
    }
  }, { signal });
  signal.addEventListener("abort", () => { seen.disconnect(); viewer.close(); });

  // ── begin ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const [upload, number] = window.location.hash.slice(1).split("/");
  const first = all(".finding[data-look]")[0];
  const there = find(upload, number);
  const begun = there >= 0 ? open(there) : first ? look(first.dataset.look) : open(0);
  begun.then(() => {
    for (const image of all("[data-picture]")) seen.observe(image);
    ahead(one("[data-warm]")?.dataset.warm);
  });
}

/** What the next case shows first, so that it is there when the reader is. */
async function ahead(url) {
  if (!url) return;
  const answer = await ask(url, { method: "POST", headers: JSON.parse(document.body.getAttribute("hx-headers")) });
  if (answer.status === 200) for (const picture of await answer.json()) pictures.get(picture, "?ahead=1");
}

function area([x0, y0, x1, y1]) {
  return (x1 - x0) * (y1 - y0);
}

function around(corners) {
  const xs = corners.filter((_, n) => n % 2 === 0);
  const ys = corners.filter((_, n) => n % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function inside(x, y, corners) {
  const [x0, y0, x1, y1] = around(corners);
  if (x < x0 || x > x1 || y < y0 || y > y1) return false;
  let within = false;
  for (let n = 0, last = corners.length - 2; n < corners.length; last = n, n += 2) {
    const [ax, ay, bx, by] = [corners[n], corners[n + 1], corners[last], corners[last + 1]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

function bdi(text) {
  const element = document.createElement("bdi");
  element.lang = "zh-CN";
  element.textContent = text;
  return element;
}

function small(text, name) {
  const element = document.createElement("span");
  element.className = `small ${name}`;
  element.textContent = text;
  return element;
}
