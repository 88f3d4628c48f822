// One page at a time: zoom, pan, turn, and what was read drawn over it. Boxes are fractions of the page as delivered.

import { ask } from "./session.js";

const SVG = "http://www.w3.org/2000/svg";
const HELD = 40; // pictures kept at hand
const CLOSE = 0.2; // of the page: what is shown around a small place is three times as wide, so that one sees where it is

/** Pictures by URL, fetched once and kept for a while, so that the next page and the crops cost nothing. */
class Pictures {
  #found = new Map();

  /** `query` tells the service why it is asked for. */
  get(url, query = "") {
    const there = this.#found.get(url) ?? this.#fetch(url + query);
    this.#found.delete(url);
    this.#found.set(url, there);
    while (this.#found.size > HELD) this.#drop();
    return there;
  }

  #drop() {
    const [url, picture] = this.#found.entries().next().value;
    this.#found.delete(url);
    // Those drawn from it a moment ago may still be loading.
    window.setTimeout(() => picture.then((object) => object && URL.revokeObjectURL(object)), 30000);
  }

  async #fetch(url) {
    const answer = await ask(url);
    return answer.ok ? URL.createObjectURL(await answer.blob()) : null;
  }
}

export const pictures = new Pictures();

export class Viewer {
  #osd;
  #svg = document.createElementNS(SVG, "svg");
  #drawing = document.createElementNS(SVG, "g");
  #turns = new Map(); // by page, what the reader turned it by
  #asked = 0;
  #opening = Promise.resolve(true);
  #sharpening = null; // the page whose large picture is on its way
  page = null;
  onclick = () => undefined; // (x, y) in fractions of the page

