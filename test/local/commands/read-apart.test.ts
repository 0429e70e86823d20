import { expect, test } from '@jest/globals';
import { readApart } from '../../../local/commands/read-apart.ts';

const reader = new URL('./dying-reader.ts', import.meta.url);

test('pages that end the process or come to no end are named, the others are read', async () => {
  const read = await readApart(import.meta.filename, { reader, minBytes: 0, pageMilliseconds: 2_000 });
  expect(read.kind === 'document' && read.found.pages.map(({ source }) => source)).toEqual([
    'text-layer',
    'text-layer',
    'unreadable',
    'text-layer',
    'unreadable',
    'text-layer',
  ]);
});

test('a small file is read here, a large one in a process of its own: with the same result', async () => {
  const here = await readApart(import.meta.filename);
  expect(here).toMatchObject({ kind: 'document', mediaType: 'text/plain', pages: 1 });
  expect(await readApart(import.meta.filename, { minBytes: 0 })).toEqual(here);
});
