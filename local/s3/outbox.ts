import type { Catalog } from './catalog.ts';
import { integerOf, textOf } from './row.ts';
import type { PendingS3Event, S3Event } from './s3-event.ts';
import type { S3Log } from './s3-service.ts';

// Only `add` writes the column, in this very file: its shape is known.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const parseEvent = (text: string): S3Event => JSON.parse(text) as S3Event;

/** The number of its row is the sequencer of an event: it grows with every event, so also within a key, as S3 promises. */
const numbered = (event: S3Event, id: number): S3Event => {
  const sequencer = id.toString(16).toUpperCase().padStart(18, '0');
  return { ...event, detail: { ...event.detail, object: { ...event.detail.object, sequencer } } };
};

export type Outbox = ReturnType<typeof openOutbox>;

/**
 * Events are rows written in the transaction of what they tell, so that a crash loses none. A row stays until it is
 * acknowledged: after a restart the receiver asks for what is left, and may see an event twice (as on AWS).
 */
export const openOutbox = (
  catalog: Catalog,
  onEvent: ((event: S3Event, id: number) => void) | undefined,
  log: S3Log,
) => {
  const { db } = catalog;
  const insert = db.prepare('INSERT INTO outbox (event) VALUES (?)');
  const select = db.prepare('SELECT id, event FROM outbox ORDER BY id');
  const remove = db.prepare('DELETE FROM outbox WHERE id = ?');
  return {
    /** Inside a transaction. Nothing is kept when nobody listens. */
    add: (event: S3Event): void => {
      if (!onEvent) return;
      const id = Number(insert.run(JSON.stringify(event)).lastInsertRowid);
      catalog.afterCommit(() => {
        try {
          onEvent(numbered(event, id), id);
        } catch (error) {
          // The object is written and the row stays pending: the receiver's trouble must not undo either.
          log('s3.event.refused', { id, error: error instanceof Error ? error.name : 'unknown' });
        }
      });
    },
    pending: (): PendingS3Event[] =>
      select.all().map((row) => {
        const id = integerOf(row, 'id');
        return { id, event: numbered(parseEvent(textOf(row, 'event')), id) };
      }),
    /** May come to the disk a little later: at worst an event is seen twice. */
    acknowledge: (id: number): Promise<void> => catalog.commitSoon(() => void remove.run(id)),
  };
};
