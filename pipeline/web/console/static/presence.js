// Whether somebody is there: a page left open keeps neither a case nor a session for itself.

let last = Date.now();
for (const event of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  document.addEventListener(event, () => { last = Date.now(); }, { capture: true, passive: true });
}

/** Nothing was done here for so many milliseconds, or the page is out of sight. */
export const away = (milliseconds) => document.hidden || Date.now() - last > milliseconds;
