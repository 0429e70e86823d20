import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const Row = z.object({ id: z.number(), topicArn: z.string(), message: z.string() });

/** The topics of one machine: notifications lie on disk until their function has taken them. */
export const openNotifications = (databasePath: string) => {
  const db = new DatabaseSync(databasePath);
  db.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS notification (id INTEGER PRIMARY KEY, topicArn TEXT NOT NULL, message TEXT NOT NULL)`);
  const insert = db.prepare('INSERT INTO notification (topicArn, message) VALUES (?, ?)');
  const select = db.prepare('SELECT id, topicArn, message FROM notification ORDER BY id');
  const remove = db.prepare('DELETE FROM notification WHERE id = ?');
  return {
    put: (topicArn: string, message: string): void => void insert.run(topicArn, message),
    pending: () => z.array(Row).parse(select.all()),
    acknowledge: (id: number): void => void remove.run(id),
    close: (): void => db.close(),
  };
};
