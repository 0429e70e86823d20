import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { steps, type Route } from '../../functions/steps.ts';
import type { Functions } from '../lambda/functions.ts';

/** API Gateway's own limit for a request. */
const mostBodyBytes = 10 * 1024 * 1024;

export type GatewayAnswer = { statusCode: number; headers: Record<string, string>; body: string };

const FunctionAnswer = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
});

type CompiledRoute = { functionName: string; routeKey: Route; method: string; parts: string[] };

const routes: CompiledRoute[] = steps.flatMap((step) =>
  step.entry.kind !== 'http'
    ? []
    : step.entry.routes.map((routeKey) => {
        const [method = '', path = ''] = routeKey.split(' ');
        return { functionName: step.name, routeKey, method, parts: path.split('/') };
      }),
);

const match = (method: string, path: string) => {
  const parts = path.split('/');
  for (const route of routes) {
    if (route.method !== method || route.parts.length !== parts.length) continue;
    const pathParameters: Record<string, string> = {};
    const fits = route.parts.every((part, index) => {
      const given = parts[index] ?? '';
      if (!part.startsWith('{')) return part === given;
      pathParameters[part.slice(1, -1)] = decodeURIComponent(given);
      return given !== '';
    });
    if (fits) return { route, pathParameters };
  }
  return undefined;
};

const refusal = (statusCode: number, message: string): GatewayAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ message }),
});

/**
 * The HTTP API of one machine: finds the route in the step table and calls its function with API Gateway's event
 * (payload format 2.0). There is no sign-in here: whoever reaches the port is the person the header `x-imr-user`
 * names, and may act for every role; the server listens on the loopback address for that reason.
 */
export const callApi = async (request: IncomingMessage, functions: Functions): Promise<GatewayAnswer> => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const found = match(request.method ?? 'GET', url.pathname);
  if (!found) return refusal(404, 'there is no such address');
  // A page of another site must not be able to act here: browsers send this header with every cross-site request.
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return refusal(403, 'requests of other sites are refused');

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > mostBodyBytes) return refusal(413, 'the request is larger than 10 MB');
    chunks.push(bytes);
  }
  const user = request.headers['x-imr-user'];
  const event = {
    version: '2.0',
    routeKey: found.route.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: {},
    queryStringParameters: Object.fromEntries(url.searchParams),
    pathParameters: found.pathParameters,
    ...(size > 0 ? { body: Buffer.concat(chunks).toString('utf8') } : {}),
    isBase64Encoded: false,
    requestContext: {
      http: { method: found.route.method, path: url.pathname },
      authorizer: {
        jwt: {
          claims: {
            sub: typeof user === 'string' && user !== '' ? user : 'local-user',
            'cognito:groups': '[clerks reviewers admins any-reviewer]',
          },
          scopes: null,
        },
      },
    },
  };
  const result = await functions.invoke(found.route.functionName, JSON.stringify(event));
  if ('functionError' in result) return refusal(500, 'the request failed; the log says why');
  return FunctionAnswer.parse(JSON.parse(result.payload));
};
