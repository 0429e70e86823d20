import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { UploadCompletion, UploadRequest, ReviewDraft, ScreenAnswer } from '../../functions/domain/api.ts';
import { ReviewDecisions } from '../../functions/domain/review.ts';
import type { WebFile } from '../../web/build.ts';
import { bytesOf, caseId, caseView, contradiction, documents, inboxEntry, reviewView } from './fake-case.ts';

type Answer = { status?: number; body?: unknown };

/** What a test can look at and turn. */
export type FakeApi = {
  url: string;
  view: typeof caseView;
  review: typeof reviewView;
  /** File name -> the bytes that arrived, in order of their parts. */
  stored: Map<string, Buffer>;
  completions: UploadCompletion[];
  drafts: ReviewDraft[];
  signed: ReviewDecisions[];
  declined: string[];
  screenAnswers: ScreenAnswer[];
  /** Documents of a test's own, by id. */
  ownDocuments: Map<string, Buffer>;
  /** User of each API request. */
  users: string[];
  /** Parts of a file with this name are refused this many times. */
  refuseParts: Map<string, number>;
  /** Authorization header of each API request. */
  authorizations: string[];
  /** Added to connect-src and to /config.json. */
  signInHost: string | undefined;
  /** Every API request fails with this line. */
  failure: string | undefined;
  close(): Promise<void>;
};

