import { createExecutionOperations } from './execution-operations.ts';
import { createMachineOperations } from './machine-operations.ts';
import { createMapRunOperations } from './map-run-operations.ts';
import type { Parts } from './request.ts';
import { ServiceError } from './service-error.ts';
import { createTaskOperations } from './task-operations.ts';

export const createOperations = (
  parts: Parts,
): {
  handle: (operation: string, body: unknown) => Promise<unknown>;
  createOrUpdateStateMachine: (name: string, definition: string) => string;
} => {
  const machineOperations = createMachineOperations(parts);
  const operations = new Map(
    Object.entries({
      ...machineOperations.operations,
      ...createExecutionOperations(parts),
      ...createTaskOperations(parts),
      ...createMapRunOperations(parts),
    }),
  );
  const reads = /^(Describe|List|Get|Redrive)/;
  return {
    createOrUpdateStateMachine: machineOperations.createOrUpdate,
    async handle(operation, body) {
      const found = operations.get(operation);
      if (!found) throw new ServiceError('UnknownOperationException', '');
      // Reads go to the database, so what happened before must be in it; answers wait until what they tell is durable.
      if (reads.test(operation)) await parts.core.journal.committed();
      const answer = found(body);
      if (!reads.test(operation) || operation === 'RedriveExecution') await parts.core.journal.committed();
      return answer;
    },
  };
};
