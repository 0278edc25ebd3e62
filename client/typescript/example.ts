// How a program in TypeScript asks a record, with types made from the record's
// own description:
//
//   npx openapi-typescript http://127.0.0.1:8080/api/v1/openapi.json -o onrecord.d.ts
//
// .ci/api makes them, and compiles this file with them.

import type { components, operations } from "./onrecord";

type Fact = components["schemas"]["Fact"];
type Problem = components["schemas"]["ErrorModel"];
type Asked = operations["listFacts"]["parameters"]["query"];
type Page = operations["listFacts"]["responses"][200]["content"]["application/json"];

/** facts walks all facts that are asked for, page by page. */
export async function* facts(base: string, asked: Asked): AsyncGenerator<Fact> {
  for (let cursor: string | undefined; ; ) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...asked, cursor })) {
      if (value !== undefined) query.set(name, String(value));
    }
    const answer = await fetch(`${base}/api/v1/facts?${query}`);
    if (!answer.ok) throw new Error(((await answer.json()) as Problem).detail);
    const page = (await answer.json()) as Page;
    yield* page.items;
    if (page.next === undefined) return;
    cursor = page.next;
  }
}

/** inWords says what was promised, and where it stands. */
export function inWords(f: Fact): string {
  const due: string | null = f.commitment?.due?.to ?? null;
  return `${f.release.issued_on ?? "no date"}: ${f.text} (${due === null ? "no last day read" : `by ${due}`})`;
}
