import { z } from 'zod';

const eventRow = z.object({
  id: z.number(),
  previous_id: z.number(),
  type: z.string(),
  at_ms: z.number(),
  details: z.string().nullable(),
});

/** The member of a HistoryEvent that carries the details of a type: one for all Entered and one for all Exited events. */
const detailsKey = (type: string): string => {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
};

/** A row of the journal as GetExecutionHistory shows it. */
export const historyEvent = (row: unknown, includeData: boolean): Record<string, unknown> => {
  const event = eventRow.parse(row);
  const base = { timestamp: event.at_ms / 1000, type: event.type, id: event.id, previousEventId: event.previous_id };
  if (event.details === null) return base;
  const details: Record<string, unknown> = z.record(z.string(), z.unknown()).parse(JSON.parse(event.details));
  if (!includeData) for (const name of ['input', 'output', 'parameters', 'assignedVariables']) delete details[name];
  return { ...base, [detailsKey(event.type)]: details };
};
