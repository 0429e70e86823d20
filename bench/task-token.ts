import { createServer } from 'node:http';
import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { answerJsonProtocol } from '../local/states/json-protocol.ts';
import { median } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { openEngine } from './states-contestants.ts';

const rounds = 60;
const warmUps = 10;
const Event = z.object({ token: z.string() });

const machine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Review',
  States: {
    Review: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
    },
  },
};

/**
 * How long after a person's answer the execution has ended, both ends seen through the AWS SDK: from the call of
 * SendTaskSuccess until DescribeExecution says SUCCEEDED.
 */
export const taskToken = async (): Promise<Row[]> => {
  let asked: (token: string) => void = () => undefined;
  const { engine, close } = openEngine((_, payload) => {
    asked(Event.parse(JSON.parse(payload)).token);
    return Promise.resolve({ payload: 'null' });
  });
  const server = createServer((request, response) => void answerJsonProtocol(request, response, engine.handle));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stateMachineArn = engine.createOrUpdateStateMachine('bench-token', JSON.stringify(machine));

  const once = async (): Promise<number> => {
    const token = new Promise<string>((resolve) => (asked = resolve));
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
    const taskToken = await token;
    const startMs = performance.now();
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"decision":"upheld"}' }));
    for (;;) {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (status !== 'RUNNING') return performance.now() - startMs;
    }
  };
  const times: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) times.push(await once());

  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await close();
  return [
    {
      name: 'SendTaskSuccess to SUCCEEDED seen by DescribeExecution',
      ours: { value: median(times.slice(warmUps)) },
      unit: 'ms',
      better: 'lower',
      goal: { value: 10 },
    },
  ];
};
