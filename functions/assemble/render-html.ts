import type { Determination } from '../domain/determination.ts';
import { htmlStyle } from './html-style.ts';
import { letterSections, type Letter, type LetterBlock, type LetterSection } from './letter-sections.ts';

/** The letter as one HTML file that needs nothing else: no script, no address, and a policy that forbids both. */
export const renderHtml = (determination: Determination): string => {
  const letter = letterSections(determination);
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(letter.documentTitle)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
<header>
<p class="organization">${escaped(letter.organization)}</p>
<h1>${escaped(letter.title)}</h1>
${headerTable(letter)}
</header>
${letter.sections.map(section).join('\n')}
</main>
<footer><p>${escaped(letter.footer)}</p></footer>
</body>
</html>
`;
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>\n');

const headerTable = ({ header }: Letter): string => {
  const rows = header.map((row) => {
    const cells = row.map(({ label, value }) => {
      const span = row.length === 1 ? ' colspan="3"' : '';
      return `<th scope="row">${escaped(label)}:</th><td${span}>${escaped(value)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table class="case">\n<caption>The case and its dates</caption>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
};

const section = ({ id, heading, blocks }: LetterSection): string =>
  `<section aria-labelledby="${id}">\n<h2 id="${id}">${escaped(heading)}</h2>\n${blocks.map(block).join('\n')}\n</section>`;

const block = (content: LetterBlock): string => {
  if (content.kind === 'item') return `<h3>${escaped(content.text)}</h3>`;
  if (content.kind === 'paragraph') {
    const label = content.label === undefined ? '' : `<strong>${escaped(content.label)}:</strong> `;
    return `<p>${label}${lines(content.text)}</p>`;
  }
  const head = content.columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const rows = content.rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
  return `<table>\n<caption>${escaped(content.caption)}</caption>\n<thead>\n<tr>${head}</tr>\n</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
};
