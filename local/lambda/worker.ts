import { parentPort } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

// One instance of the functions' runtime: loads a handler when it is first asked for and runs one invocation at a time.

const Invocation = z.object({
  id: z.number(),
  functionName: z.string(),
  modulePath: z.string(),
  payload: z.string(),
  timeoutSeconds: z.number(),
});
const HandlerModule = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
});

const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');

port.on('message', (message: unknown) => {
  const invocation = Invocation.parse(message);
  void run(invocation).then((result) => port.postMessage({ id: invocation.id, ...result }));
});

const run = async ({ functionName, modulePath, payload, timeoutSeconds }: z.infer<typeof Invocation>) => {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const context = {
    functionName,
    functionVersion: '$LATEST',
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const { handler } = HandlerModule.parse(await import(pathToFileURL(modulePath).href));
    return { payload: JSON.stringify((await handler(JSON.parse(payload), context)) ?? null) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return {
      functionError: 'Unhandled',
      payload: JSON.stringify({
        errorType: error.name,
        errorMessage: error.message,
        trace: (error.stack ?? '').split('\n'),
      }),
    };
  }
};
