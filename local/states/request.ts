import { z } from 'zod';
import type { Core } from './core.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { Interpreter } from './interpreter.ts';
import type { MachineStore } from './machine-store.ts';
import { ServiceError } from './service-error.ts';

export type Parts = { core: Core; machines: MachineStore; store: ExecutionStore; interpreter: Interpreter };
/** Operations by their AWS name. A handler answers synchronously; the answer is sent once its effects are durable. */
export type Operations = Record<string, (body: unknown) => unknown>;

/** Throws ServiceError ValidationException when a request has not the shape of the operation. */
export const parseRequest = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${issue?.message ?? 'invalid'}`,
  );
};

export const machineArnForm = /^arn:aws[\w-]*:states:[\w-]*:\d*:stateMachine:[^:]+(:[^:]+)?$/;

/** Names of machines and executions: 1 to 80 characters without white space, brackets, wildcards and control characters. */
export const isName = (name: string): boolean => /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name);

export const invalidArn = (arn: string): ServiceError =>
  new ServiceError(
    'InvalidArn',
    arn.startsWith('arn:')
      ? `Invalid Arn: 'Resource type not valid in this context: ${arn}'`
      : `Invalid Arn: 'Invalid ARN prefix: ${arn}'`,
  );

export const maxResults = z.number().int().min(0).max(1000).optional();

const pageToken = z.object({ after: z.number() });

type PageRequest = { maxResults?: number | undefined; nextToken?: string | undefined };

/** Which rows a page has. The token carries how many rows came before. */
export const pageRange = (request: PageRequest): { after: number; size: number } => {
  const size = request.maxResults === undefined || request.maxResults === 0 ? 100 : request.maxResults;
  if (request.nextToken === undefined) return { after: 0, size };
  try {
    return { after: pageToken.parse(JSON.parse(Buffer.from(request.nextToken, 'base64url').toString())).after, size };
  } catch {
    throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
  }
};

export const nextPage = (after: number, hasMore: boolean): { nextToken?: string } =>
  hasMore ? { nextToken: Buffer.from(JSON.stringify({ after })).toString('base64url') } : {};

/** Cuts one page out of `rows`. */
export const pageOf = <Row>(
  rows: readonly Row[],
  request: PageRequest,
): { page: Row[]; next: { nextToken?: string } } => {
  const { after, size } = pageRange(request);
  return { page: rows.slice(after, after + size), next: nextPage(after + size, after + size < rows.length) };
};

/** Times on the wire are seconds since 1970 with a fraction. */
export const seconds = (ms: number): number => ms / 1000;
