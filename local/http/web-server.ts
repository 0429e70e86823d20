import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Functions } from '../lambda/functions.ts';
import { callApi } from './api-gateway.ts';

export type WebFiles = Map<string, { body: Uint8Array; mediaType: string }>;

/** The pages and the HTTP API on one origin. Any other address shows the page: it finds its way by the address. */
export const webServer =
  (files: WebFiles, functions: Functions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) {
      const { statusCode, headers, body } = await callApi(request, functions);
      response.writeHead(statusCode, headers).end(body);
      return;
    }
    const file = files.get(pathname) ?? files.get('/index.html');
    if (!file || request.method !== 'GET') {
      response.writeHead(file ? 405 : 404).end();
      return;
    }
    response
      .writeHead(200, {
        'content-type': file.mediaType,
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      .end(file.body);
  };
