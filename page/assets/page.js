// What a page can do beyond reading. Every page works without this file.
"use strict";

// kept returns what keep kept under a name in this browser, or null.
function kept(name) {
  try { return localStorage.getItem(name); } catch { return null; } // storage is switched off
}
function keep(name, value) {
  try { localStorage.setItem(name, value); } catch { /* it is forgotten with the page */ }
}

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

// What a reader switched on or off is kept for the next page: which facts are lit in a
// cookie, so that the next release comes as it is to be shown.
for (const box of document.querySelectorAll("input.kept")) {
  if (kept(box.id) !== null) box.checked = kept(box.id) === "1";
  box.addEventListener("change", () => keep(box.id, box.checked ? "1" : "0"));
}
const switches = document.querySelector(".switches");
switches?.addEventListener("change", () => {
  const were = (document.cookie.match(/(?:^|; )shown=([^;]*)/)?.[1] ?? "commitment.figure.quote.date").split(".");
  const here = [...switches.querySelectorAll("input")].map((box) => [box.id.slice(5), box.checked]);
  const on = were.filter((kind) => !here.some(([name]) => name === kind)); // kinds that this page has none of stay as they were
  for (const [name, checked] of here) if (checked) on.push(name);
  document.cookie = "shown=" + (on.join(".") || "none") + "; path=/releases; max-age=31536000; samesite=lax";
});

// A click on lit words opens the fact's own page. Dates and figures are links; the others
// have a link at their end and open from all of their words.
const text = document.getElementById("text");
text?.addEventListener("click", (event) => {
  if (String(getSelection()) || event.target.closest("a")) return;
  for (let at = event.target.closest("[data-fact]"); at; at = at.parentElement.closest("[data-fact]")) {
    const box = document.getElementById("show-" + (at.className.match(/f-(\w+)/) || [])[1]);
    if (box && !box.checked) continue;
    location.assign("/facts/" + at.dataset.fact);
    return;
  }
});

// Facts that are switched off are no stops of the keyboard. Esc hides a reading.
const stops = () => {
  for (const box of document.querySelectorAll(".switches input")) {
    for (const link of text.querySelectorAll("a.f-" + box.id.slice(5) + ":not(.piece)")) link.tabIndex = box.checked ? 0 : -1;
  }
};
if (text) {
  stops();
  switches?.addEventListener("change", stops);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") text.classList.add("still"); });
  for (const name of ["pointermove", "focusin"]) text.addEventListener(name, () => text.classList.remove("still"));
}

// Words that are selected in a release can be linked to: by their bytes in its text.
const selected = document.getElementById("selected");
if (text && selected) {
  const link = selected.querySelector("a"), button = selected.querySelector("button");
  const bytes = (s) => new TextEncoder().encode(s).length;
  const place = (node, at) => {
    const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-start]");
    if (!block) return -1;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, at);
    return Number(block.dataset.start) + bytes(before.toString());
  };
  document.addEventListener("selectionchange", () => {
    const range = getSelection().rangeCount && getSelection().getRangeAt(0);
    if (selected.contains(document.activeElement)) return;
    const from = range ? place(range.startContainer, range.startOffset) : -1, to = range ? place(range.endContainer, range.endOffset) : -1;
    selected.hidden = !range || range.collapsed || !text.contains(range.commonAncestorContainer) || from < 0 || to <= from;
    if (selected.hidden) return;
    link.href = text.dataset.marks + from + "-" + to + "#marked";
    button.dataset.address = button.dataset.copyAddress + from + "-" + to + "#marked";
  });
  button.addEventListener("click", async () => {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.address);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// Whether a key stroke belongs to what the reader is writing.
const writing = (event) => event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("input:not([type=checkbox]), textarea, select");

// "/" goes to the search, unless the reader switched keys off.
const search = document.getElementById("q") || document.getElementById("find");
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !search || writing(event) || kept("no-keys") === "1") return;
  event.preventDefault();
  search.focus();
  search.select();
});

// The search page answers as one types. The address stands for what is shown.
const answer = document.getElementById("answer");
if (answer) {
  const form = search.form;
  const heard = document.createElement("p"); // says the new total to a screen reader
  heard.className = "quiet";
  heard.setAttribute("role", "status");
  form.append(heard);
  let waiting, asking, shown = search.value.trim();

  const show = (page, address) => {
    const field = page.getElementById("q");
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (field.hasAttribute(name)) search.setAttribute(name, field.getAttribute(name));
      else search.removeAttribute(name);
    }
    answer.replaceChildren(...page.getElementById("answer").childNodes);
    document.querySelector("h1").textContent = page.querySelector("h1").textContent;
    document.title = page.title;
    const total = answer.querySelector("[role=status]");
    heard.textContent = total?.textContent || "";
    total?.setAttribute("aria-hidden", "true"); // so that nobody hears it twice
    history.replaceState(null, "", address);
  };

  const ask = async () => {
    const words = search.value.trim();
    if (words === shown) return;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const fields = new URLSearchParams(new FormData(form));
    if (!words) fields.delete("q");
    const address = form.getAttribute("action") + (fields.size ? "?" + fields : "");
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address, { signal })).text(), "text/html");
      if (!page.getElementById("answer")) return; // an error's page: what is shown stays
      const wait = page.getElementById("fault") ? 1000 : 0; // half a query is often malformed
      setTimeout(() => {
        if (signal.aborted) return;
        shown = words;
        show(page, address);
      }, wait);
    } catch {
      // The reader typed on, or the server is away: Enter asks as ever.
    }
  };

  search.addEventListener("input", (event) => {
    asking?.abort();
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, 120);
  });
  search.addEventListener("compositionend", () => { waiting = setTimeout(ask, 120); });

  // Keys walk the hits while the field or a hit has the focus.
  const hits = () => [...answer.querySelectorAll(".hit h2 a")];
  document.addEventListener("keydown", (event) => {
    const inField = document.activeElement === search;
    const at = hits().indexOf(document.activeElement);
    if ((!inField && at < 0) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, ...(inField ? {} : { j: 1, k: -1 }) }[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      if (inField) {
        search.value = "";
        ask();
      }
      search.focus();
    } else if (step) {
      const next = at + step; // in the field, at is -1: the first hit comes next
      if (inField && step < 0) return;
      event.preventDefault();
      if (next < 0) search.focus();
      else (hits()[next] || hits()[at])?.focus();
    }
  });
}
