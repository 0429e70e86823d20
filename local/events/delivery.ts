import type { Functions } from '../lambda/functions.ts';

/** An event that has to reach a function at least once; `acknowledge` takes it out of its outbox. */
export type Outgoing = { id: string | number; functionName: string; payload: string; acknowledge: () => void };

const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 60_000;

/**
 * Delivers the events of an outbox that is kept on disk, at least once and again after a crash, as EventBridge, SQS and
 * SNS do. An event whose function fails is tried again after a pause that grows; the others go on meanwhile.
 */
export const openDelivery = (functions: Functions, pending: () => Iterable<Outgoing>, log: (line: string) => void) => {
  const underWay = new Map<string | number, { pauseMilliseconds: number; timer?: NodeJS.Timeout }>();
  let closed = false;

  const deliver = async (event: Outgoing): Promise<void> => {
    const entry = underWay.get(event.id) ?? { pauseMilliseconds: firstPauseMilliseconds };
    underWay.set(event.id, entry);
    const delivered = await functions
      .invoke(event.functionName, event.payload)
      .then((result) => !('functionError' in result) && !hasFailures(result.payload))
      .catch(() => false);
    if (closed) return;
    if (delivered) {
      event.acknowledge();
      underWay.delete(event.id);
      return;
    }
    log(`an event for ${event.functionName} failed; next try in ${entry.pauseMilliseconds / 1000} s`);
    entry.timer = setTimeout(() => void deliver(event), entry.pauseMilliseconds);
    entry.pauseMilliseconds = Math.min(longestPauseMilliseconds, entry.pauseMilliseconds * 2);
  };

  return {
    /** Looks into the outbox; call it at the start and whenever something was put in. */
    poke(): void {
      if (closed) return;
      for (const event of pending()) if (!underWay.has(event.id)) void deliver(event);
    },
    close(): void {
      closed = true;
      for (const { timer } of underWay.values()) clearTimeout(timer);
    },
  };
};

/** A queue's function answers which messages it could not do. */
const hasFailures = (payload: string): boolean => {
  const answer: unknown = JSON.parse(payload);
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'batchItemFailures' in answer &&
    Array.isArray(answer.batchItemFailures) &&
    answer.batchItemFailures.length > 0
  );
};
