import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CommandFailure } from '../command-failure.ts';
import { CaseView, ReviewView, ScreenView, SignedAddress, UploadTicket } from '../../functions/domain/api.ts';
import type { ReviewDecisions } from '../../functions/domain/review.ts';

/** The API said no; the message is its own one line. */
export class ApiRefusal extends Error {
  readonly statusCode: number;
  readonly body: unknown;
  constructor(statusCode: number, message: string, body: unknown) {
    super(message);
    this.statusCode = statusCode;
    this.body = body;
  }
}

export type CaseClient = ReturnType<typeof caseClient>;

const jsonOf = (text: string, address: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure(`${address} answers, but not as the pages of IMR Casework; name their address`);
  }
};

/** The HTTP API as the commands use it: the same calls as the web page makes. */
export const caseClient = (baseUrl: string, token?: string) => {
  const call = async <S extends z.ZodType>(
    schema: S,
    method: string,
    address: string,
    body?: unknown,
  ): Promise<z.output<S>> => {
    const response = await fetch(new URL(address, baseUrl), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new CommandFailure(`${baseUrl} does not answer: ${error instanceof Error ? error.message : String(error)}`);
    });
    const text = await response.text();
    const value = text === '' ? undefined : jsonOf(text, baseUrl);
    if (!response.ok) {
      const message = z.object({ message: z.string() }).safeParse(value).data?.message ?? `HTTP ${response.status}`;
      throw new ApiRefusal(response.status, message, value);
    }
    return schema.parse(value);
  };

  return {
    /** Sends the files part by part straight to the store. `onProgress` gets bytes sent and bytes in all. */
    async upload(caseId: string, files: readonly string[], onProgress?: (sent: number, all: number) => void) {
      const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
      const all = sizes.reduce((sum, size) => sum + size, 0);
      const ticket = await call(UploadTicket, 'POST', `/api/cases/${caseId}/uploads`, {
        files: files.map((file, index) => ({ fileName: path.basename(file), bytes: sizes[index] })),
      });
      let sent = 0;
      const done = [];
      for (const [index, upload] of ticket.uploads.entries()) {
        const blob = await openAsBlob(files[index] ?? '');
        const parts = [];
        for (const part of upload.parts) {
          const response = await fetch(part.url, {
            method: 'PUT',
            body: blob.slice(part.firstByte, part.firstByte + part.bytes),
          });
          if (!response.ok) throw new Error(`${upload.fileName}: the store refused part ${part.partNumber}`);
          parts.push({ partNumber: part.partNumber, etag: response.headers.get('etag') ?? '' });
          sent += part.bytes;
          onProgress?.(sent, all);
        }
        done.push({ key: upload.key, uploadId: upload.uploadId, parts });
      }
      await call(z.object({ caseId: z.string() }), 'POST', `/api/cases/${caseId}/uploads/complete`, {
        uploads: done,
        caseIsComplete: true,
      });
    },

    case: (caseId: string) => call(CaseView, 'GET', `/api/cases/${caseId}`),
    screening: (caseId: string) => call(ScreenView, 'GET', `/api/screens/${caseId}`),
    review: (caseId: string) => call(ReviewView, 'GET', `/api/reviews/${caseId}`),
    accept: (caseId: string) => call(z.unknown(), 'POST', `/api/reviews/${caseId}/accept`),
    decide: (caseId: string, decisions: ReviewDecisions) =>
      call(z.unknown(), 'POST', `/api/reviews/${caseId}/decisions`, decisions),

    /** The bytes of a determination file. */
    async determination(caseId: string, format: string): Promise<{ fileName: string; body: Uint8Array }> {
      const { url, fileName } = await call(SignedAddress, 'GET', `/api/cases/${caseId}/determination/${format}`);
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${fileName} could not be fetched (${response.status})`);
      return { fileName, body: new Uint8Array(await response.arrayBuffer()) };
    },
  };
};
