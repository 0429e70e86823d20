import { describe, expect, test } from '@jest/globals';
import { exceptions, impurities, zones } from './import-rules.ts';
import { codeOf, importsOf, readSource, sourceFiles, type Import } from './source-imports.ts';

const zoneOf = (file: string) => zones.find((zone) => zone.files.test(file));

const fits = (patterns: readonly RegExp[] | undefined, to: string): boolean =>
  (patterns ?? []).some((pattern) => pattern.test(to));

const isAllowed = (found: Import): boolean => {
  const zone = zoneOf(found.from);
  if (!zone) return false;
  if (/^(test|bench)\//.test(found.to) && zone.name !== 'the tests and benchmarks') return false;
  return fits(zone.may, found.to) || (found.isTypeOnly && fits(zone.mayTypes, found.to));
};
const exceptionFor = (found: Import) =>
  exceptions.find((exception) => exception.from.test(found.from) && exception.to.test(found.to));

const files = sourceFiles();
const imports = files.flatMap((file) => importsOf(file, readSource(file)));
const show = ({ from, to, isTypeOnly }: Import): string => `${from} imports ${isTypeOnly ? 'type ' : ''}${to}`;

describe('who imports whom', () => {
  test('every source file has its zone', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => zoneOf(file) === undefined)).toEqual([]);
  });

  test('data flows one way', () => {
    expect(imports.filter((found) => !isAllowed(found) && !exceptionFor(found)).map(show)).toEqual([]);
  });

  test('no file imports itself in a circle through another step', () => {
    const crossing = imports.filter(({ from, to }) => {
      const [, fromStep] = /^functions\/([a-z]+)\//.exec(from) ?? [];
      const [, toStep] = /^functions\/([a-z]+)\//.exec(to) ?? [];
      return fromStep && toStep && fromStep !== toStep && !['domain', 'adapters', 'check'].includes(toStep);
    });
    expect(crossing.filter((found) => !exceptionFor(found)).map(show)).toEqual([]);
  });

  test('every exception is still needed', () => {
    const unused = exceptions.filter(
      ({ from, to }) => !imports.some((found) => !isAllowed(found) && from.test(found.from) && to.test(found.to)),
    );
    expect(unused.map(({ reason }) => reason)).toEqual([]);
  });

  test('cores ask no clock, no environment, no chance and no network', () => {
    expect(files.filter((file) => zoneOf(file)?.isPure && impurities.test(codeOf(file)))).toEqual([]);
  });
});

describe('the reader of imports', () => {
  test.each([
    ["import { a } from './b.ts';", 'functions/x/b.ts', false],
    ["import type { a } from './b.ts';", 'functions/x/b.ts', true],
    ["import {\n  a,\n  type B,\n} from '../y/b.ts';", 'functions/y/b.ts', false],
    ["import './b.ts';", 'functions/x/b.ts', false],
    ["import data from './b.json' with { type: 'json' };", 'functions/x/b.json', false],
    ["export { a } from './b.ts';", 'functions/x/b.ts', false],
    ["export * from 'zod';", 'zod', false],
    ["const a = await import('./b.ts');", 'functions/x/b.ts', false],
    ["const a = require('fs');", 'fs', false],
    ["new Worker(new URL('./b.ts', import.meta.url));", 'functions/x/b.ts', false],
    ["createRequire(import.meta.url).resolve('a/package.json')", 'a/package.json', false],
  ])('%s', (text, to, isTypeOnly) => {
    expect(importsOf('functions/x/a.ts', text)).toEqual([{ from: 'functions/x/a.ts', to, isTypeOnly }]);
  });

  test.each(["// import { a } from './b.ts';", "/* import './b.ts' */", 'const from = 1;'])('not: %s', (text) => {
    expect(importsOf('functions/x/a.ts', text)).toEqual([]);
  });
});

describe('the law itself', () => {
  test.each([
    ['functions/steps.ts', 'zod', 'the table is pure data'],
    ['functions/domain/days.ts', 'functions/steps.ts', 'the domain knows no steps'],
    ['functions/extract/sections.ts', 'functions/adapters/env.ts', 'a core touches no adapter'],
    ['functions/extract/sections.ts', '@aws-sdk/client-s3', 'a core touches no SDK'],
    ['functions/extract/sections.ts', 'functions/ocr/read-pages.ts', 'a core knows no other step'],
    ['functions/extract/sections.ts', 'functions/extract/handler.ts', 'a core does not know its handler'],
    ['functions/extract/handler.ts', 'functions/ocr/handler.ts', 'a handler knows no other step'],
    ['functions/adapters/env.ts', 'functions/intake/handler.ts', 'an adapter knows no step'],
    ['functions/adapters/env.ts', 'local/main.ts', 'the product does not know the one-machine runtime'],
    ['infra/app.ts', 'functions/extract/handler.ts', 'infrastructure reaches handlers by path only'],
    ['infra/app.ts', 'local/main.ts', 'infrastructure does not know the one-machine runtime'],
    ['local/main.ts', 'infra/app.ts', 'the one-machine runtime does not know infrastructure'],
    ['local/main.ts', 'aws-cdk-lib', 'the one-machine runtime does not know infrastructure'],
    ['local/main.ts', 'test/source-imports.ts', 'nobody imports tests'],
    ['web/app.tsx', 'functions/adapters/env.ts', 'the page knows words only'],
    ['web/app.tsx', 'functions/domain/api.ts', 'the page takes types of the domain, not code'],
  ])('%s may not import %s: %s', (from, to) => {
    const found = { from, to, isTypeOnly: false };
    expect(isAllowed(found) || exceptionFor(found) !== undefined).toBe(false);
  });
});
