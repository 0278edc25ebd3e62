"""Reads the exports in out/, and what the pages at the given address hand out, with
other people's readers, and holds them against each other. Run by .ci/exports."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
import urllib.request
from collections import Counter
from html.parser import HTMLParser

base = sys.argv[1]
csv.field_size_limit(1 << 27)


def must(holds, words):
    if not holds:
        sys.exit(f"{words}")


def get(path):
    with urllib.request.urlopen(base + path) as answer:
        return answer.read().decode()


# JSON Lines: every fact is the words at its place, counted in bytes.
releases, statements = [], []
with open("out/jsonl", encoding="utf-8") as lines:
    for line in lines:
        one = json.loads(line)
        (statements if "statement" in one else releases).append(one)
facts = 0
for r in releases:
    text = r["text"].encode()
    for kind in ["quotes", "dates", "figures", "commitments", "relations"]:
        for f in r[kind]:
            facts += 1
            must(text[f["start"] : f["end"]].decode() == f["text"], f"{f['id']} is not its words")
must(len(releases) > 50 and len(statements) == 2, f"{len(releases)} releases, {len(statements)} statements")
print(f"json: {len(releases)} releases, {facts} facts at their places, {len(statements)} statements")

# The tables: the same cells in CSV, Parquet (by two readers) and SQLite.
import duckdb
import pyarrow.parquet as parquet

db = sqlite3.connect("out/sqlite")
db.row_factory = sqlite3.Row
must(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "SQLite's file is damaged")
must(not db.execute("PRAGMA foreign_key_check").fetchall(), "SQLite: a row leads nowhere")
cells = 0


def plain(value):
    """A cell as CSV has it: see feed/table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(value)
    return str(value)


