// What a page can do beyond reading. Every page works without this file.
"use strict";

// Buttons that copy the text of another element.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// The kinds of fact that a reader chose to see are kept for the next release.
for (const box of document.querySelectorAll(".switches input")) {
  try {
    const kept = localStorage.getItem(box.id);
    if (kept !== null) box.checked = kept === "1";
    box.addEventListener("change", () => localStorage.setItem(box.id, box.checked ? "1" : "0"));
  } catch {
    break; // storage is switched off
  }
}

// A click on a lit fact finds its reading beside the text.
document.getElementById("text")?.addEventListener("click", (event) => {
  if (String(getSelection())) return;
  for (let at = event.target.closest(".f"); at; at = at.parentElement.closest(".f")) {
    const box = document.getElementById("show-" + (at.className.match(/f-(\w+)/) || [])[1]);
    const note = at.id && document.getElementById("n-" + at.id.slice(2));
    if (!note || (box && !box.checked)) continue;
    for (const other of document.querySelectorAll(".notes .found")) other.classList.remove("found");
    note.closest("details").open = true;
    note.classList.add("found");
    note.scrollIntoView({ block: "nearest" });
    return;
  }
});
