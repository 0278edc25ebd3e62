// Runs other programs on texts and prints what they find.
//
// Standard input: one JSON object a line, {"issued": "2025-02-14", "dayFirst": true, "blocks": ["…"]}.
// Standard output: one JSON object a program and kind:
// {"peer", "kind", "seconds", "facts": [[text, block, start, end, reading…], …]}
// start and end count UTF-16 units in the block. A reading is {from, to}, {value, to} or {name}; of several any may be meant.
import { createInterface } from "node:readline";
import * as chrono from "chrono-node";
import nlp from "compromise";
import dates from "compromise-dates";
import recognizers from "@microsoft/recognizers-text-suite";

nlp.plugin(dates);

const texts = [];
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  text.day = new Date(text.issued + "T09:00:00Z");
  texts.push(text);
}

const pad = (n) => String(n).padStart(2, "0");
const iso = (d) => d.toISOString().slice(0, 10);

// A stretch of chrono's components: the day, month or year that is certain.
function stretch(c) {
  const year = c.get("year"), month = c.get("month"), day = c.get("day");
  if (c.isCertain("day") || c.isCertain("weekday") || !c.isCertain("month") && !c.isCertain("year")) {
    const d = `${year}-${pad(month)}-${pad(day)}`;
    return [d, d];
  }
  if (c.isCertain("month")) return [`${year}-${pad(month)}-01`, iso(new Date(Date.UTC(year, month, 0)))];
  return [`${year}-01-01`, `${year}-12-31`];
}

const CHRONO = { day: chrono.en.GB, month: chrono.en };
function chronoDates(block, text) {
  const reader = text.dayFirst ? CHRONO.day : CHRONO.month;
  return reader.parse(block, text.day).map((r) => {
    const [from, to] = stretch(r.start);
    return [r.index, r.index + r.text.length, { from, to: r.end ? stretch(r.end)[1] : to }];
  });
}

function compromiseDates(block, text) {
  return nlp(block).dates({ today: text.day.toISOString(), timezone: "UTC" }).json({ offset: true })
    .filter((r) => r.offset && r.dates && r.dates.start)
    .map((r) => [r.offset.start, r.offset.start + r.offset.length,
      { from: r.dates.start.slice(0, 10), to: (r.dates.end || r.dates.start).slice(0, 10) }]);
}

const ENGLISH = recognizers.Culture.English;
// A Recognizers result ends at its last character; of several values any may be meant.
function recognizersDates(block, text) {
  return recognizers.recognizeDateTime(block, ENGLISH, undefined, text.day).map((r) => {
    const values = (r.resolution && r.resolution.values) || [];
    const readings = values.filter((v) => v.type === "date" || v.type === "daterange" || v.type === "datetime" || v.type === "datetimerange").map((v) => {
      if (v.value) return { from: v.value.slice(0, 10), to: v.value.slice(0, 10) };
      const end = v.end && v.end.slice(0, 10); // a range ends before its end
      return { from: v.start ? v.start.slice(0, 10) : null, to: end ? iso(new Date(new Date(end + "T00:00:00Z") - 86400000)) : null, last: end };
    });
    return [r.start, r.end + 1, ...readings];
  }).filter((f) => f.length > 2);
}

function number(s) {
  const n = Number(String(s).replace(/%$/, ""));
  return Number.isFinite(n) ? n : null;
}

function recognizersFigures(block) {
  const found = [];
  for (const read of [recognizers.recognizeCurrency, recognizers.recognizePercentage, recognizers.recognizeDimension, recognizers.recognizeAge, recognizers.recognizeNumber]) {
    for (const r of read(block, ENGLISH)) {
      const value = number(r.resolution && r.resolution.value);
      // a number inside a sum, a share or a measure is that
      if (value !== null && !found.some((f) => r.start < f[1] && f[0] <= r.end)) found.push([r.start, r.end + 1, { value }]);
    }
  }
  return found;
}

function compromiseFigures(block) {
  return nlp(block).numbers().json({ offset: true })
    .filter((r) => r.offset && r.number && number(r.number.num) !== null)
    .map((r) => [r.offset.start, r.offset.start + r.offset.length, { value: r.number.num }]);
}

function compromiseNames(block) {
  const doc = nlp(block);
  const found = [];
  for (const [kind, view] of [["person", doc.people()], ["place", doc.places()], ["body", doc.organizations()]]) {
    for (const r of view.json({ offset: true })) {
      if (r.offset) found.push([r.offset.start, r.offset.start + r.offset.length, { name: kind }]);
    }
  }
  return found;
}

function compromiseQuotes(block) {
  return nlp(block).quotations().json({ offset: true }).filter((r) => r.offset)
    .map((r) => [r.offset.start, r.offset.start + r.offset.length, {}]);
}

// run reads all texts twice, the first time to warm up, and times the second.
function run(peer, kind, read) {
  const all = () => {
    const facts = [];
    texts.forEach((text, t) => text.blocks.forEach((block, b) => {
      for (const f of read(block, text)) facts.push([t, b, ...f]);
    }));
    return facts;
  };
  all();
  const start = performance.now();
  const facts = all();
  console.log(JSON.stringify({ peer, kind, seconds: (performance.now() - start) / 1000, facts }));
}

run("chrono-node", "dates", chronoDates);
run("compromise", "dates", compromiseDates);
run("Recognizers-Text", "dates", recognizersDates);
run("compromise", "figures", compromiseFigures);
run("Recognizers-Text", "figures", recognizersFigures);
run("compromise", "names", compromiseNames);
run("compromise", "quotes", compromiseQuotes);
