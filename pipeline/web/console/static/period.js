// The report on a period: on paper, or as a PDF, by the browser.
document.querySelector("[data-print]").addEventListener("click", () => window.print());
