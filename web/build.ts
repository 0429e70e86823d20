import { build } from 'esbuild';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pfb': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

export type WebFile = { body: Uint8Array; mediaType: string };

/**
 * Everything that the browser loads, by address path: the page, its script and style, and the PDF reader with its
 * decoders and fonts (nothing comes from anywhere else). `/config.json` is empty here; a deployment writes its own
 * with `signIn` (web/shared/sign-in.ts). Takes about 0.1 s; throws esbuild's errors.
 */
export const buildWeb = async (): Promise<Map<string, WebFile>> => {
  const folder = import.meta.dirname;
  const files = new Map<string, WebFile>();
  const add = (address: string, body: Uint8Array): void => {
    files.set(address, { body, mediaType: mediaTypes[path.extname(address)] ?? 'application/octet-stream' });
  };

  const { outputFiles } = await build({
    entryPoints: [path.join(folder, 'main.tsx'), path.join(folder, 'main.css')],
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
    write: false,
    logLevel: 'silent',
  });
  for (const file of outputFiles) add(`/${path.basename(file.path)}`, file.contents);
  for (const name of ['index.html', 'icon.svg']) add(`/${name}`, await readFile(path.join(folder, name)));
  add('/config.json', Buffer.from('{}\n'));

  const pdfjs = path.join(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')), '..');
  for (const part of ['build', 'wasm', 'standard_fonts']) {
    for (const name of await readdir(path.join(pdfjs, part))) {
      if (part === 'build' && !/^pdf(\.renderer|\.worker)?\.min\.mjs$/.test(name)) continue;
      add(`/pdfjs/${part}/${name}`, await readFile(path.join(pdfjs, part, name)));
    }
  }
  return files;
};
