import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';

/** `gone`: the wait is over already (answered before, timed out, or its execution has ended). Not a fault. */
export type TaskAnswer = 'answered' | 'gone';

export type TaskTokens = {
  succeed(token: string, output: unknown): Promise<TaskAnswer>;
  fail(token: string, error: string, cause: string): Promise<TaskAnswer>;
  heartbeat(token: string): Promise<TaskAnswer>;
};

export const sfnTaskTokens = (client: SFNClient = new SFNClient({})): TaskTokens => {
  const answer = async (call: Promise<unknown>): Promise<TaskAnswer> => {
    try {
      await call;
      return 'answered';
    } catch (error) {
      if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return 'gone';
      throw error;
    }
  };
  return {
    succeed: (token, output) =>
      answer(client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }))),
    fail: (token, error, cause) => answer(client.send(new SendTaskFailureCommand({ taskToken: token, error, cause }))),
    heartbeat: (token) => answer(client.send(new SendTaskHeartbeatCommand({ taskToken: token }))),
  };
};
