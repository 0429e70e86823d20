import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * The journal: SQLite in WAL mode with `synchronous=FULL`, so that what was acknowledged survives a power cut,
 * not only a killed process. One commit covers everything that happened in one turn of the event loop (group commit):
 * writes are queued with `write`, and whatever the outside world may see (a function call, an HTTP answer) is queued
 * with `afterCommit`, so no effect ever runs ahead of its record.
 */
const schema = `
create table if not exists machines (arn text primary key, name text not null, type text not null, definition_hash text not null,
  role_arn text not null, revision_id text not null, created_ms integer not null, updated_ms integer not null, tags text not null) strict;
create table if not exists definitions (hash text primary key, text text not null) strict;
create table if not exists executions (id integer primary key, arn text not null unique, name text not null, machine_arn text not null,
  definition_hash text not null, role_arn text not null, place text not null, input text not null, status text not null,
  start_ms integer not null, stop_ms integer, output text, error text, cause text, deadline_ms integer,
  redrive_count integer not null default 0, redrive_ms integer, redrive_token text, map_run_id integer, item_index integer) strict;
create index if not exists executions_by_machine on executions (machine_arn, start_ms, id);
create index if not exists executions_by_map_run on executions (map_run_id, id) where map_run_id is not null;
create index if not exists executions_running on executions (id) where status = 'RUNNING';
create table if not exists events (execution_id integer not null, id integer not null, previous_id integer not null, type text not null,
  at_ms integer not null, details text, primary key (execution_id, id)) strict, without rowid;
create table if not exists frames (id integer primary key, execution_id integer not null, parent_id integer, data text not null, items text) strict;
create index if not exists frames_by_execution on frames (execution_id);
create table if not exists tokens (token text primary key, execution_id integer not null) strict, without rowid;
create table if not exists map_runs (id integer primary key, arn text not null unique, execution_id integer not null, frame_id integer not null,
  status text not null, start_ms integer not null, stop_ms integer, redrive_count integer not null default 0, redrive_ms integer, data text not null) strict;
create index if not exists map_runs_by_execution on map_runs (execution_id);
create table if not exists map_items (run_id integer not null, idx integer not null, input text not null, item_count integer not null,
  status text not null, output text, execution_id integer, primary key (run_id, idx)) strict, without rowid;
`;

const retryDelayMs = 1_000;

export type Journal = {
  readonly database: DatabaseSync;
  /** A prepared statement, cached by its text. */
  sql(text: string): StatementSync;
  /** Queues a write for the next commit. */
  write(work: () => void): void;
  /** Runs after the commit that covers everything queued so far. */
  afterCommit(effect: () => void): void;
  /** Resolves once everything queued so far is durable. */
  committed(): Promise<void>;
  close(): void;
};

/**
 * Opens the journal. `collect` is called at the start of every commit and may still queue writes (changed frames).
 * If a commit fails (a full disk), nothing is lost: the queue stays and is tried again every second.
 */
export const openJournal = (path: string, collect: () => void, onFailure: (error: unknown) => void): Journal => {
  const database = new DatabaseSync(path);
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000; pragma wal_autocheckpoint = 4000;',
  );
  database.exec(schema);
  const statements = new Map<string, StatementSync>();
  let writes: (() => void)[] = [];
  let effects: (() => void)[] = [];
  let isScheduled = false;
  let isClosed = false;

  const commit = (): void => {
    if (isClosed) return;
    collect();
    isScheduled = false;
    const done = writes.length;
    const ready = effects;
    if (done > 0) {
      try {
        database.exec('begin immediate');
        for (const work of writes) work();
        database.exec('commit');
      } catch (error) {
        if (database.isTransaction) database.exec('rollback');
        onFailure(error);
        isScheduled = true;
        setTimeout(commit, retryDelayMs).unref();
        return;
      }
    }
    writes = [];
    effects = [];
    for (const effect of ready) effect();
  };
  const schedule = (): void => {
    if (isScheduled || isClosed) return;
    isScheduled = true;
    setImmediate(commit);
  };

  return {
    database,
    sql(text) {
      let statement = statements.get(text);
      if (!statement) {
        statement = database.prepare(text);
        statements.set(text, statement);
      }
      return statement;
    },
    write(work) {
      writes.push(work);
      schedule();
    },
    afterCommit(effect) {
      effects.push(effect);
      schedule();
    },
    committed() {
      return new Promise((resolve) => {
        effects.push(resolve);
        schedule();
      });
    },
    close() {
      if (isClosed) return;
      commit();
      isClosed = true;
      database.close();
    },
  };
};
