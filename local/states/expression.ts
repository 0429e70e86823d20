import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import { isJsonObject, jsonTypeName, toJson, type Json, type JsonObject } from './json.ts';
import { StatesError } from './states-error.ts';

/** Values an expression can see: `states` and the variables in scope. */
export type Bindings = Record<string, Json>;

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const maxRangeLength = 1000;

const range = (start: number, end: number, step: number): number | number[] => {
  if (step === 0) throw new Error('The step of $range must not be 0');
  const from = Math.trunc(start);
  const count = Math.max(0, Math.floor((Math.trunc(end) - from) / Math.trunc(step)) + 1);
  if (count > maxRangeLength) throw new Error(`$range cannot make more than ${maxRangeLength} elements`);
  const values = Array.from({ length: count }, (_, index) => from + index * Math.trunc(step));
  // AWS answers with a JSONata sequence, and a sequence of one is its element.
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
};

const partition = (values: unknown, size: number): unknown[] => {
  const list: unknown[] = Array.isArray(values) ? values : [values];
  const step = Math.trunc(size);
  if (!(step > 0)) throw new Error('The chunk size of $partition must be a positive number');
  return Array.from({ length: Math.ceil(list.length / step) }, (_, index) =>
    list.slice(index * step, (index + 1) * step),
  );
};

const hash = (data: string, algorithm: string | undefined): string => {
  const name = algorithms[algorithm ?? 'SHA-1'];
  if (name === undefined) throw new Error(`$hash does not know the algorithm ${algorithm}`);
  return createHash(name).update(data, 'utf8').digest('hex');
};

/** A number in [0, 1) that depends only on the seed (mulberry32). */
const seededRandom = (seed: number): number => {
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
};

const compiled = new Map<string, jsonata.Expression>();
const maxCompiled = 5_000;

/** Compiles and caches an expression. Throws jsonata's syntax error. */
export const compileExpression = (source: string): jsonata.Expression => {
  const cached = compiled.get(source);
  if (cached) return cached;
  const expression = jsonata(source);
  expression.registerFunction('partition', partition, '<xn:a>');
  expression.registerFunction('range', range, '<nnn:x>');
  expression.registerFunction('hash', hash, '<s-s?:s>');
  expression.registerFunction(
    'random',
    (seed: number | undefined) => (seed === undefined ? Math.random() : seededRandom(seed)),
    '<n?:n>',
  );
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', (text: string) => toJson(JSON.parse(text)), '<s-:x>');
  expression.registerFunction('eval', () => {
    throw new Error('The function $eval is not supported, use $parse');
  });
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(source, expression);
  return expression;
};

export const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;

export const expressionSource = (text: string): string => text.slice(2, -2).trim();

const evaluationError = (source: string, location: string, problem: string): StatesError =>
  new StatesError(
    'States.QueryEvaluationError',
    `The JSONata expression '${source}' specified for the field '${location}' ${problem}`,
    { location, isEvaluation: true },
  );

const thrownText = (thrown: unknown): string => {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const code = 'code' in thrown && typeof thrown.code === 'string' ? `${thrown.code}: ` : '';
  const message = 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : 'unknown';
  return `${code}${message}`;
};

/** Evaluates one `{% ... %}` text. Throws StatesError States.QueryEvaluationError. */
export const evaluateExpression = async (text: string, location: string, bindings: Bindings): Promise<Json> => {
  const source = expressionSource(text);
  let value: unknown;
  try {
    value = await compileExpression(source).evaluate(undefined, bindings);
  } catch (thrown) {
    throw evaluationError(source, location, `threw an error during evaluation. ${thrownText(thrown)}`);
  }
  if (value === undefined) throw evaluationError(source, location, 'returned nothing (undefined).');
  try {
    return toJson(value);
  } catch {
    throw evaluationError(source, location, 'returned an unsupported result type.');
  }
};

/** Evaluates a template: every string in it that is an expression is replaced by its value. */
export const evaluateTemplate = async (template: Json, location: string, bindings: Bindings): Promise<Json> => {
  if (isExpression(template)) return evaluateExpression(template, location, bindings);
  if (Array.isArray(template)) {
    const values: Json[] = [];
    for (const [index, item] of template.entries()) {
      values.push(await evaluateTemplate(item, `${location}[${index}]`, bindings));
    }
    return values;
  }
  if (isJsonObject(template)) {
    const values: JsonObject = {};
    for (const [key, item] of Object.entries(template)) {
      values[key] = await evaluateTemplate(item, `${location}/${key}`, bindings);
    }
    return values;
  }
  return template;
};

const unexpectedType = (text: string, location: string, expected: string, value: Json): StatesError =>
  evaluationError(
    expressionSource(text),
    location,
    `returned an unexpected result type. Expected '${expected}', but was '${jsonTypeName(value)}' for value: ${JSON.stringify(value)}`,
  );

/** Evaluates a field that must give a number. Numbers written as text are accepted, as AWS was recorded to do. */
export const evaluateNumber = async (field: number | string, location: string, bindings: Bindings): Promise<number> => {
  if (typeof field === 'number') return field;
  const value = isExpression(field) ? await evaluateExpression(field, location, bindings) : field;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  throw unexpectedType(field, location, 'number', value);
};

export const evaluateBoolean = async (
  field: boolean | string,
  location: string,
  bindings: Bindings,
): Promise<boolean> => {
  if (typeof field === 'boolean') return field;
  const value = isExpression(field) ? await evaluateExpression(field, location, bindings) : field;
  if (typeof value === 'boolean') return value;
  throw unexpectedType(field, location, 'boolean', value);
};

export const evaluateString = async (field: string, location: string, bindings: Bindings): Promise<string> => {
  if (!isExpression(field)) return field;
  const value = await evaluateExpression(field, location, bindings);
  if (typeof value === 'string') return value;
  throw unexpectedType(field, location, 'string', value);
};

export const evaluateArray = async (field: Json, location: string, bindings: Bindings): Promise<Json[]> => {
  const value = await evaluateTemplate(field, location, bindings);
  if (Array.isArray(value)) return value;
  throw unexpectedType(isExpression(field) ? field : `{%${JSON.stringify(field)}%}`, location, 'array', value);
};

/** Evaluates a number field of a Map that must lie in a range. Out of it, the execution fails with States.Runtime. */
export const evaluateBounded = async (
  field: number | string,
  location: string,
  bindings: Bindings,
  max: number = Number.POSITIVE_INFINITY,
): Promise<number> => {
  const value = await evaluateNumber(field, location, bindings);
  if (value >= 0 && value <= max) return value;
  const range = max === Number.POSITIVE_INFINITY ? 'non-negative integer' : `number from 0 to ${max}`;
  throw new StatesError('States.Runtime', `Expected ${range} for ${location}, got '${value}' instead.`, {
    isTerminal: true,
  });
};
