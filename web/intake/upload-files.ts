import type { UploadCompletion, UploadTicket } from '../../functions/domain/api.ts';
import { callApi, lineOf } from '../shared/call-api.ts';

export type FileProgress = { sentBytes: number; error?: string; isDone: boolean };

const attempts = 3;
const filesAtOnce = 3;

/** Sends one part straight to its signed address; the answer's ETag proves what arrived. */
const putPart = (url: string, part: Blob, onProgress: (bytes: number) => void): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => {
      const etag = request.getResponseHeader('ETag');
      if (request.status === 200 && etag !== null) resolve(etag);
      else reject(new Error(`The store answered with status ${request.status}.`));
    });
    request.addEventListener('error', () => reject(new Error('The connection to the store was lost.')));
    request.send(part);
  });

type Upload = UploadTicket['uploads'][number];

const sendFile = async (
  file: File,
  upload: Upload,
  onSent: (bytes: number) => void,
): Promise<UploadCompletion['uploads'][number]> => {
  const parts: { partNumber: number; etag: string }[] = [];
  for (const { partNumber, firstByte, bytes, url } of upload.parts) {
    const part = file.slice(firstByte, firstByte + bytes);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const etag = await putPart(url, part, (sent) => onSent(firstByte + sent));
        parts.push({ partNumber, etag });
        break;
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  }
  return { key: upload.key, uploadId: upload.uploadId, parts };
};

/**
 * Uploads the files of a case. The case is said to be complete only when `isWhole` and every file arrived; what
 * arrived is kept in any case. Returns the positions of the files that did not arrive.
 */
export const uploadFiles = async (
  caseId: string,
  files: readonly File[],
  isWhole: boolean,
  onProgress: (index: number, progress: FileProgress) => void,
): Promise<number[]> => {
  const { uploads } = await callApi<UploadTicket>('POST', `cases/${caseId}/uploads`, {
    files: files.map((file) => ({ fileName: file.name, bytes: file.size })),
  });
  const sent: UploadCompletion['uploads'] = [];
  const failed: number[] = [];
  const waiting = files.map((file, index) => ({ file, index }));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { file, index } = next;
      const upload = uploads[index];
      try {
        if (!upload) throw new Error('The server gave this file no address.');
        sent.push(await sendFile(file, upload, (sentBytes) => onProgress(index, { sentBytes, isDone: false })));
        onProgress(index, { sentBytes: file.size, isDone: true });
      } catch (error) {
        failed.push(index);
        onProgress(index, { sentBytes: 0, error: lineOf(error), isDone: false });
      }
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, work));
  if (sent.length > 0) {
    await callApi('POST', `cases/${caseId}/uploads/complete`, {
      uploads: sent,
      caseIsComplete: isWhole && failed.length === 0,
    } satisfies UploadCompletion);
  }
  return failed.sort((a, b) => a - b);
};
