// A pack's page: show only the lines that nobody has checked.
const only = document.getElementById("only-unverified");
const apply = () => {
  for (const row of document.querySelectorAll("table.policy tr.verified")) row.hidden = only.checked;
  for (const section of document.querySelectorAll("section.card[id]")) {
    section.hidden = only.checked && !section.querySelector("tbody tr:not(.verified)");
  }
};
only.addEventListener("change", apply);
apply();
