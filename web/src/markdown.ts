// The little Markdown that Trellis writes, read into plain values. No HTML is ever made from text: what is not
// one of these forms stays text, and an address is a link only if it is http or https.

export type Inline = string | { kind: "strong"; text: string } | { kind: "em"; text: string } | { kind: "link"; text: string; href: string };
export type Block = { kind: "lines"; lines: Inline[][] } | { kind: "list"; items: Inline[][] };

const BULLET = /^\s*[•*-]\s+/;
// Each form is short and cannot reach over a line: a hostile text costs no more than a long one.
const FORM =
  /\*\*([^*\n]{1,400})\*\*|(?<![\w*])\*([^*\s][^*\n]{0,400})\*(?![\w*])|\[([^\]\n]{1,200})\]\((https?:\/\/[^\s()]{1,500})\)|(https?:\/\/[^\s<>"“”]{1,500})/g;

export function blocks(text: string): Block[] {
  const found: Block[] = [];
  for (const part of text.split(/\n{2,}/)) {
    for (const line of part.split("\n")) {
      const item = BULLET.test(line);
      const last = found.at(-1);
      const read = inline(item ? line.replace(BULLET, "") : line);
      if (item) last?.kind === "list" ? last.items.push(read) : found.push({ kind: "list", items: [read] });
      else if (last?.kind === "lines" && line !== part.split("\n")[0]) last.lines.push(read);
      else if (line.trim()) found.push({ kind: "lines", lines: [read] });
    }
  }
  return found;
}

export function inline(line: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of line.matchAll(FORM)) {
    const [whole, strong, em, label, target, bare] = match;
    const plain = bare ? bare.replace(/[.,;:!?)\]]+$/, "") : "";
    const href = safe(target ?? plain);
    if (!strong && !em && !href) continue;
    found.push(line.slice(at, match.index));
    at = match.index + (bare ? plain.length : whole.length);
    if (href) found.push({ kind: "link", text: label ?? plain, href });
    else found.push({ kind: strong ? "strong" : "em", text: (strong ?? em)! });
  }
  found.push(line.slice(at));
  return found.filter((piece) => piece !== "");
}

/** Return the address if a browser reads it as http or https, else null. */
export function safe(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
