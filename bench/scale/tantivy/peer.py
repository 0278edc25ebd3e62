"""Indexes and searches releases with Tantivy, for bench/scale to measure beside: it is given a file of texts, one of
queries and a folder for its index, and prints what each took as JSON."""

import json
import os
import resource
import sys
import time

import tantivy


def memory(of):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(of))


def build(texts, folder):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("text", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("issuer", tokenizer_name="raw", fast=True)
    schema.add_integer_field("year", indexed=True, fast=True)
    schema.add_integer_field("number", fast=True)
    os.makedirs(folder)
    index = tantivy.Index(schema.build(), path=folder)
    writer = index.writer(heap_size=200_000_000, num_threads=2)
    with open(texts) as lines:
        for line in lines:
            t = json.loads(line)
            writer.add_document(tantivy.Document(title=t["Title"], text=t["Text"], issuer=t["Issuer"], year=t["day"] // 10000, number=t["number"]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def parsed(index, q):
    """The query: words in title or text, the issuer and the year."""
    every = []
    words = " ".join(q["Words"] or [])
    if q["Prefix"]:
        # The language of queries has no prefixes of single words; a regular expression over the terms is one.
        either = [tantivy.Query.regex_query(index.schema, field, words + ".*") for field in ("title", "text")]
        every.append(tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in either]))
    elif words:
        said = '"' + words + '"' if q["Phrase"] else " AND ".join(words.split())
        every.append(index.parse_query(said, ["title", "text"]))
    if q["Issuer"]:
        every.append(tantivy.Query.term_query(index.schema, "issuer", q["Issuer"]))
    if q["Year"]:
        every.append(tantivy.Query.term_query(index.schema, "year", q["Year"]))
    if not every:
        return tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in every])


def ask(index, searcher, q):
    query = parsed(index, q)
    order = {"order_by_field": "number"} if q["Newest"] else {}
    found = searcher.search(query, 20, count=True, **order)
    for _, address in found.hits:
        searcher.doc(address)["text"]
    if q["Counts"]:
        searcher.aggregate(query, {"issuer": {"terms": {"field": "issuer", "size": 20}}, "year": {"terms": {"field": "year", "size": 50}}})
    return found.count


def main(texts, queries, folder):
    start = time.monotonic()
    index = build(texts, folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    out = {"BuildSeconds": time.monotonic() - start, "BuildProcessorSeconds": used.ru_utime + used.ru_stime, "BuildMemory": memory("VmHWM"), "TookNanoseconds": [], "Found": []}
    with open(queries) as f:
        asked = json.load(f)
    searcher = index.searcher()
    for q in asked[:20]:
        ask(index, searcher, q)
    for q in asked:
        start = time.monotonic_ns()
        out["Found"].append(ask(index, searcher, q))
        out["TookNanoseconds"].append(time.monotonic_ns() - start)
    out["Memory"] = memory("VmRSS")
    out["Bytes"] = sum(os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(folder) for name in names)
    json.dump(out, sys.stdout)


main(*sys.argv[1:4])
