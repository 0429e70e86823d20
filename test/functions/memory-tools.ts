import { createHash } from 'node:crypto';
import { caseStore } from '../../functions/adapters/case-store.ts';
import type { Environment } from '../../functions/adapters/env.ts';
import type { ExecutionStatus } from '../../functions/adapters/executions.ts';
import type { ObjectStore, StoredObject } from '../../functions/adapters/object-store.ts';
import type { Tools, ToolsFor } from '../../functions/tools.ts';

const environment: Environment = {
  CASE_FILES_BUCKET: 'case-files',
  WORK_BUCKET: 'work',
  DETERMINATIONS_BUCKET: 'determinations',
  STATE_MACHINE_ARN: 'arn:aws:states:us-west-2:000000000000:stateMachine:imr-case',
  TEXT_DETECTION_TOPIC_ARN: 'topic',
  TEXT_DETECTION_ROLE_ARN: 'role',
  WORK_KEY_ARN: '',
};

/** S3 as the steps see it, in a Map: conditional writes hold, every call yields so that races are real. */
export const memoryObjectStore = () => {
  const objects = new Map<string, StoredObject & { atTime: string }>();
  const store: ObjectStore = {
    async get(bucket, key) {
      await Promise.resolve();
      return objects.get(`${bucket}/${key}`);
    },
    async put(bucket, key, body, options) {
      await Promise.resolve();
      const path = `${bucket}/${key}`;
      const before = objects.get(path);
      if (options.ifAbsent && before) return false;
      if (options.ifMatch && before?.etag !== options.ifMatch) return false;
      const etag = createHash('sha256').update(body).update(String(objects.size)).digest('hex');
      objects.set(path, {
        body,
        etag,
        metadata: options.metadata,
        mediaType: options.mediaType,
        atTime: new Date().toISOString(),
      });
      return true;
    },
    async list(bucket, prefix) {
      await Promise.resolve();
      return [...objects]
        .filter(([path]) => path.startsWith(`${bucket}/${prefix}`))
        .map(([path, object]) => ({
          key: path.slice(bucket.length + 1),
          bytes: object.body.byteLength,
          etag: object.etag,
          atTime: object.atTime,
        }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
    signedAddress: (bucket, key) => Promise.resolve(`memory://${bucket}/${key}`),
  };
  return { store, objects };
};

/** Tools that remember what was asked of them. */
export const memoryTools = () => {
  const { store: objectStore, objects } = memoryObjectStore();
  const calls: { name: string; args: unknown[] }[] = [];
  const executionStatus = new Map<string, ExecutionStatus>();
  const note = (name: string, ...args: unknown[]): void => void calls.push({ name, args });
  let now = '2026-11-23T12:00:00.000Z';
  const gone = new Set<string>();
  const tell = (name: string, token: string, ...rest: unknown[]) => {
    note(name, token, ...rest);
    return Promise.resolve(gone.has(token) ? ('gone' as const) : ('answered' as const));
  };
  const make = (step: string): Tools => ({
    store: caseStore(objectStore, environment, { step, codeVersion: '0', execution: 'test' }),
    multipart: {
      create: (bucket, key, metadata) => {
        note('create-multipart', bucket, key, metadata);
        return Promise.resolve(`upload-of-${key}`);
      },
      partAddress: (bucket, key, uploadId, partNumber) =>
        Promise.resolve(`memory://${bucket}/${key}?${uploadId}&${partNumber}`),
      complete: (bucket, key, uploadId, parts) => {
        note('complete-multipart', bucket, key, uploadId, parts);
        return Promise.resolve();
      },
    },
    tokens: {
      succeed: (token, output) => tell('succeed', token, output),
      fail: (token, error, cause) => tell('fail', token, error, cause),
      heartbeat: (token) => tell('heartbeat', token),
    },
    executions: {
      start: (name, input) => {
        note('start', name, input);
        if (!executionStatus.has(name)) executionStatus.set(name, 'RUNNING');
        return Promise.resolve();
      },
      status: (name) => {
        const status = executionStatus.get(name);
        return Promise.resolve(status && { status });
      },
      history: () => Promise.resolve([]),
      arn: (name) => `arn:${name}`,
    },
    detection: {
      start: ({ bucket, key, jobTag, requestToken, features }) => {
        note('start-detection', bucket, key, jobTag, requestToken, features);
        return Promise.resolve('job-1');
      },
      // eslint-disable-next-line require-yield
      async *blocks() {
        await Promise.resolve();
      },
    },
    clock: { now: () => now, today: () => now.slice(0, 10) },
    log: {
      info: (message, fields) => note('log', message, fields),
      error: (message, fields) => note('log', message, fields),
    },
  });
  const toolsFor: ToolsFor = ({ step }) => make(step);
  return {
    toolsFor,
    tools: make('test'),
    objects,
    calls,
    executionStatus,
    gone,
    setNow: (value: string): void => void (now = value),
    callsOf: (name: string) => calls.filter((call) => call.name === name).map((call) => call.args),
  };
};

/** What Lambda passes beside the event. */
export const context = () => ({
  awsRequestId: 'request-1',
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:test',
  memoryLimitInMB: '128',
  logGroupName: 'test',
  logStreamName: 'test',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

/** An HTTP API event, payload format 2.0. */
export const httpEvent = (
  routeKey: string,
  pathParameters: Record<string, string>,
  body?: unknown,
  user: { id: string; groups?: string } = { id: 'rev-1' },
) => ({
  routeKey,
  pathParameters,
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  requestContext: {
    authorizer: { jwt: { claims: { sub: user.id, 'cognito:groups': user.groups ?? '[clerks reviewers admins]' } } },
  },
});
