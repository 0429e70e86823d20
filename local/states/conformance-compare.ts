import type { ExpectedEvent } from './conformance-scenario.ts';
import { isObject } from './json.ts';

/** What the recordings leave out everywhere; service metadata and anything that differs from account to account. */
const leftOut = new Set([
  'timestamp',
  'roleArn',
  'region',
  'inputDetails',
  'outputDetails',
  'assignedVariablesDetails',
  'SdkHttpMetadata',
  'SdkResponseMetadata',
  'ResponseMetadata',
  'tracingConfiguration',
  'loggingConfiguration',
  'revisionId',
  'requestId',
  'stackTrace',
  'trace',
]);

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

/** `{{name}}` in an expected text stands for any text. */
const textMatches = (expected: string, actual: unknown): boolean => {
  if (expected === actual) return true;
  if (/^\{\{[^}]*\}\}$/.test(expected)) return typeof actual !== 'object' && actual !== undefined;
  if (typeof actual !== 'string') return false;
  const inner = [parsed(expected), parsed(actual)];
  if (isObject(inner[0]) && isObject(inner[1])) return differences(inner[0], inner[1], new Set()).length === 0;
  if (!expected.includes('{{')) return false;
  const parts = expected.split(/\{\{[^}]*\}\}/).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(actual);
};

/**
 * Paths at which an actual value is not what was recorded. With `isPartial`, members that the expected object lacks
 * do not count (answers of Describe operations).
 */
export const differences = (
  expected: unknown,
  actual: unknown,
  ignored: ReadonlySet<string>,
  isPartial = false,
  path = '',
): string[] => {
  if (typeof expected === 'string') {
    return textMatches(expected, actual) ? [] : [`${path}: expected ${expected}, got ${JSON.stringify(actual)}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${path}: expected ${expected.length} elements, got ${JSON.stringify(actual)?.slice(0, 200)}`];
    return expected.flatMap((item, at) => differences(item, actual[at], ignored, isPartial, `${path}[${at}]`));
  }
  if (isObject(expected)) {
    const value = typeof actual === 'string' ? parsed(actual) : actual;
    if (!isObject(value)) return [`${path}: expected an object, got ${JSON.stringify(actual)}`];
    const found: string[] = [];
    for (const key of new Set([...Object.keys(expected), ...Object.keys(value)])) {
      if (leftOut.has(key) || ignored.has(key)) continue;
      if (!(key in expected)) {
        if (!isPartial) found.push(`${path}/${key}: not expected, got ${JSON.stringify(value[key])}`);
      } else found.push(...differences(expected[key], value[key], ignored, isPartial, `${path}/${key}`));
    }
    return found;
  }
  return Object.is(expected, actual) || expected === actual
    ? []
    : [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
};

export type ActualEvent = { id: number; previousEventId: number; type: string; details: Record<string, unknown> };

const jsonTexts = new Set(['input', 'output', 'parameters']);

/** Details as the recordings write them: JSON texts parsed. */
const plainDetails = (details: Record<string, unknown>): Record<string, unknown> => {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    if (jsonTexts.has(key) && typeof value === 'string') plain[key] = parsed(value);
    else if (key === 'assignedVariables' && isObject(value)) {
      plain[key] = Object.fromEntries(
        Object.entries(value).map(([name, text]) => [name, typeof text === 'string' ? parsed(text) : text]),
      );
    } else plain[key] = value;
  }
  return plain;
};

export type EventComparison = { order: string[]; details: string[]; previousIds: string[]; lastType?: string };

/** Compares a history: types in order, details, predecessors. Unordered events match as a set between ordered ones. */
export const compareEvents = (
  expected: readonly ExpectedEvent[],
  actual: readonly ActualEvent[],
  ignored: ReadonlySet<string>,
): EventComparison => {
  const result: EventComparison = { order: [], details: [], previousIds: [] };
  if (expected.length !== actual.length) result.order.push(`expected ${expected.length} events, got ${actual.length}`);
  for (let at = 0; at < expected.length; at += 1) {
    const wanted = expected[at];
    if (!wanted) break;
    if (wanted.unordered !== true) {
      compareEvent(wanted, actual[at], ignored, result);
      continue;
    }
    let end = at;
    while (expected[end]?.unordered === true) end += 1;
    compareSet(expected.slice(at, end), actual.slice(at, end), ignored, result);
    at = end - 1;
  }
  return result;
};

/** After a distributed Map AWS lets MapStateExited point at one of several earlier events: not to be compared. */
const isPreviousComparable = (wanted: ExpectedEvent, result: EventComparison): boolean => {
  const isDistributed = result.lastType === 'MapRunSucceeded';
  if (wanted.type !== 'MapStateSucceeded') result.lastType = wanted.type;
  return !(wanted.type === 'MapStateExited' && isDistributed);
};

const compareEvent = (
  wanted: ExpectedEvent,
  found: ActualEvent | undefined,
  ignored: ReadonlySet<string>,
  result: EventComparison,
): void => {
  if (found?.type !== wanted.type) {
    result.order.push(`expected ${wanted.id} ${wanted.type}, got ${found?.id} ${found?.type}`);
    return;
  }
  if (wanted.restored === true) return;
  for (const text of differences(wanted.details ?? {}, plainDetails(found.details), ignored))
    result.details.push(`${found.id} ${found.type}${text}`);
  if (!isPreviousComparable(wanted, result)) return;
  if (wanted.previousEventId !== undefined && wanted.previousEventId !== found.previousEventId) {
    result.previousIds.push(
      `${found.id} ${found.type}: expected ${wanted.previousEventId}, got ${found.previousEventId}`,
    );
  }
};

const compareSet = (
  wanted: readonly ExpectedEvent[],
  found: readonly ActualEvent[],
  ignored: ReadonlySet<string>,
  result: EventComparison,
): void => {
  const left = [...found];
  for (const event of wanted) {
    const sameType = left.filter((candidate) => candidate.type === event.type);
    const match = sameType.find(
      (candidate) => differences(event.details ?? {}, plainDetails(candidate.details), ignored).length === 0,
    );
    const taken = match ?? sameType[0];
    if (!taken) result.order.push(`expected an unordered ${event.type}`);
    else {
      left.splice(left.indexOf(taken), 1);
      if (!match) result.details.push(`${taken.id} ${taken.type}: no unordered event has these details`);
    }
  }
};
