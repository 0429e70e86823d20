/** A JSON value, as state inputs, outputs and variables are. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** AWS's hard limit for the input or output of a state, a task or an execution, in bytes of UTF-8. */
export const maxPayloadBytes = 262_144;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonObject = (value: Json | undefined): value is JsonObject => isObject(value);

export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

export const isTooLarge = (text: string): boolean =>
  text.length > maxPayloadBytes || (text.length * 3 > maxPayloadBytes && byteLength(text) > maxPayloadBytes);

/** The name JSONata gives to the type of a JSON value, as AWS's error texts use it. */
export const jsonTypeName = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/**
 * Copies a value into plain JSON. Throws TypeError for anything JSON cannot hold (functions, NaN, symbols);
 * undefined members are left out, as JSON.stringify does.
 */
export const toJson = (value: unknown): Json => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') {
    if ('_jsonata_lambda' in value || '_jsonata_function' in value) throw new TypeError('a function is not JSON');
    const copy: JsonObject = {};
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      // A key named __proto__ is data like any other key.
      Object.defineProperty(copy, key, { value: toJson(member), enumerable: true, writable: true, configurable: true });
    }
    return copy;
  }
  throw new TypeError(`a ${typeof value} is not JSON`);
};

/** Parses JSON text. Throws SyntaxError. */
export const parseJson = (text: string): Json => {
  const value: Json = JSON.parse(text);
  return value;
};
