/** A stretch of a template that is a document by itself: sections, or members of the section that `above` names. */
export type YamlPart = { start: number; end: number; above: readonly string[] };

/** A key whose value is on the lines below, or anything that begins where sections begin. */
const landmarks = /^(?: *[A-Za-z][\w:]*:[ \t\r]*|[^\s#].*)$/gm;
const sectionName = /^([A-Za-z]\w*):[ \t\r]*$/;
/** What leads from one place of a document to another, and what ends it. */
const ties = /(?:^|[\s,:[{])[&*][^\s,]|^(?:---|\.\.\.|%)/m;

/** How far the members of a section are indented that begins here. */
const indentAt = (text: string, at: number): number => {
  const first = /(?:[ \t]*(?:#.*)?\r?\n)*( *)\S/y;
  first.lastIndex = at;
  return first.exec(text)?.[1]?.length ?? 0;
};

/**
 * Where a long template can be cut into documents that are read one after the other, each of at least so many characters: what is parsed
 * takes eighty times its size in memory. Undefined where it is short, or where a part may need another. Whether each part is a document
 * is for its reader to see.
 */
export const yamlParts = (text: string, least: number): YamlPart[] | undefined => {
  if (text.length < 2 * least || ties.test(text.replace(/^---[ \t]*\r?\n/, ""))) return undefined;
  const starts: { start: number; above: string[] }[] = [{ start: 0, above: [] }];
  let [section, indent] = ["", 0];
  for (const { 0: line, index } of text.matchAll(landmarks)) {
    const last = starts.at(-1);
    const inner = line.length - line.trimStart().length;
    if (inner === 0) {
      if (last && last.above.length > 0) starts.push({ start: index, above: [] });
      section = sectionName.exec(line)?.[1] ?? "";
      indent = section === "" ? 0 : indentAt(text, index + line.length);
    } else if (inner === indent && last && index - last.start >= least) starts.push({ start: index, above: [section] });
  }
  return starts.length === 1 ? undefined : starts.map((part, at) => ({ ...part, end: starts[at + 1]?.start ?? text.length }));
};
