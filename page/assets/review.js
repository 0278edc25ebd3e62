// The editor's keys on the queue. Each of them presses a button that stands
// there: without this file the buttons do the same.
"use strict";

const queue = document.getElementById("queue");
const keys = document.getElementById("keys");
const items = () => [...document.querySelectorAll(".item")];
const current = () => items().indexOf(document.activeElement?.closest(".item"));

function go(to) {
  const list = items();
  const item = list[Math.max(0, Math.min(to, list.length - 1))];
  item?.focus();
  item?.scrollIntoView({ block: "nearest" });
}

// Where the editor was is kept over the answer, which is another page.
const place = "review-place";
function remember() {
  try { sessionStorage.setItem(place, String(Math.max(0, current()))); } catch { /* the next page begins at its top */ }
}
try {
  const at = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (at !== null) go(Number(at));
} catch { /* storage is switched off */ }
queue?.addEventListener("submit", remember);

const does = {
  j: () => go(current() + 1),
  k: () => go(current() - 1),
  a: (item) => item.querySelector("[data-key=a]").click(),
  r: (item) => item.querySelector("[data-key=r]").click(),
  c: (item) => item.querySelector("a[href*='/correct']").click(),
  x: (item) => item.querySelector("input[type=checkbox]").click(),
  o: (item) => { const more = item.querySelector("details"); more.open = !more.open; },
};

if (kept("no-keys") !== "1") {
  document.addEventListener("keydown", (event) => {
    if (writing(event) || keys?.open) return;
    if (event.key === "?" && keys) {
      event.preventDefault();
      keys.showModal();
    } else if (event.key === "u") {
      const undo = document.querySelector(".just-said button");
      if (undo) { event.preventDefault(); remember(); undo.click(); }
    } else if (does[event.key]) {
      const list = items();
      if (!list.length) return;
      event.preventDefault();
      if (current() < 0 && event.key !== "j" && event.key !== "k") go(0);
      does[event.key](list[Math.max(0, current())]);
    }
  });
}
