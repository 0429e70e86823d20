import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TagResourceCommand,
  TaskTimedOut,
  InvalidToken,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { answerJsonProtocol } from '../../../local/states/json-protocol.ts';
import { openHarness } from './engine-harness.ts';

const pass = (output: unknown): string =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'P',
    States: { P: { Type: 'Pass', Output: output, End: true } },
  });
const roleArn = 'arn:aws:iam::111111111111:role/test';

describe('the API through the AWS SDK', () => {
  const tokens: string[] = [];
  const harness = openHarness({
    ask(event) {
      tokens.push(JSON.stringify(event).split('"')[3] ?? '');
      return {};
    },
  });
  let server: Server;
  let client: SFNClient;

  beforeAll(async () => {
    server = createServer((request, response) => void answerJsonProtocol(request, response, harness.engine.handle));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    client = new SFNClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
    await harness.engine.close();
  });

  test('machines: create is idempotent, update changes, tags come and go, times are dates', async () => {
    const request = { name: 'm', definition: pass(1), roleArn };
    const created = await client.send(new CreateStateMachineCommand(request));
    expect(created.creationDate).toBeInstanceOf(Date);
    expect(await client.send(new CreateStateMachineCommand(request))).toMatchObject({
      stateMachineArn: created.stateMachineArn,
    });
    await expect(client.send(new CreateStateMachineCommand({ ...request, definition: pass(2) }))).rejects.toMatchObject(
      { name: 'StateMachineAlreadyExists' },
    );
    const { stateMachineArn } = created;
    await client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: pass(3) }));
    expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      definition: pass(3),
      status: 'ACTIVE',
    });
    await client.send(
      new TagResourceCommand({
        resourceArn: stateMachineArn,
        tags: [
          { key: 'a', value: '1' },
          { key: 'b', value: '2' },
        ],
      }),
    );
    await client.send(new UntagResourceCommand({ resourceArn: stateMachineArn, tagKeys: ['a'] }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn: stateMachineArn }))).tags).toEqual([
      { key: 'b', value: '2' },
    ]);
    expect((await client.send(new ListStateMachinesCommand({}))).stateMachines).toMatchObject([{ name: 'm' }]);
  });

  test('executions: idempotent while running, pages of executions and of history in both directions', async () => {
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 3600, End: true } },
    });
    const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'wait', definition, roleArn }));
    const request = { stateMachineArn, name: 'same', input: '{"a":1}' };
    const [first, second] = await Promise.all([
      client.send(new StartExecutionCommand(request)),
      client.send(new StartExecutionCommand(request)),
    ]);
    expect(second.startDate).toEqual(first.startDate);
    await expect(client.send(new StartExecutionCommand({ ...request, input: '{}' }))).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await expect(client.send(new StartExecutionCommand({ ...request, name: 'x', input: '' }))).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
    });
    for (const name of ['b', 'c']) await client.send(new StartExecutionCommand({ stateMachineArn, name }));
    const page = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    const rest = await client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken: page.nextToken }),
    );
    expect([...(page.executions ?? []), ...(rest.executions ?? [])].map((found) => found.name)).toEqual([
      'c',
      'b',
      'same',
    ]);
    expect(rest.nextToken).toBeUndefined();
    await expect(client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1001 }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const { executionArn } = first;
    const newest = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
    );
    expect(newest.events).toMatchObject([
      { id: 2, type: 'WaitStateEntered', stateEnteredEventDetails: { name: 'W', input: '{"a":1}' } },
    ]);
    const oldest = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1, nextToken: newest.nextToken }),
    );
    expect(oldest.events).toMatchObject([{ id: 1, type: 'ExecutionStarted' }]);
  });

  test('errors arrive as the classes of the SDK', async () => {
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '1' }))).rejects.toBeInstanceOf(
      InvalidToken,
    );
    const ask = {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
    };
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: ask } });
    const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'ask', definition, roleArn }));
    await client.send(new StartExecutionCommand({ stateMachineArn }));
    while (tokens.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '1' }));
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '1' }))).rejects.toBeInstanceOf(
      TaskTimedOut,
    );
  });

  test('what is not emulated is UnknownOperationException, and definitions can be checked', async () => {
    const sync = client.send(
      new StartSyncExecutionCommand({ stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:m' }),
      {},
    );
    await expect(sync).rejects.toBeInstanceOf(Error);
    await expect(harness.engine.handle('StartSyncExecution', {})).rejects.toMatchObject({
      type: 'UnknownOperationException',
    });
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition: pass(1) }))).toMatchObject({
      result: 'OK',
    });
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition: '{}' }))).toMatchObject({
      result: 'FAIL',
    });
  });

  test('a body that is not JSON, a wrong target and a wrong method are answered as AWS does', async () => {
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
    const post = (target: string, body: string): Promise<Response> =>
      fetch(url, { method: 'POST', headers: { 'x-amz-target': target }, body });
    expect(await (await post('AWSStepFunctions.ListStateMachines', '{')).json()).toMatchObject({
      __type: expect.stringMatching(/#SerializationException$/),
    });
    expect((await post('Other.ListStateMachines', '{}')).status).toBe(400);
    const answer = await post('AWSStepFunctions.ListStateMachines', '{}');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[\w-]{36}$/);
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.0');
  });
});