for name in sorted(os.listdir("out/csv")):
    table = name.removesuffix(".csv")
    with open(f"out/csv/{name}", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    read = parquet.read_table(f"out/parquet/{table}.parquet")
    must(read.num_rows == len(rows), f"{table}: {len(rows)} rows of CSV, {read.num_rows} of Parquet")
    count = duckdb.sql(f"SELECT count(*) FROM 'out/parquet/{table}.parquet'").fetchall()[0][0]
    kept = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    must(count == kept == len(rows), f"{table}: {count} rows by DuckDB, {kept} of SQLite")
    for row, typed in zip(rows, read.to_pylist(), strict=True):
        must(list(row) == list(typed), f"{table}: the columns differ")
        for column, cell in row.items():
            cells += 1
            value = typed[column]
            must(not cell or cell[0] not in "=+@\t\r\n＝＋－＠" and (cell[0] != "-" or not isinstance(value, str)), f"{table}.{column}: {cell!r} is a formula to a spreadsheet")
            if hasattr(value, "isoformat"):
                must(cell[:10] == value.isoformat()[:10], f"{table}.{column}: {cell} and {value}")
            else:
                must(cell.removeprefix("'") == plain(value).removeprefix("'") or isinstance(value, float) and float(cell) == value, f"{table}.{column}: {cell!r} and {value!r}")
print(f"csv, pyarrow, duckdb, sqlite3: {cells} cells are the same")
verdict = db.execute("SELECT * FROM verdicts").fetchall()
must(len(verdict) == 1 and verdict[0]["note"] == "=two of “three”", "the verdict is not in the view of verdicts")
for view in ["commitments_by_due", "money", "people"]:
    shown = subprocess.run(["datasette", "out/sqlite", "--get", f"/sqlite/{view}.json?_size=1"], capture_output=True, text=True)
    must(shown.returncode == 0 and len(json.loads(shown.stdout)["rows"]) == 1, f"datasette does not show {view}: {shown.stderr}")
print("datasette: the views are shown")

# The data package, by the standard's own program.
from frictionless import Package

report = Package("out/datapackage/datapackage.json").validate()
must(report.valid, report.to_summary())
print(f"frictionless: {report.stats['tasks']} tables are as described")

# FollowTheMoney: nothing that was written is dropped as no such property or value, and
# every reference leads somewhere.
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry

entities, links = {}, []
with open("out/ftm", encoding="utf-8") as lines:
    for line in lines:
        written = json.loads(line)
        proxy = EntityProxy.from_dict(written, cleaned=False)
        model.get(written["schema"]).validate(written)
        for prop, values in written["properties"].items():
            # followthemoney composes characters and drops joiners as it reads.
            cleaned = {unicodedata.normalize("NFC", v).replace("\u200d", "") for v in values}
            must(sorted(proxy.get(prop)) == sorted(cleaned), f"{written['id']}.{prop}: {values} is read as {proxy.get(prop)}")
            if model.get(written["schema"]).get(prop).type == registry.entity:
                links += values
        must(written["id"] not in entities, f"{written['id']} is there twice")
        entities[written["id"]] = written["schema"]
must(not [link for link in links if link not in entities], "an entity leads nowhere")
# The statements are those of the entities, each under the id that followthemoney makes.
from followthemoney.statement import Statement

stated = {}
with open("out/ftm-statements", encoding="utf-8") as lines:
    for line in lines:
        written = json.loads(line)
        read = Statement.from_dict(dict(written, id=None))
        must(read.to_dict() == written, f"the statement {written} is read as {read.to_dict()}")
        stated.setdefault(written["entity_id"], set()).add((written["schema"], written["prop"], written["value"]))
with open("out/ftm", encoding="utf-8") as lines:
    for line in lines:
        written = json.loads(line)
        want = {(written["schema"], p, v) for p, values in [*written["properties"].items(), ("id", [written["id"]])] for v in values}
        must(stated.pop(written["id"], None) == want, f"{written['id']}: its statements are others than the entity")
must(not stated, f"statements of no entity: {list(stated)[:3]}")
print("followthemoney:", ", ".join(f"{n} {schema}" for schema, n in sorted(Counter(entities.values()).items())))

# Popolo.
from popolo_data.importer import Popolo

with open("out/popolo", encoding="utf-8") as file:
    popolo = Popolo(json.load(file))
held = [m for m in popolo.memberships if m.person.name and m.post.label]
must(held and len(held) == len(popolo.memberships), "a membership leads nowhere")
print(f"popolo: {len(popolo.persons)} persons, {len(popolo.organizations)} organizations, {len(popolo.posts)} posts, {len(held)} memberships")

# Citations and selectors of every release and of some facts of each kind.
import bibtexparser
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON


class Head(HTMLParser):
    """The <meta> of a page, and its JSON-LD."""

    def __init__(self):
        super().__init__()
        self.meta, self.linked, self.inside = {}, "", False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and "name" in attrs:
            self.meta.setdefault(attrs["name"], []).append(attrs["content"])
        self.inside = tag == "script" and attrs.get("type") == "application/ld+json"

    def handle_data(self, data):
        self.linked += data if self.inside else ""


# What the BibTeX has for characters that mean something there.
latex = [(r"\textbraceleft{}", "{"), (r"\textbraceright{}", "}"), (r"\textbackslash{}", "\\"), (r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^"), *((f"\\{c}", c) for c in "{}&%$#_")]


def plain_text(latex_text):
    """The text of a BibTeX field, without the braces around it."""
    out, text = "", latex_text.strip().removeprefix("{").removesuffix("}")
    while text:
        for code, char in latex:
            if text.startswith(code):
                out, text = out + char, text[len(code) :]
                break
        else:
            must(text[0] not in "{}&%$#_~^\\", f"{latex_text!r} holds {text[0]!r} as it is")
            out, text = out + text[0], text[1:]
    return out


awkward = [r for r in releases if (r["url"] or "").startswith("https://quay.example/")]
must(len(awkward) == 9, f"{len(awkward)} releases with awkward titles")
checked = 0
for r in releases[::3] + awkward:
    path = f"/releases/{r['id']}"
    issuers = len(r["issued_by"])
    bib = bibtexparser.loads(get(path + "/cite.bib")).entries
    must(len(bib) == 1 and bib[0].get("date", "") == (r["issued_on"] or "") and bib[0].get("author", "").count(" and ") >= issuers - 1, f"{path}: BibTeX is read as {bib}")
    must(plain_text(bib[0]["title"]) == " ".join(r["title"].split()), f"{path}: BibTeX's title is read as {bib[0]['title']}")
    ris = rispy.loads(get(path + "/cite.ris"))
    must(len(ris) == 1 and ris[0]["title"] == " ".join(r["title"].split()) and len(ris[0].get("authors", [])) == issuers, f"{path}: RIS is read as {ris}")
    csl = json.loads(get(path + "/cite.csl.json"))
    must(csl[0]["title"] == " ".join(r["title"].split()) and [a["literal"] for a in csl[0].get("author", [])] == r["issued_by"], f"{path}: CSL-JSON is {csl}")
    bibliography = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(csl), formatter.plain)
    bibliography.register(Citation([CitationItem(csl[0]["id"])]))
    must(r["title"].split()[0] in str(bibliography.bibliography()[0]), f"{path}: CSL-JSON is set as {bibliography.bibliography()}")
    head = Head()
    head.feed(get(path))
    must(head.meta["citation_title"] == [" ".join(r["title"].split())] and len(head.meta.get("citation_publisher", [])) == issuers, f"{path}: the head says {head.meta}")
    must(json.loads(head.linked)["@type"] == "NewsArticle", f"{path}: the page's JSON-LD is {head.linked}")
    checked += 1
print(f"bibtexparser, rispy, citeproc: the citations of {checked} releases are read")

selected = 0
for r in releases[::5] + awkward:
    # Python counts code points, as the standard has it.
    text = json.loads(get(f"/api/v1/releases/{r['id']}?text=true"))["text"]
    for kind in ["quotes", "dates", "figures", "commitments", "names", "relations"]:
        for f in r[kind][:2]:
            for target in json.loads(get(f"/api/v1/facts/{f['id']}/annotation"))["target"]:
                selectors = {s["type"]: s for s in target["selector"]}
                quote = selectors["TextQuoteSelector"]
                must(quote["prefix" if "prefix" in quote else "exact"] + "" in text, f"{f['id']}: the words before are not in the text")
                if "TextPositionSelector" not in selectors:
                    continue
                at = selectors["TextPositionSelector"]
                must(text[at["start"] : at["end"]] == quote["exact"], f"{f['id']}: the two selectors differ")
                must(text[: at["start"]].endswith(quote.get("prefix", "")) and text[at["end"] :].startswith(quote.get("suffix", "")), f"{f['id']}: the words around differ")
                selected += 1
print(f"annotations: {selected} selectors lead to their words, in code points")
