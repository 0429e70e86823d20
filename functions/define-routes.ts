import { z } from 'zod';
import { chain, oneLine, type Handler } from './chain.ts';
import { CaseId } from './domain/case-number.ts';
import { RequestRefused } from './domain/errors.ts';
import { steps } from './steps.ts';
import { liveTools, type Tools, type ToolsFor } from './tools.ts';

/** Who asks: from the claims that the API's JWT authorizer has verified. */
export type User = { id: string; groups: readonly string[] };

export type ApiRequest = { path: Record<string, string>; query: Record<string, string>; body: unknown; user: User };

const HttpEvent = z.object({
  routeKey: z.string(),
  pathParameters: z.record(z.string(), z.string()).default({}),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
  }),
});

export type HttpAnswer = { statusCode: number; headers: Record<string, string>; body: string };

const answer = (statusCode: number, value: unknown): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});

/** An answer other than 200. */
export class ApiAnswer {
  readonly statusCode: number;
  readonly value: unknown;
  constructor(statusCode: number, value: unknown) {
    this.statusCode = statusCode;
    this.value = value;
  }
}

export type RoutesDefinition = {
  name: string;
  routes: Record<string, (request: ApiRequest, tools: Tools) => Promise<unknown>>;
};

/** Routes of the HTTP API. A refusal is an answer, not a failure; its message is one line. */
export const defineRoutes = (
  definition: RoutesDefinition,
  toolsFor: ToolsFor = liveTools,
): Handler<unknown, HttpAnswer> => {
  const entry = steps.find((step) => step.name === definition.name)?.entry;
  const groups: readonly string[] = entry?.kind === 'http' ? entry.groups : [];
  return chain(
    definition.name,
    toolsFor,
    (event) => {
      const known = z
        .object({ routeKey: z.string(), pathParameters: z.object({ caseId: CaseId }).optional() })
        .safeParse(event).data;
      return { fields: { route: known?.routeKey, caseId: known?.pathParameters?.caseId } };
    },
    async (raw, { tools }) => {
      const event = HttpEvent.parse(raw);
      const user = userOf(event.requestContext.authorizer.jwt.claims);
      if (!groups.some((group) => user.groups.includes(group))) {
        return answer(403, { message: `this is for ${groups.join(' and ')}` });
      }
      const route = definition.routes[event.routeKey];
      if (!route) return answer(404, { message: 'there is no such address' });
      try {
        const value = await route(
          {
            path: event.pathParameters,
            query: event.queryStringParameters,
            body: bodyOf(event),
            user,
          },
          tools,
        );
        return value instanceof ApiAnswer ? answer(value.statusCode, value.value) : answer(200, value);
      } catch (error) {
        if (error instanceof RequestRefused) return answer(error.statusCode, { message: error.message });
        if (error instanceof RequestBodyError) return answer(400, { message: error.message });
        throw error;
      }
    },
  );
};

class RequestBodyError extends Error {}

const bodyOf = (event: z.infer<typeof HttpEvent>): unknown => {
  if (event.body === undefined || event.body === '') return undefined;
  try {
    return JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body);
  } catch {
    throw new RequestBodyError('the body is not JSON');
  }
};

/** API Gateway writes a list claim as `[a b]`. */
const userOf = (claims: Record<string, unknown>): User => {
  const textOf = (name: string): string | undefined => {
    const claim = claims[name];
    return typeof claim === 'string' ? claim : undefined;
  };
  const groups = claims['cognito:groups'];
  const list = Array.isArray(groups) ? groups.join(' ') : (textOf('cognito:groups') ?? '');
  return {
    id: textOf('cognito:username') ?? textOf('username') ?? textOf('sub') ?? '',
    groups: list
      .replaceAll(/[[\]]/g, '')
      .split(/[\s,]+/)
      .filter((group) => group !== ''),
  };
};

/** Parses what a person sent; a 400 that names the first thing that is wrong. */
export const parseRequest = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RequestRefused(400, oneLine(parsed.error));
  return parsed.data;
};
