import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { z } from 'zod';
import type { LogFields } from './adapters/log.ts';
import type { Tools, ToolsFor } from './tools.ts';

// The one chain that every handler uses: log started and completed with counts and duration, name the error and
// rethrow it, so that the state machine, the queue or the topic decides what happens next. Bodies are never logged.

type Invocation = { tools: Tools };
export type Handler<E, R> = (event: E, context: Context) => Promise<R>;

export const chain = <E, R>(
  name: string,
  toolsFor: ToolsFor,
  about: (event: E) => { execution?: string; fields: LogFields },
  run: (event: E, invocation: Invocation) => Promise<R>,
): Handler<E, R> => {
  const startedAt = new WeakMap<Context, { milliseconds: number; tools: Tools }>();
  const wrapped = middy<E, R>({ timeoutEarlyInMillis: 0 })
    .before((request) => {
      const { execution, fields } = about(request.event);
      const writer = execution ?? request.context.awsRequestId;
      const tools = toolsFor({ step: name, execution: writer }, { step: name, execution: writer, ...fields });
      startedAt.set(request.context, { milliseconds: performance.now(), tools });
      tools.log.info('started');
    })
    .after((request) => {
      const start = startedAt.get(request.context);
      start?.tools.log.info('completed', {
        durationMilliseconds: Math.round(performance.now() - start.milliseconds),
        ...countsOf(request.response),
      });
    })
    .onError((request) => {
      const start = startedAt.get(request.context);
      start?.tools.log.error('failed', {
        durationMilliseconds: Math.round(performance.now() - start.milliseconds),
        errorName: request.error?.name ?? 'Error',
      });
    })
    .handler(async (event, context) => {
      const start = startedAt.get(context);
      return run(event, { tools: start?.tools ?? toolsFor({ step: name, execution: context.awsRequestId }, {}) });
    });
  return async (event, context) => wrapped(event, context);
};

const countsOf = (response: unknown): LogFields => {
  if (typeof response !== 'object' || response === null) return {};
  return Object.fromEntries(
    Object.entries(response).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
};

/** The first thing that is wrong, with its place. */
export const oneLine = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'input'}: ${issue.message}` : 'the input has the wrong shape';
};
