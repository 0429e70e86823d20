import { S3Error } from './s3-error.ts';

/** One part of a form. `body` must be read to its end before the next part is asked for. */
export type FormPart = {
  name: string;
  fileName: string | undefined;
  contentType: string | undefined;
  body: AsyncIterable<Buffer>;
};

const maxHeadBytes = 8192;
const malformed = (): S3Error =>
  new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');

/** The boundary of a `multipart/form-data` content type. Throws `MalformedPOSTRequest`. */
export const boundaryOf = (contentType: string): string => {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return boundary;
};

const parameterOf = (header: string, name: string): string | undefined =>
  new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(header)?.[1]?.replaceAll('%22', '"');

const parseHead = (text: string): Omit<FormPart, 'body'> => {
  const headers = new Map(
    text.split('\r\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const disposition = headers.get('content-disposition') ?? '';
  const name = parameterOf(disposition, 'name');
  if (name === undefined) throw malformed();
  return { name, fileName: parameterOf(disposition, 'filename'), contentType: headers.get('content-type') };
};

/** Reads a form part by part as it arrives, holding no more than a piece of it. Throws `MalformedPOSTRequest`. */
export async function* readForm(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<FormPart> {
  const iterator = source[Symbol.asyncIterator]();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line end before it; with one, all are alike.
  let rest: Buffer = Buffer.from('\r\n');
  const refill = async (): Promise<void> => {
    const next = await iterator.next();
    if (next.done) throw malformed();
    rest = Buffer.concat([rest, next.value]);
  };

  async function* untilDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = rest.indexOf(delimiter);
      // What could be the beginning of a delimiter stays until more has come.
      const safe = end >= 0 ? end : Math.max(0, rest.length - delimiter.length + 1);
      const bytes = rest.subarray(0, safe);
      rest = rest.subarray(end >= 0 ? end + delimiter.length : safe);
      if (bytes.length > 0) yield bytes;
      if (end >= 0) return;
      await refill();
    }
  }

  const untilText = async (text: string): Promise<string> => {
    for (;;) {
      const end = rest.indexOf(text);
      if (end >= 0) {
        const found = rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + text.length);
        return found;
      }
      if (rest.length > maxHeadBytes) throw malformed();
      await refill();
    }
  };

  for await (const preamble of untilDelimiter()) if (preamble.length > maxHeadBytes) throw malformed();
  for (;;) {
    while (rest.length < 2) await refill();
    if (rest.subarray(0, 2).toString('latin1') === '--') return;
    await untilText('\r\n');
    const head = parseHead(await untilText('\r\n\r\n'));
    yield { ...head, body: untilDelimiter() };
  }
}
