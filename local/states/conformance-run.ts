import { compareEvents, differences, type ActualEvent } from './conformance-compare.ts';
import type { ApiScenario, ExecutionScenario, Scenario } from './conformance-scenario.ts';
import { isObject } from './json.ts';
import { ServiceError } from './service-error.ts';
import { openStates, type StatesEngine } from './states-engine.ts';

// Over 150 lines: runs the two kinds of scenario and plays the functions, the bucket and the worker around them.

/** Problems of a scenario by level; a level without entries passed. */
export type Outcome = { final: string[]; order: string[]; details: string[]; previousIds: string[] };

const region = 'us-east-1';
const accountId = '111111111111';
const maxWaitMs = 90_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

class FunctionNotFound extends Error {
  override name = 'FunctionNotFound';
}

type Host = { engine: StatesEngine; close(): Promise<void> };

const openHost = (scenario: Scenario): Host => {
  const stored = new Map(
    (scenario.s3 ?? []).map((object) => [`${object.bucket}/${object.key}`, Buffer.from(object.body)]),
  );
  const abort = new AbortController();

  const work = async (payload: string): Promise<void> => {
    const event: unknown = JSON.parse(payload);
    const taskToken = isObject(event) ? event['TaskToken'] : undefined;
    if (typeof taskToken !== 'string' || !scenario.worker) return;
    await pause(20);
    for (const { do: calls } of scenario.worker) {
      for (const call of calls) {
        const { op, ...params } = typeof call === 'string' ? { op: call } : call;
        const output =
          'output' in params && params.output === 'the lambda payload, verbatim' ? { output: payload } : {};
        await engine.handle(op, { taskToken, ...params, ...output });
      }
    }
  };

  const invokeFunction = async (
    name: string,
    payload: string,
  ): Promise<{ payload: string; functionError?: 'Unhandled' }> => {
    const lambda = scenario.lambdas?.[name];
    if (!lambda) throw new FunctionNotFound(name);
    void work(payload).catch(() => undefined);
    switch (lambda.kind) {
      case 'raise':
        return { payload: JSON.stringify(lambda.payload), functionError: 'Unhandled' };
      case 'return':
        return { payload: JSON.stringify(lambda.value ?? null) };
      case 'return-string-of-length':
        return { payload: JSON.stringify('0'.repeat(lambda.length ?? 0)) };
      case 'sleep':
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, (lambda.seconds ?? 0) * 1000);
          abort.signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        });
        return { payload };
      default:
        return { payload };
    }
  };

  const engine = openStates({
    databasePath: ':memory:',
    region,
    accountId,
    invokeFunction,
    objects: {
      async get(bucket, key) {
        const body = stored.get(`${bucket}/${key}`);
        if (!body) throw new Error('The specified key does not exist.');
        return body;
      },
      async put(bucket, key, body) {
        stored.set(`${bucket}/${key}`, Buffer.from(body));
      },
      async *list(bucket, prefix) {
        for (const [path, body] of Array.from(stored).sort(([a], [b]) => (a < b ? -1 : 1))) {
          const key = path.slice(bucket.length + 1);
          if (path.startsWith(`${bucket}/`) && key.startsWith(prefix))
            yield { Key: key, Size: body.length, ETag: '""', LastModified: new Date(0) };
        }
      },
    },
  });
  engine.resume();
  return {
    engine,
    close() {
      abort.abort();
      return engine.close();
    },
  };
};

const answerOf = async (engine: StatesEngine, operation: string, body: unknown): Promise<Record<string, unknown>> => {
  const answer = await engine.handle(operation, body);
  if (!isObject(answer)) throw new Error(`${operation} did not answer with an object`);
  return answer;
};

const ended = async (engine: StatesEngine, executionArn: unknown): Promise<Record<string, unknown>> => {
  for (const since = Date.now(); Date.now() - since < maxWaitMs; await pause(10)) {
    const execution = await answerOf(engine, 'DescribeExecution', { executionArn });
    if (execution['status'] !== 'RUNNING') return execution;
  }
  throw new Error('the execution did not end');
};

const plainEvent = (event: unknown): ActualEvent => {
  if (!isObject(event)) throw new Error('an event is no object');
  const key = Object.keys(event).find((name) => name.endsWith('EventDetails'));
  const details = key === undefined ? {} : event[key];
  return {
    id: Number(event['id']),
    previousEventId: Number(event['previousEventId']),
    type: String(event['type']),
    details: isObject(details) ? details : {},
  };
};

