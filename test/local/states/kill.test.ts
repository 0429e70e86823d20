import {
  SFNClient,
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openFolder } from './crash-image.ts';
import { eventually } from './engine-harness.ts';

type Host = { process: ChildProcess; client: SFNClient; machineArn: string; kill(): Promise<void> };

const task = (more: object): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'step', Payload: { item: '{% $states.input %}' } },
  ...more,
});
const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      Items: Array.from({ length: 20 }, (_, at) => at),
      MaxConcurrency: 2,
      ItemProcessor: { StartAt: 'Step', States: { Step: task({ End: true }) } },
      Next: 'Ask',
    },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      TimeoutSeconds: 2_592_000,
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
    },
  },
});

test('kill -9 in a Map and while waiting for a token: both waits survive, only running calls are repeated', async () => {
  const folder = openFolder();
  const calls: string[] = [];
  const open = async (): Promise<Host> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-host.ts'), folder.path('a'), definition], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<string[]>((resolve) => {
      lines.on('line', (line) => {
        const [kind, ...rest] = line.split(' ');
        if (kind === 'call') calls.push(line);
        else resolve(rest);
      });
    });
    const [port, machineArn] = await ready;
    const client = new SFNClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    return {
      process: child,
      client,
      machineArn: machineArn ?? '',
      async kill() {
        client.destroy();
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  };

  let host = await open();
  const { executionArn } = await host.client.send(
    new StartExecutionCommand({ stateMachineArn: host.machineArn, input: '{}' }),
  );
  await eventually(() => (calls.length >= 6 ? true : undefined));
  await host.kill();
  host = await open();
  const asked = (): string[] => calls.filter((call) => call.startsWith('call ask'));
  await eventually(() => (asked().length > 0 ? true : undefined));
  // The answer to the function that asks is durable before the process is killed.
  await eventually(async () => {
    const answer = await host.client.send(new DescribeExecutionCommand({ executionArn }));
    return answer.status === 'RUNNING' ? true : undefined;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await host.kill();
  host = await open();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const steps = calls.filter((call) => call.startsWith('call step'));
  expect(new Set(steps).size).toBe(20);
  expect(steps.length).toBeLessThanOrEqual(22);
  expect(asked()).toHaveLength(1);
  const token = /"token":"([^"]+)"/.exec(asked()[0] ?? '')?.[1];
  await host.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '"decided"' }));
  const ended = await eventually(async () => {
    const answer = await host.client.send(new DescribeExecutionCommand({ executionArn }));
    return answer.status === 'RUNNING' ? undefined : answer;
  });
  expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '"decided"' });
  expect(ended.stopDate).toBeInstanceOf(Date);
  await host.kill();
  folder.remove();
});