const partBytes = 20_000;

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** The pages with an API of canned answers and a store that keeps parts: what a browser needs, nothing behind it. */
export const startFakeApi = async (files: ReadonlyMap<string, WebFile>): Promise<FakeApi> => {
  const parts = new Map<string, Map<number, Buffer>>();
  const api: FakeApi = {
    url: '',
    view: structuredClone(caseView),
    review: structuredClone(reviewView),
    stored: new Map(),
    completions: [],
    drafts: [],
    signed: [],
    declined: [],
    screenAnswers: [],
    ownDocuments: new Map(),
    users: [],
    authorizations: [],
    signInHost: undefined,
    refuseParts: new Map(),
    failure: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const tickets = (body: unknown): Answer => {
    const uploads = UploadRequest.parse(body).files.map(({ fileName, bytes }) => ({
      fileName,
      key: `upload/${caseId}/${fileName}`,
      uploadId: fileName,
      parts: Array.from({ length: Math.max(1, Math.ceil(bytes / partBytes)) }, (_, index) => ({
        partNumber: index + 1,
        firstByte: index * partBytes,
        bytes: Math.min(partBytes, bytes - index * partBytes),
        url: `${api.url}/store/${encodeURIComponent(fileName)}?part=${index + 1}`,
      })),
    }));
    return { body: { uploads } };
  };

  const complete = (body: unknown): Answer => {
    const completion = UploadCompletion.parse(body);
    api.completions.push(completion);
    for (const { uploadId, parts: tags } of completion.uploads) {
      const held = parts.get(uploadId);
      const pieces = tags.map(({ partNumber, etag }) => {
        if (etag !== `"${uploadId.length}-${partNumber}"`) throw new Error(`wrong ETag ${etag}`);
        return held?.get(partNumber) ?? Buffer.alloc(0);
      });
      api.stored.set(uploadId, Buffer.concat(pieces));
    }
    return { body: { caseId } };
  };

  /** Says no when the rationale claims what the file contradicts and nobody answered. */
  const findingsOf = ({ items = [], answers = [] }: ReviewDraft) =>
    items.some(({ rationale }) => rationale.includes('no therapy notes')) &&
    !answers.some(({ findingId }) => findingId === contradiction.id)
      ? [contradiction]
      : [];

  const answerOf = (route: string, body: unknown): Answer => {
    const ofReview = `/api/reviews/${caseId}`;
    const page = /^GET \/api\/cases\/[^/]+\/documents\/(doc-\w+)(?:\/pages\/(\d+))?$/.exec(route);
    if (page) {
      const [, documentId = '', number] = page;
      if (number === undefined) return { body: { url: `${api.url}/store/${documentId}`, fileName: '', mediaType: '' } };
      const words = ['Words', 'of', 'page', number].map((text) => ({ text, confidence: 91, box: box0 }));
      return {
        body: {
          page: Number(number),
          source: 'ocr',
          reason: 'The page is a picture.',
          rotationDegrees: 0,
          meanConfidence: 91,
          lines: [{ words }],
        },
      };
    }
    switch (route) {
      case 'GET /api/cases':
        return {
          body: {
            cases: [api.view],
            refusedUploads: [
              { key: 'upload/oops/x.pdf', reason: '"oops" is no case number', atTime: api.view.receivedAtTime },
            ],
          },
        };
      case `GET /api/cases/${caseId}`:
        return { body: api.view };
      case `POST /api/cases/${caseId}/uploads`:
        return tickets(body);
      case `POST /api/cases/${caseId}/uploads/complete`:
        return complete(body);
      case `GET /api/cases/${caseId}/determination/pdf`:
        return {
          body: {
            url: `${api.url}/store/${documents[0]?.documentId}`,
            fileName: 'x.pdf',
            mediaType: 'application/pdf',
          },
        };
      case 'GET /api/reviews':
        return { body: { reviews: [inboxEntry] } };
      case `GET ${ofReview}`:
        return { body: api.review };
      case `POST ${ofReview}/accept`:
        api.review.accepted = true;
        return { body: { caseId, accepted: true } };
      case `POST ${ofReview}/decline`:
        api.declined.push(JSON.stringify(body));
        return { body: { caseId, declined: true } };
      case `PUT ${ofReview}/draft`:
        api.drafts.push(ReviewDraft.parse(body));
        return { body: { caseId } };
      case `POST ${ofReview}/check`: {
        const findings = findingsOf(ReviewDraft.parse(body));
        return { body: { message: `${findings.length} findings`, findings } };
      }
      case `POST ${ofReview}/decisions`: {
        const decisions = ReviewDecisions.parse(body);
        const findings = findingsOf(decisions);
        if (findings.length > 0) return { status: 409, body: { message: 'contradictions are open', findings } };
        api.signed.push(decisions);
        return { body: { caseId, signed: true } };
      }
      case 'GET /api/screens':
        return { body: { screens: api.screenAnswers.length > 0 ? [] : [screen] } };
      case `POST /api/screens/${caseId}`:
        api.screenAnswers.push(ScreenAnswer.parse(body));
        return { body: { caseId } };
      default:
        return { status: 404, body: { message: 'there is no such address' } };
    }
  };

  const store = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const name = decodeURIComponent(url.pathname.slice('/store/'.length));
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(api.ownDocuments.get(name) ?? bytesOf(name));
      return;
    }
    const body = await bodyOf(request);
    const refusals = api.refuseParts.get(name) ?? 0;
    if (refusals > 0) {
      api.refuseParts.set(name, refusals - 1);
      response.writeHead(500).end();
      return;
    }
    const number = Number(url.searchParams.get('part'));
    const held = parts.get(name) ?? new Map<number, Buffer>();
    parts.set(name, held.set(number, body));
    response.writeHead(200, { etag: `"${name.length}-${number}"` }).end();
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/store/')) {
      await store(request, response, url);
      return;
    }
    if (url.pathname.startsWith('/api/')) {
      api.users.push(String(request.headers['x-imr-user']));
      api.authorizations.push(String(request.headers['authorization']));
      const text = (await bodyOf(request)).toString('utf8');
      const { status = 200, body } =
        api.failure === undefined
          ? answerOf(`${request.method} ${url.pathname}`, text === '' ? undefined : JSON.parse(text))
          : { status: 503, body: { message: api.failure } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    if (url.pathname === '/config.json' && api.signInHost !== undefined) {
      response.end(JSON.stringify({ signIn: { host: api.signInHost, clientId: 'page' } }));
      return;
    }
    const file = files.get(url.pathname) ?? files.get('/index.html');
    response
      .writeHead(200, { 'content-type': file?.mediaType, 'content-security-policy': policyFor(api.signInHost) })
      .end(file?.body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify({ message: String(error) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  api.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return api;
};

const box0 = { left: 0, top: 0, width: 0.1, height: 0.1 };
const screen = {
  caseId,
  openedAtTime: '2026-01-05T10:00:05Z',
  reasons: ['Missing: the request for authorization.', 'Not readable: pages 1, 2 of 5-exam-note.pdf.'],
  pages: [1, 2].map((page) => ({
    documentId: documents[4]?.documentId,
    page,
    reason: 'The page is too poor to be read surely, perhaps written by hand (mean confidence 31).',
  })),
  documents: documents.slice(4, 5),
};

/** As on AWS (infra/constructs/page-hosting.ts), but for the store, which is this server. */
const policyFor = (signInHost: string | undefined): string =>
  [
    "default-src 'self'",
    `connect-src 'self' ${signInHost ? `https://${signInHost}` : ''}`,
    "img-src 'self' blob: data:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
