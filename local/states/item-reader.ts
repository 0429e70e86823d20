import type { ObjectStore } from './core.ts';
import { parseCsv } from './csv.ts';
import { isJsonObject, parseJson, type Json, type JsonObject } from './json.ts';
import { StatesError } from './states-error.ts';

const maxItemsLimit = 100_000_000;

/** An evaluated ItemReader. `maxItems` 0 means no limit. */
export type ReaderPlan = {
  resource: string;
  arguments: JsonObject;
  inputType: string;
  csvHeaders: string[] | null;
  csvDelimiter: string;
  maxItems: number;
};

const delimiters: Record<string, string> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

export const csvDelimiterOf = (name: string | undefined): string => delimiters[name ?? 'COMMA'] ?? ',';

const readerFailed = (cause: string): StatesError => new StatesError('States.ItemReaderFailed', cause);

const textArgument = (plan: ReaderPlan, name: string): string => {
  const value = plan.arguments[name];
  if (typeof value === 'string' && value !== '') return value;
  throw readerFailed(`The field '${name}' is required in the Arguments of the ItemReader`);
};

const readBody = async (body: Buffer | ReadableStream): Promise<string> => {
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  return new Response(body).text();
};

const csvItems = (text: string, plan: ReaderPlan): Json[] => {
  const rows = parseCsv(text, plan.csvDelimiter);
  const headers = plan.csvHeaders ?? rows.shift() ?? [];
  if (new Set(headers).size !== headers.length) throw readerFailed('CSV headers cannot contain duplicates.');
  return rows.map((row) => Object.fromEntries(headers.map((header, at) => [header, row[at] ?? ''])));
};

const jsonItems = (text: string): Json[] => {
  let value: Json;
  try {
    value = parseJson(text);
  } catch {
    throw readerFailed('The object is not valid JSON.');
  }
  if (!Array.isArray(value)) throw readerFailed('Attempting to map over non-iterable node.');
  return value;
};

const jsonLines = (text: string): Json[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      try {
        return parseJson(line);
      } catch {
        throw readerFailed(`Line ${at + 1} of the object is not valid JSON.`);
      }
    });

const parseItems = (text: string, plan: ReaderPlan): Json[] => {
  switch (plan.inputType) {
    case 'CSV':
      return csvItems(text, plan);
    case 'JSON':
      return jsonItems(text);
    case 'JSONL':
      return jsonLines(text);
    default:
      throw readerFailed(`The InputType '${plan.inputType}' is not supported by this emulator`);
  }
};

const listItems = async (objects: ObjectStore, plan: ReaderPlan, limit: number): Promise<Json[]> => {
  const prefix = plan.arguments['Prefix'];
  const items: Json[] = [];
  for await (const found of objects.list(textArgument(plan, 'Bucket'), typeof prefix === 'string' ? prefix : '')) {
    items.push({
      Etag: found.ETag ?? '',
      Key: found.Key,
      LastModified: Math.floor(new Date(found.LastModified ?? 0).getTime() / 1000),
      Size: found.Size,
      StorageClass: 'STANDARD',
    });
    if (items.length >= limit) break;
  }
  return items;
};

/** Reads the items of a distributed Map. Throws StatesError States.ItemReaderFailed. */
export const readItems = async (objects: ObjectStore, plan: ReaderPlan): Promise<Json[]> => {
  if (plan.maxItems < 0) throw readerFailed('field MaxItems must be positive');
  const limit = plan.maxItems === 0 ? maxItemsLimit : Math.min(plan.maxItems, maxItemsLimit);
  try {
    if (plan.resource.endsWith(':s3:listObjectsV2')) return await listItems(objects, plan, limit);
    const version = plan.arguments['VersionId'];
    const versionId = typeof version === 'string' ? version : undefined;
    const body = await objects.get(textArgument(plan, 'Bucket'), textArgument(plan, 'Key'), versionId);
    return parseItems(await readBody(body), plan).slice(0, limit);
  } catch (error) {
    if (error instanceof StatesError) throw error;
    throw readerFailed(error instanceof Error ? error.message : 'The object could not be read.');
  }
};

/** Groups items as ItemBatcher asks: `{ BatchInput, Items }`, limited by count and by bytes of JSON. */
export const batchItems = (
  items: readonly Json[],
  limits: { maxItems: number | null; maxBytes: number | null; batchInput: Json | undefined },
): JsonObject[] => {
  const batches: JsonObject[] = [];
  const head: JsonObject = limits.batchInput === undefined ? {} : { BatchInput: limits.batchInput };
  const headBytes = Buffer.byteLength(JSON.stringify({ ...head, Items: [] }));
  let current: Json[] = [];
  let bytes = headBytes;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + (current.length > 0 ? 1 : 0);
    const isFull =
      current.length >= (limits.maxItems ?? Number.POSITIVE_INFINITY) ||
      bytes + size > (limits.maxBytes ?? Number.POSITIVE_INFINITY);
    if (current.length > 0 && isFull) {
      batches.push({ ...head, Items: current });
      current = [];
      bytes = headBytes;
    }
    current.push(item);
    bytes += size;
  }
  if (current.length > 0) batches.push({ ...head, Items: current });
  return batches;
};

export const batchSize = (input: Json): number =>
  isJsonObject(input) && Array.isArray(input['Items']) ? input['Items'].length : 1;
