import type { SNSEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import { chain, oneLine, type Handler } from './chain.ts';
import { CaseId } from './domain/case-number.ts';
import { invalidInput } from './domain/errors.ts';
import { liveTools, type Tools, type ToolsFor } from './tools.ts';

/** What every state passes on: the case, and which execution runs. */
export const StateInput = z.object({ caseId: CaseId, execution: z.string() });

export type StepDefinition<I extends z.infer<typeof StateInput>, O> = {
  name: string;
  input: z.ZodType<I>;
  output: z.ZodType<O>;
  run: (input: I, tools: Tools) => Promise<O>;
};

/** A state of the machine: small input parsed, one result written by `run`, a reference returned. */
export const defineStep = <I extends z.infer<typeof StateInput>, O>(
  definition: StepDefinition<I, O>,
  toolsFor: ToolsFor = liveTools,
): Handler<unknown, O> =>
  chain(
    definition.name,
    toolsFor,
    (event) => {
      const known = StateInput.extend({ documentId: z.string().optional() }).safeParse(event).data;
      return known
        ? { execution: known.execution, fields: { caseId: known.caseId, documentId: known.documentId } }
        : { fields: {} };
    },
    async (event, { tools }) => {
      const input = definition.input.safeParse(event);
      if (!input.success) throw invalidInput(`${definition.name}: ${oneLine(input.error)}`);
      return definition.output.parse(await definition.run(input.data, tools));
    },
  );

/** Messages of a queue, each on its own: one that fails is delivered again, the others are done. */
export const defineQueueStep = <I>(
  definition: { name: string; message: z.ZodType<I>; run: (message: I, tools: Tools) => Promise<void> },
  toolsFor: ToolsFor = liveTools,
): Handler<SQSEvent, SQSBatchResponse> =>
  chain(
    definition.name,
    toolsFor,
    (event) => ({ fields: { messages: event.Records.length } }),
    async (event, { tools }) => {
      const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
      for (const record of event.Records) {
        try {
          await definition.run(definition.message.parse(JSON.parse(record.body)), tools);
        } catch (error) {
          tools.log.error('message failed', { errorName: error instanceof Error ? error.name : 'Error' });
          batchItemFailures.push({ itemIdentifier: record.messageId });
        }
      }
      return { batchItemFailures };
    },
  );

/** Notifications of a topic. An error is thrown on, so that the delivery is tried again. */
export const defineTopicStep = <I>(
  definition: { name: string; message: z.ZodType<I>; run: (message: I, tools: Tools) => Promise<void> },
  toolsFor: ToolsFor = liveTools,
): Handler<SNSEvent, void> =>
  chain(
    definition.name,
    toolsFor,
    (event) => ({ fields: { messages: event.Records.length } }),
    async (event, { tools }) => {
      for (const record of event.Records) {
        await definition.run(definition.message.parse(JSON.parse(record.Sns.Message)), tools);
      }
    },
  );
