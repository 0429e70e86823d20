import { describe, expect, test } from '@jest/globals';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { renderHtml } from '../../../functions/assemble/render-html.ts';
import { longLetter } from './long-letter.ts';
import * as sample from './sample-case.ts';

const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });

const voidTags = new Set(['meta', 'br', 'link', 'img', 'hr', 'input', 'col']);

type Parsed = { tags: string[]; headings: { level: number; text: string }[] };

/** Reads the markup strictly: every element closed in order, quoted attributes, no stray `<` or `&`. */
const parsed = (html: string): Parsed => {
  const body = html.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  const result: Parsed = { tags: [], headings: [] };
  const open: string[] = [];
  let at = 0;
  for (const match of body.matchAll(/<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/g)) {
    const text = body.slice(at, match.index);
    if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`not escaped: ${text}`);
    at = match.index + match[0].length;
    const tag = match[2] ?? '';
    const level = /^h([1-6])$/.exec(tag)?.[1];
    if (match[1] === '/') {
      if (open.pop() !== tag) throw new Error(`</${tag}> closes something else`);
      if (level !== undefined) result.headings.push({ level: Number(level), text });
    } else {
      result.tags.push(tag);
      if (!voidTags.has(tag)) open.push(tag);
    }
  }
  if (open.length > 0 || body.slice(at).trim() !== '') throw new Error(`left open: ${open.join(' ')}`);
  return result;
};

describe('renderHtml', () => {
  test('has one h1 and headings that go down one level at a time', () => {
    const { headings } = parsed(renderHtml(longLetter()));
    expect(headings.filter(({ level }) => level === 1).map(({ text }) => text)).toEqual(['IMR FINAL DETERMINATION']);
    expect(headings.filter(({ level }) => level === 2)).toHaveLength(5);
    expect(headings.filter(({ level }) => level === 3)).toHaveLength(5);
    headings.forEach(({ level }, index) => expect(level - (headings[index - 1]?.level ?? 0)).toBeLessThanOrEqual(1));
    expect(headings.map(({ text }) => text)).toContain('Physical therapy with massage qty: 8.00: Upheld');
  });

  test('shows markup in the text as text', () => {
    const html = renderHtml(longLetter());
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Norco 10/325mg qty: 60.00: Upheld');
    expect(parsed(html).tags).not.toContain('script');
  });

  test.each(['organization', 'clinicalCaseSummary'] as const)('escapes the %s', (field) => {
    const html = renderHtml({ ...determination, [field]: `"><img src=x onerror='x'>&` });
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=&#39;x&#39;&gt;&amp;');
    expect(parsed(html).tags).not.toContain('img');
  });

  test('needs nothing from outside and forbids it', () => {
    const html = renderHtml(determination);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/\b(?:src|href)=|url\(|@import|https?:/);
    expect(html).toMatch(/<html lang="en-US">/);
    expect(html).toMatch(/prefers-color-scheme: dark/);
    expect(html).toMatch(/@media print/);
  });

  test('has header cells with a scope and a caption in each table', () => {
    const html = renderHtml(determination);
    expect(html.match(/<table/g)).toHaveLength(2);
    expect(html.match(/<caption>/g)).toHaveLength(2);
    expect(html.match(/<th /g)).toHaveLength(7 + 5);
    expect(html.match(/<th scope="(?:row|col)">/g)).toHaveLength(7 + 5);
  });

  test('keeps the lines of a list and names no reviewer', () => {
    expect(renderHtml(longLetter())).toContain('1. first line<br>\n2. second line');
    expect(renderHtml(determination)).not.toMatch(/quillon|vantongeren|reviewer-7/i);
  });
});
