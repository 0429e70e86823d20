import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** `to` is a path from the root for a file of the repository, and the bare name of a package or built-in otherwise. */
export type Import = { from: string; to: string; isTypeOnly: boolean };

const sourceFolders = ['functions', 'infra', 'local', 'samples', 'web', 'test', 'bench', 'statemachines'];

/** Every TypeScript and JavaScript file of ours, as paths from the root. */
export const sourceFiles = (): string[] =>
  sourceFolders
    .flatMap((folder) => {
      try {
        return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
          path.posix.join(folder, file.split(path.sep).join('/')),
        );
      } catch {
        return [];
      }
    })
    .filter((file) => /\.(ts|tsx|js|mjs)$/.test(file) && !/node_modules|\/dist\//.test(file))
    .toSorted();

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1');

const forms: readonly RegExp[] = [
  /^[ \t]*(?<keyword>import|export)\s+(?<type>type\s)?[^;'"]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gm,
  /^[ \t]*import\s*['"](?<specifier>[^'"]+)['"]/gm,
  /\b(?:import|require|resolve)\(\s*['"](?<specifier>[^'"]+)['"]\s*[,)]/g,
  /\bnew URL\(\s*['"](?<specifier>\.[^'"]+)['"],\s*import\.meta\.url\s*\)/g,
];

/** Everything that a text loads: import, export from, import(), require(), resolve(), worker URLs. */
export const importsOf = (file: string, text: string): Import[] => {
  const code = withoutComments(text);
  return forms.flatMap((form) =>
    [...code.matchAll(form)].map(({ groups }) => {
      const specifier = groups?.['specifier'] ?? '';
      return {
        from: file,
        to: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
        isTypeOnly: groups?.['type'] !== undefined,
      };
    }),
  );
};

export const readSource = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export const codeOf = (file: string): string => withoutComments(readSource(file));
