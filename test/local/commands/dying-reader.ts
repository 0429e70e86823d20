// A reader of pages that ends at page 3 on purpose, and at page 5 comes to no end, unless it is told to leave them out.
const [, ...deadly] = process.argv.slice(2).map(Number);
const left = { rotationDegrees: 0, lines: [] };
for (const page of [1, 2, 3, 4, 5, 6]) {
  process.send?.({ begin: page, all: 6 });
  if (page === 3 && !deadly.includes(page)) process.exit(9);
  if (page === 5 && !deadly.includes(page)) await new Promise((resolve) => setTimeout(resolve, 60_000));
  process.send?.({
    page: { page, source: deadly.includes(page) ? 'unreadable' : 'text-layer', reason: 'as made', ...left },
  });
}
const rest = { toDetect: [], copies: [], pictures: [] };
process.send?.({ kind: 'document', mediaType: 'application/pdf', pages: 6, documentId: 'doc-0000000000', rest });