  constructor(element, base, sides) {
    this.base = base;
    this.sides = sides;
    unstyled();
    this.#osd = window.OpenSeadragon({
      element,
      drawer: "canvas",
      showNavigationControl: false,
      animationTime: 0.25,
      springStiffness: 10,
      blendTime: 0,
      immediateRender: true,
      visibilityRatio: 0.4,
      minZoomImageRatio: 0.6,
      maxZoomPixelRatio: 3,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true },
    });
    this.#svg.classList.add("overlay");
    this.#svg.append(this.#drawing);
    this.#osd.canvas.append(this.#svg);
    for (const event of ["open", "update-viewport", "animation", "resize", "rotate"]) this.#osd.addHandler(event, () => this.#align());
    this.#osd.addHandler("animation-finish", () => this.#sharpen());
    this.#osd.addHandler("canvas-key", (event) => { event.preventDefaultAction = !event.originalEvent.key.startsWith("Arrow"); });
    this.#osd.addHandler("canvas-click", (event) => {
      if (!event.quick || !this.page) return;
      const point = this.#osd.viewport.pointFromPixel(event.position);
      this.onclick(point.x, point.y / this.#ratio);
    });
  }

  close() {
    this.#asked += 1;
    this.#osd.destroy();
  }

  get #ratio() {
    return this.page.height / this.page.width;
  }

  picture(page, size) {
    return `${this.base}/pages/${page.upload}/${page.page}/${size}`;
  }

  /** Whether the page can be shown. Of pages asked for while one is opening the last is opened. */
  async open(page) {
    const ticket = ++this.#asked;
    const medium = await pictures.get(this.picture(page, "m"));
    this.#opening = this.#opening.then(() => (ticket === this.#asked ? this.#show(page, medium) : true));
    return this.#opening;
  }

  /** Done once the page in hand is open. */
  ready() {
    return this.#opening;
  }

  async #show(page, medium) {
    this.page = page;
    this.#drawing.replaceChildren();
    if (!medium) {
      this.#osd.close();
      return false;
    }
    await new Promise((done) => {
      this.#osd.addOnceHandler("open", done);
      this.#osd.addOnceHandler("open-failed", done);
      this.#osd.open({ tileSource: { type: "image", url: medium, buildPyramid: false } });
    });
    this.#osd.viewport.setRotation(this.#degrees(), true);
    this.fit(true);
    this.#draw();
    return true;
  }

  /** The large picture over the medium one, once somebody looks so close that it shows. */
  async #sharpen() {
    const { page, sides } = this;
    const longest = page ? Math.max(page.width, page.height) : 0;
    if (longest <= sides.m || this.#osd.world.getItemCount() !== 1 || this.#sharpening === page) return;
    const shown = this.#osd.viewport.getContainerSize().x * this.#osd.viewport.getZoom(true);
    if (shown < (page.width / longest) * sides.m * 1.05) return;
    this.#sharpening = page;
    const large = await pictures.get(this.picture(page, "l"));
    this.#sharpening = null;
    if (large && this.page === page && this.#osd.world.getItemCount() === 1) {
      this.#osd.addTiledImage({ tileSource: { type: "image", url: large, buildPyramid: false }, width: 1 });
    }
  }

  #degrees() {
    return (360 - this.page.turn + (this.#turns.get(this.page) ?? 0)) % 360;
  }

  turn(by = 90) {
    if (!this.page) return;
    this.#turns.set(this.page, ((this.#turns.get(this.page) ?? 0) + by) % 360);
    this.#osd.viewport.setRotation(this.#degrees());
    this.fit();
  }

  zoom(by) {
    this.#osd.viewport?.zoomBy(by).applyConstraints();
  }

  pan(x, y) {
    this.#osd.viewport?.panBy(this.#osd.viewport.deltaPointsFromPixels(new window.OpenSeadragon.Point(x, y))).applyConstraints();
  }

  fit(at_once = false) {
    this.#osd.viewport?.goHome(at_once);
  }

  /** The page as wide as the window, its top in sight. */
  wide() {
    const { viewport } = this.#osd;
    if (!this.page) return;
    const wide = this.#sideways ? this.#ratio : 1;
    viewport.zoomTo(1 / wide, null, true);
    const seen = viewport.getBounds(true);
    const middle = new window.OpenSeadragon.Point(0.5, this.#ratio / 2);
    const tall = this.#sideways ? 1 : this.#ratio;
    const up = new window.OpenSeadragon.Point(0, -Math.max(0, (tall - seen.height) / 2)).rotate(-this.#degrees());
    viewport.panTo(middle.plus(up), true);
  }

  get #sideways() {
    return this.#degrees() % 180 !== 0;
  }

  /** Move to a place of the page in sight, with enough around it to see where it is and no more desk than needed. */
  to([x0, y0, x1, y1]) {
    const { viewport } = this.#osd;
    const window_ = viewport.getContainerSize();
    const along = Math.max((x1 - x0) * 1.9, CLOSE * 3);
    const down = Math.max((y1 - y0) * 3, CLOSE * 1.6) * this.#ratio;
    let [wide, tall] = this.#sideways ? [down, along] : [along, down]; // on the screen
    wide = Math.max(wide, (tall * window_.x) / window_.y);
    tall = Math.max(tall, (wide * window_.y) / window_.x);
    const [halfX, halfY] = this.#sideways ? [tall / 2, wide / 2] : [wide / 2, tall / 2]; // on the page
    const x = within((x0 + x1) / 2, halfX, 1);
    const y = within(((y0 + y1) / 2) * this.#ratio, halfY, this.#ratio);
    viewport.fitBoundsWithConstraints(new window.OpenSeadragon.Rect(x - wide / 2, y - tall / 2, wide, tall));
    this.mark([x0, y0, x1, y1]);
  }

  /** Draw the eye to a place until the next one. */
  mark(box) {
    this.#drawing.querySelector(".on-here")?.remove();
    if (box) this.#drawing.append(this.#rect(box, "on-here", 0.004));
  }

  lines(lines) {
    this.#drawing.querySelectorAll(".on-line").forEach((line) => line.remove());
    for (const [, confidence, corners] of lines) {
      const polygon = document.createElementNS(SVG, "polygon");
      const points = [];
      for (let n = 0; n < corners.length; n += 2) points.push(`${corners[n]},${corners[n + 1] * this.#ratio}`);
      polygon.setAttribute("points", points.join(" "));
      polygon.setAttribute("class", confidence < 0.85 ? "on-line low" : "on-line");
      this.#drawing.prepend(polygon);
    }
  }

  #draw() {
    this.#drawing.replaceChildren(...this.page.boxes.map((box) => this.#rect(box.box, `on-${box.sort} ${box.tone}`, 0.002)));
    this.#align();
  }

  #rect([x0, y0, x1, y1], name, pad) {
    const rect = document.createElementNS(SVG, "rect");
    const values = { x: x0 - pad, y: y0 * this.#ratio - pad, width: x1 - x0 + 2 * pad, height: (y1 - y0) * this.#ratio + 2 * pad };
    for (const [key, value] of Object.entries(values)) rect.setAttribute(key, value.toFixed(5));
    rect.setAttribute("class", name);
    return rect;
  }

  /** The drawing lies on the page, however it is zoomed, moved and turned. */
  #align() {
    const { viewport } = this.#osd;
    if (!viewport || !this.page) return;
    const at = viewport.pixelFromPoint(new window.OpenSeadragon.Point(0, 0), true);
    const scale = viewport.getContainerSize().x * viewport.getZoom(true);
    this.#drawing.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${scale}) rotate(${viewport.getRotation(true)})`);
  }
}

/** The middle of a window of twice `half`, as near to `at` as it can be without leaving a page of this length. */
function within(at, half, length) {
  return 2 * half >= length ? length / 2 : Math.min(Math.max(at, half), length - half);
}

/** OpenSeadragon adds an inline style unless it finds its mark: our content policy would refuse it. */
function unstyled() {
  if (document.head.querySelector("[data-openseadragon-mobile-css]")) return;
  const mark = document.createElementNS("urn:yushen", "style"); // has the name alone, and styles nothing
  mark.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(mark);
}
