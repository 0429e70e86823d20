import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { environment } from './env.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export type Executions = {
  /** Starting the same name again is no second start, also after the first has ended. */
  start(name: string, input: unknown): Promise<void>;
  /** `undefined` when no execution has the name. */
  status(name: string): Promise<{ status: ExecutionStatus; error?: string; cause?: string } | undefined>;
  history(name: string): Promise<HistoryEvent[]>;
  arn(name: string): string;
};

export const sfnExecutions = (client: SFNClient = new SFNClient({})): Executions => {
  const arn = (name: string): string =>
    `${environment().STATE_MACHINE_ARN.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    arn,

    async start(name, input) {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn: environment().STATE_MACHINE_ARN,
            name,
            input: JSON.stringify(input),
          }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    async status(name) {
      try {
        const answer = await client.send(new DescribeExecutionCommand({ executionArn: arn(name) }));
        return {
          status: answer.status ?? 'RUNNING',
          ...(answer.error ? { error: answer.error } : {}),
          ...(answer.cause ? { cause: answer.cause } : {}),
        };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },

    async history(name) {
      const events: HistoryEvent[] = [];
      let nextToken: string | undefined;
      do {
        const answer = await client.send(
          new GetExecutionHistoryCommand({
            executionArn: arn(name),
            maxResults: 1000,
            includeExecutionData: false,
            ...(nextToken ? { nextToken } : {}),
          }),
        );
        events.push(...(answer.events ?? []));
        nextToken = answer.nextToken;
      } while (nextToken);
      return events;
    },
  };
};
