import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { z } from 'zod';
import { handlerPath, type Step } from '../functions/steps.ts';

/**
 * Packages that open files of their own at run time (workers, wasm, character maps, fonts). They are shipped as they
 * are, in a `node_modules` beside the bundle, so that they find their files as they do on one machine.
 * The value names what of the package is needed; undefined = all of it.
 */
export const shippedPackages: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['pdfjs-dist', ['package.json', 'LICENSE', 'legacy/build', 'cmaps', 'standard_fonts', 'wasm', 'iccs']],
  ['@jsquash/webp', ['package.json', 'LICENSE', 'decode.js', 'utils.js', 'codec/dec']],
  ['pdfkit', ['package.json', 'LICENSE', 'js']],
  ['@fontsource/noto-sans', ['package.json', 'LICENSE', 'files']],
]);

/** Native, and without a package for Lambda's platform in an x64 checkout; the text-layer path works without it. */
export const absentPackages: readonly string[] = ['@napi-rs/canvas'];

const notNeededAtRunTime = /\.map$|pdf\.sandbox\./;

const Manifest = z.object({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** The folder of a package as Node finds it from another package's folder, or nothing when it is not installed. */
const packageFolder = (name: string, from: string): string | undefined => {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
};

/** Copies a package and all that it depends on, at the same places under `node_modules`. */
const shipPackage = (name: string, from: string, root: string, target: string, shipped: Set<string>): void => {
  const source = packageFolder(name, from);
  if (source === undefined) throw new Error(`${name} is not installed; run npm ci`);
  if (shipped.has(source)) return;
  shipped.add(source);
  const destination = path.join(target, path.relative(root, source));
  for (const part of shippedPackages.get(name) ?? ['.']) {
    cpSync(path.join(source, part), path.join(destination, part), {
      recursive: true,
      dereference: true,
      // What a package nests in its own node_modules is copied on its own, when something depends on it.
      filter: (file) =>
        !notNeededAtRunTime.test(file) && !path.relative(source, file).split(path.sep).includes('node_modules'),
    });
  }
  const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')));
  for (const dependency of Object.keys(manifest.dependencies)) {
    shipPackage(dependency, source, root, target, shipped);
  }
};

/** The code version is all that a function needs of package.json; the rest would travel in every bundle. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup(build) {
    build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path: file }) => {
      const { version } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** The shipped packages that a source file of ours names, in an import or in a `resolve`. */
const packagesNamedIn = (file: string): string[] => {
  const text = readFileSync(file, 'utf8');
  return [...shippedPackages.keys()].filter((name) => new RegExp(`["'\`]${name}["'\`/]`).test(text));
};

/**
 * Bundles every handler in one esbuild run: `{outputFolder}/{step}/index.mjs` with its source map and the packages
 * that it opens files of. Returns the folder of each step. Throws when a handler is missing or does not bundle.
 */
export const bundleHandlers = async (
  root: string,
  outputFolder: string,
  steps: readonly Step[],
): Promise<Map<string, string>> => {
  const missing = steps.map((step) => handlerPath(step)).filter((file) => !existsSync(path.join(root, file)));
  if (missing.length > 0) throw new Error(`no handler: ${missing.join(', ')}`);
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: steps.map((step) => ({ in: handlerPath(step), out: `${step.name}/index` })),
    outdir: outputFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    plugins: [versionOnly],
    external: [...shippedPackages.keys(), ...absentPackages],
    // CommonJS packages inside an ES module still ask for `require`.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const inputs = new Map(
    Object.values(metafile.outputs).flatMap((output) =>
      output.entryPoint === undefined ? [] : [[output.entryPoint, Object.keys(output.inputs)] as const],
    ),
  );
  return new Map(
    steps.map((step) => {
      const folder = path.join(outputFolder, step.name);
      const ownFiles = (inputs.get(handlerPath(step)) ?? []).filter((file) => file.startsWith('functions/'));
      const shipped = new Set<string>();
      for (const name of new Set(ownFiles.flatMap((file) => packagesNamedIn(path.join(root, file))))) {
        shipPackage(name, root, root, folder, shipped);
      }
      return [step.name, folder];
    }),
  );
};
