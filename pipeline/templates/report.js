"use strict";
(function () {
  const root = document.documentElement;
  document.getElementById("language").addEventListener("click", function () {
    const english = root.dataset.lang === "zh";
    root.dataset.lang = english ? "en" : "zh";
    root.lang = english ? "en" : "zh-CN";
  });
  document.getElementById("print").addEventListener("click", function () { window.print(); });
  for (const button of document.querySelectorAll("[data-layer]")) {
    const show = function () {
      const on = button.getAttribute("aria-pressed") === "true";
      document.body.classList.toggle("hide-" + button.dataset.layer, !on);
    };
    button.addEventListener("click", function () {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      show();
    });
    show();
  }
})();
