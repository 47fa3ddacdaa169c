import type { Block } from "./api";

/** The anchors of an article's headings, as Django makes them: equal ones are numbered. */
export function anchorsOf(body: Block[]): Map<Block, string> {
  const anchors = new Map<Block, string>();
  const taken = new Set<string>();
  for (const block of body) {
    if (block.type !== "heading") continue;
    const slug = slugify(block.value);
    if (!slug) continue;
    let anchor = `section-${slug}`;
    for (let number = 2; taken.has(anchor); number++) anchor = `section-${slug}-${number}`;
    taken.add(anchor);
    anchors.set(block, anchor);
  }
  return anchors;
}

const slugify = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\s-]/gu, "")
    .replace(/[-\s]+/g, "-")
    .replace(/^[-_]+|[-_]+$/g, "");