const historyOf = async (engine: StatesEngine, executionArn: unknown): Promise<ActualEvent[]> => {
  const events: ActualEvent[] = [];
  let nextToken: unknown;
  do {
    const page = await answerOf(engine, 'GetExecutionHistory', {
      executionArn,
      maxResults: 1000,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    if (Array.isArray(page['events'])) events.push(...page['events'].map(plainEvent));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return events;
};

const without = (events: readonly ActualEvent[], leftOut: ReadonlyMap<string, string[]>): ActualEvent[] =>
  events.map((event) => {
    const names = leftOut.get(event.type) ?? [];
    return {
      ...event,
      details: Object.fromEntries(Object.entries(event.details).filter(([key]) => !names.includes(key))),
    };
  });

/** Makes the recorded calls from outside while the execution runs. */
const act = async (
  engine: StatesEngine,
  executionArn: unknown,
  actions: ExecutionScenario['actions'],
): Promise<void> => {
  for (const action of actions ?? []) {
    await pause(300);
    const { op, ...params } = typeof action === 'string' ? { op: action } : action;
    const given = isObject(params['params']) ? params['params'] : params;
    await engine.handle(op, { ...given, executionArn });
  }
};

const runExecution = async (scenario: ExecutionScenario, host: Host): Promise<Outcome> => {
  const { engine } = host;
  const ignored = new Set(scenario.ignoreKeys);
  const { expected } = scenario;
  // Callbacks were recorded with a queue: what was sent and what the queue answered is left out of those recordings.
  const leftOut =
    scenario.origin === 'transposed'
      ? new Map([
          ['TaskScheduled', ['parameters']],
          ['TaskSubmitted', ['output']],
        ])
      : new Map<string, string[]>();
  const outcome: Outcome = { final: [], order: [], details: [], previousIds: [] };
  const created = await answerOf(engine, 'CreateStateMachine', {
    name: 'scenario',
    definition: JSON.stringify(scenario.definition),
    roleArn: `arn:aws:iam::${accountId}:role/scenario`,
  });
  const runs = Array.from({ length: scenario.repeat ?? 1 }, async () => {
    const started = await answerOf(engine, 'StartExecution', {
      stateMachineArn: created['stateMachineArn'],
      input: JSON.stringify(scenario.input),
    });
    await act(engine, started['executionArn'], scenario.actions);
    return ended(engine, started['executionArn']);
  });
  for (const execution of await Promise.all(runs)) {
    const output: unknown = typeof execution['output'] === 'string' ? JSON.parse(execution['output']) : undefined;
    if (execution['status'] !== expected.status)
      outcome.final.push(
        `status: expected ${expected.status}, got ${String(execution['status'])} (${String(execution['error'])}: ${String(execution['cause'])})`,
      );
    if ('output' in expected) outcome.final.push(...differences(expected.output, output, ignored, false, 'output'));
    if ('error' in expected)
      outcome.final.push(...differences(expected.error ?? undefined, execution['error'], ignored, false, 'error'));
    if ('cause' in expected && scenario.origin !== 'translated' && scenario.compareLevel !== 'final') {
      outcome.final.push(...differences(expected.cause ?? undefined, execution['cause'], ignored, false, 'cause'));
    }
    if (scenario.compareLevel === 'final') continue;
    const compared = compareEvents(
      expected.events,
      without(await historyOf(engine, execution['executionArn']), leftOut),
      ignored,
    );
    outcome.order.push(...compared.order);
    outcome.details.push(...compared.details);
    outcome.previousIds.push(...compared.previousIds);
  }
  return outcome;
};

const resolveReferences = (value: unknown, answers: readonly unknown[]): unknown => {
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, answers));
  if (!isObject(value)) return value;
  if (typeof value['$ref'] === 'string') {
    let found: unknown = answers;
    for (const part of value['$ref'].split('.'))
      found = Array.isArray(found) ? found[Number(part)] : isObject(found) ? found[part] : undefined;
    return found;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, answers)]));
};

/**
 * The definition as text. The data set keeps definitions as objects; where an equal one was refused as a duplicate,
 * AWS was sent a text of other formatting, so the second text is written differently.
 */
const definitionText = (definition: unknown, sent: Set<string>, isRefused: boolean): string => {
  const text = JSON.stringify(definition);
  const other = isRefused && sent.has(text) ? JSON.stringify(definition, undefined, 2) : text;
  sent.add(other);
  return other;
};

const runApi = async (scenario: ApiScenario, host: Host): Promise<Outcome> => {
  const { engine } = host;
  const outcome: Outcome = { final: [], order: [], details: [], previousIds: [] };
  const answers: unknown[] = [];
  const sent = new Set<string>();
  for (const [at, step] of scenario.steps.entries()) {
    const resolved = resolveReferences(step.params ?? {}, answers);
    const params = isObject(resolved) ? { ...resolved } : {};
    if (isObject(params['definition']))
      params['definition'] = definitionText(params['definition'], sent, step.expectError !== undefined);
    // Names were unique in the recording; literal ARNs of later steps must not meet what is created here.
    if (step.op === 'CreateStateMachine') params['name'] = `${String(params['name'])}-1`;
    if (/^(Describe|List|Get)/.test(step.op)) {
      for (const answer of answers)
        if (isObject(answer) && 'executionArn' in answer && 'startDate' in answer)
          await ended(engine, answer['executionArn']);
    }
    try {
      const answer = await engine.handle(step.op, params);
      answers.push(answer);
      if (step.expectError) outcome.final.push(`step ${at}: expected ${step.expectError.code}`);
      else if (step.expect !== undefined) {
        const events =
          isObject(answer) && Array.isArray(answer['events']) ? answer['events'].map(plainEvent) : undefined;
        const plain =
          events && isObject(answer)
            ? {
                ...answer,
                events: events.map((event) =>
                  Object.keys(event.details).length === 0 ? { ...event, details: undefined } : event,
                ),
              }
            : answer;
        outcome.final.push(...differences(step.expect, plain, new Set(scenario.ignoreKeys), true, `step ${at}`));
      }
    } catch (error) {
      answers.push(undefined);
      if (!(error instanceof ServiceError)) throw error;
      if (step.expectError?.code !== error.type) outcome.final.push(`step ${at}: ${error.type}: ${error.message}`);
    }
  }
  return outcome;
};

/** Runs one scenario on an engine of its own. */
export const runScenario = async (scenario: Scenario): Promise<Outcome> => {
  const host = openHost(scenario);
  try {
    return scenario.kind === 'execution' ? await runExecution(scenario, host) : await runApi(scenario, host);
  } catch (error) {
    return { final: [error instanceof Error ? error.message : String(error)], order: [], details: [], previousIds: [] };
  } finally {
    await host.close();
  }
};
