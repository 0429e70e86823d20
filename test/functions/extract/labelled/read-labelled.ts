import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One annotation in the schema of labelled documents. */
export type Label = {
  id: string;
  type: string;
  start: number;
  end: number;
  text: string;
  optional?: boolean;
  alt?: string[];
  value?: string;
  role?: string;
  dateKind?: string;
  category?: string;
  name?: string;
  status?: string;
  kind?: string;
  system?: string;
};
export type Labelled = { doc: string; text: string; annotations: Label[] };

const types: Record<string, string> = {
  d: 'date',
  t: 'treatment',
  a: 'attribute',
  x: 'diagnosis',
  p: 'pain_score',
  w: 'work_status',
  f: 'function',
  g: 'guideline',
  c: 'code',
  age: 'age',
  sex: 'sex',
};

/** `a/b` is a with b accepted. */
const choices = (words: string): { first: string; alt?: string[] } => {
  const [first = '', ...alt] = words.split('/');
  return alt.length > 0 ? { first, alt } : { first };
};

const fieldsOf = (type: string, fields: string[]): Partial<Label> => {
  const [a = '', b = '', c = ''] = fields;
  if (type === 'date') {
    // A period has a slash of its own: the role is the last field.
    const { first, alt } = choices(b);
    return { value: a, role: first, ...(alt ? { alt } : {}), dateKind: a.includes('/') ? 'range' : 'full' };
  }
  if (type === 'treatment') {
    const { first, alt } = choices(c);
    return { category: a, name: b, status: first, ...(alt ? { alt } : {}) };
  }
  if (type === 'function') {
    const { first, alt } = choices(a);
    return { value: first, ...(alt ? { alt } : {}) };
  }
  if (type === 'attribute') return { kind: a, value: b };
  if (type === 'diagnosis') {
    const { first, alt } = choices(a);
    return { status: first, ...(alt ? { alt } : {}) };
  }
  if (type === 'guideline' || type === 'code') return { system: a };
  return { value: a };
};

/** Takes the marks out of a text and gives their places in what is left. */
export const parseLabelled = (doc: string, marked: string): Labelled => {
  const annotations: Label[] = [];
  const open: { type: string; optional: boolean; fields: string[]; start: number }[] = [];
  let text = '';
  let at = 0;
  while (at < marked.length) {
    const head = marked.startsWith('[[', at) ? /^\[\[([a-z]+)(\??):([^|\]]*)\|/.exec(marked.slice(at, at + 160)) : null;
    const current = open.at(-1);
    if (head) {
      const type = types[head[1] ?? ''];
      if (!type) throw new Error(`${doc}: unknown mark ${head[0]}`);
      open.push({ type, optional: head[2] === '?', fields: (head[3] ?? '').split(':'), start: text.length });
      at += head[0].length;
    } else if (current && marked.startsWith(']]', at)) {
      open.pop();
      const { type, optional, fields, start } = current;
      const place = { start, end: text.length, text: text.slice(start) };
      annotations.push({
        id: `${doc}-${annotations.length + 1}`,
        type,
        ...place,
        ...(optional ? { optional } : {}),
        ...fieldsOf(type, fields),
      });
      at += 2;
    } else {
      text += marked.charAt(at);
      at += 1;
    }
  }
  if (open.length > 0) throw new Error(`${doc}: a mark is not closed`);
  return { doc, text, annotations: annotations.sort((a, b) => a.start - b.start) };
};

const here = import.meta.dirname;

export const readLabelled = (): Labelled[] =>
  readdirSync(here)
    .filter((name) => /^\d{2,3}-.*\.txt$/.test(name))
    .sort()
    .map((name) => parseLabelled(path.parse(name).name, readFileSync(path.join(here, name), 'utf8')));
