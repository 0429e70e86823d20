import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkDefinition } from './check-definition.ts';
import type { Journal } from './journal.ts';
import { machineDefinition, type MachineDefinition } from './machine-definition.ts';
import { ServiceError } from './service-error.ts';

const machineRow = z.object({
  arn: z.string(),
  name: z.string(),
  type: z.string(),
  definition_hash: z.string(),
  role_arn: z.string(),
  revision_id: z.string(),
  created_ms: z.number(),
  updated_ms: z.number(),
  tags: z.string(),
});
export type MachineRow = z.infer<typeof machineRow>;

/** State machines and every definition that an execution was started with. */
export type MachineStore = {
  find(arn: string): MachineRow | undefined;
  list(): MachineRow[];
  text(hash: string): string;
  definition(hash: string): MachineDefinition;
  hashOf(definition: MachineDefinition): string;
  /** Throws ServiceError InvalidDefinition. */
  addDefinition(text: string): string;
  insert(machine: Omit<MachineRow, 'revision_id' | 'updated_ms'>): MachineRow;
  update(arn: string, change: { definitionHash: string; roleArn: string; atMs: number }): string;
  setTags(arn: string, tags: string): void;
  delete(arn: string): void;
};

export const createMachineStore = (journal: Journal): MachineStore => {
  const definitions = new Map<string, MachineDefinition>();
  const hashes = new WeakMap<MachineDefinition, string>();
  // Rows are kept here too, because a commit may be one turn behind what was acknowledged to nobody yet.
  const rows = new Map(
    z
      .array(machineRow)
      .parse(journal.sql('select * from machines').all())
      .map((row) => [row.arn, row]),
  );

  const text = (hash: string): string =>
    z.object({ text: z.string() }).parse(journal.sql('select text from definitions where hash = ?').get(hash)).text;

  const definition = (hash: string): MachineDefinition => {
    const known = definitions.get(hash);
    if (known) return known;
    const parsed = machineDefinition.parse(JSON.parse(text(hash)));
    definitions.set(hash, parsed);
    hashes.set(parsed, hash);
    return parsed;
  };

  const save = (row: MachineRow): void => {
    rows.set(row.arn, row);
    journal.write(() => {
      journal
        .sql(
          `insert into machines (arn, name, type, definition_hash, role_arn, revision_id, created_ms, updated_ms, tags) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
           on conflict (arn) do update set definition_hash = excluded.definition_hash, role_arn = excluded.role_arn,
             revision_id = excluded.revision_id, updated_ms = excluded.updated_ms, tags = excluded.tags`,
        )
        .run(
          row.arn,
          row.name,
          row.type,
          row.definition_hash,
          row.role_arn,
          row.revision_id,
          row.created_ms,
          row.updated_ms,
          row.tags,
        );
    });
  };

  return {
    find: (arn) => rows.get(arn),
    list: () => Array.from(rows.values()).sort((a, b) => a.name.localeCompare(b.name)),
    text,
    definition,
    hashOf(found) {
      const hash = hashes.get(found);
      if (hash === undefined) throw new Error('a definition that was not loaded here');
      return hash;
    },
    addDefinition(source) {
      const hash = createHash('sha256').update(source).digest('hex');
      // What is stored was checked when it came.
      if (definitions.has(hash) || journal.sql('select 1 from definitions where hash = ?').get(hash)) return hash;
      const { definition: parsed, diagnostics } = checkDefinition(source);
      const [first] = diagnostics;
      if (!parsed) {
        const problem = first ? `${first.code}: ${first.message} at ${first.location}` : 'SCHEMA_VALIDATION_FAILED';
        throw new ServiceError('InvalidDefinition', `Invalid State Machine Definition: '${problem}'`);
      }
      definitions.set(hash, parsed);
      hashes.set(parsed, hash);
      // Written at once: reading it back must not depend on the next commit.
      journal.sql('insert or ignore into definitions (hash, text) values (?, ?)').run(hash, source);
      return hash;
    },
    insert(machine) {
      const row = { ...machine, revision_id: randomUUID(), updated_ms: machine.created_ms };
      save(row);
      return row;
    },
    update(arn, { definitionHash, roleArn, atMs }) {
      const row = rows.get(arn);
      if (!row) throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
      const revision = randomUUID();
      save({ ...row, definition_hash: definitionHash, role_arn: roleArn, revision_id: revision, updated_ms: atMs });
      return revision;
    },
    setTags(arn, tags) {
      const row = rows.get(arn);
      if (row) save({ ...row, tags });
    },
    delete(arn) {
      rows.delete(arn);
      journal.write(() => void journal.sql('delete from machines where arn = ?').run(arn));
    },
  };
};
