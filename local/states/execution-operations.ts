import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { historyEvent } from './history.ts';
import { isTooLarge, parseJson } from './json.ts';
import {
  invalidArn,
  isName,
  machineArnForm,
  maxResults,
  nextPage,
  pageOf,
  pageRange,
  parseRequest,
  seconds,
  type Operations,
  type Parts,
} from './request.ts';
import { redriveExecution } from './redrive.ts';
import { ServiceError } from './service-error.ts';

// Over 150 lines: the operations on executions, each short.

const executionRow = z.object({
  id: z.number(),
  arn: z.string(),
  name: z.string(),
  machine_arn: z.string(),
  definition_hash: z.string(),
  role_arn: z.string(),
  input: z.string(),
  status: z.string(),
  start_ms: z.number(),
  stop_ms: z.number().nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  redrive_count: z.number(),
  redrive_ms: z.number().nullable(),
  redrive_token: z.string().nullable(),
  map_run_id: z.number().nullable(),
  item_index: z.number().nullable(),
});
export type ExecutionRow = z.infer<typeof executionRow>;

const executionArnForm = /^arn:aws[\w-]*:states:[\w-]*:\d*:execution:[^:]+:[^:]+$/;
const mapRunArnForm = /^arn:aws[\w-]*:states:[\w-]*:\d*:mapRun:[^:]+:[^:]+$/;
const dayMs = 86_400_000;
const redrivableDays = 14;
const maxRedrivableEvents = 24_999;

const startRequest = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
});
const executionRequest = z.object({ executionArn: z.string() });
const paging = { maxResults, nextToken: z.string().optional() };

export const createExecutionOperations = ({ core, machines, store, interpreter }: Parts): Operations => {
  const { journal } = core;

  const row = (arn: string): ExecutionRow | undefined => {
    const found = journal.sql('select * from executions where arn = ?').get(arn);
    return found === undefined ? undefined : executionRow.parse(found);
  };
  const find = (arn: string): ExecutionRow => {
    if (!executionArnForm.test(arn)) throw invalidArn(arn);
    const found = row(arn);
    if (!found) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return found;
  };
  /** Executions started in this very turn are not in the database yet. */
  const started = new Map<string, { input: string; startMs: number }>();

  const startExecution = (body: unknown): unknown => {
    const request = parseRequest(startRequest, body);
    if (!machineArnForm.test(request.stateMachineArn)) throw invalidArn(request.stateMachineArn);
    const machine = machines.find(request.stateMachineArn);
    if (!machine)
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${request.stateMachineArn}'`);
    const input = request.input ?? '{}';
    try {
      parseJson(input);
    } catch (error) {
      const text = error instanceof Error ? error.message : 'not JSON';
      throw new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`);
    }
    if (isTooLarge(input))
      throw new ServiceError(
        'InvalidExecutionInput',
        "Invalid State Machine Execution Input: 'The input exceeds 262144 bytes'",
      );
    const name = request.name ?? randomUUID();
    if (!isName(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
    const arn = `arn:aws:states:${core.region}:${core.accountId}:execution:${machine.name}:${name}`;
    const found = request.name === undefined ? undefined : row(arn);
    const earlier =
      started.get(arn) ?? (found?.status === 'RUNNING' ? { input: found.input, startMs: found.start_ms } : undefined);
    if (earlier?.input === input) return { executionArn: arn, startDate: seconds(earlier.startMs) };
    if (earlier || found) throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    const definition = machines.definition(machine.definition_hash);
    const run = store.start({
      arn,
      name,
      machineArn: machine.arn,
      machineName: machine.name,
      roleArn: machine.role_arn,
      definitionHash: machine.definition_hash,
      place: [],
      input,
      timeoutSeconds: definition.TimeoutSeconds,
      mapRunId: null,
      itemIndex: null,
    });
    started.set(arn, { input, startMs: run.startMs });
    journal.afterCommit(() => started.delete(arn));
    return { executionArn: arn, startDate: seconds(run.startMs) };
  };

  const stopExecution = (body: unknown): unknown => {
    const request = parseRequest(
      executionRequest.extend({ error: z.string().optional(), cause: z.string().optional() }),
      body,
    );
    const found = find(request.executionArn);
    const run = core.executions.get(found.id);
    if (run)
      core.endExecution(run, {
        status: 'ABORTED',
        previousId: 0,
        error: request.error ?? null,
        cause: request.cause ?? null,
      });
    return { stopDate: seconds(run ? core.now() : (found.stop_ms ?? core.now())) };
  };

  const eventCount = (id: number): number =>
    z
      .object({ last: z.number().nullable() })
      .parse(journal.sql('select max(id) as last from events where execution_id = ?').get(id)).last ?? 0;

  const notRedrivable = (found: ExecutionRow): string | undefined => {
    if (found.status === 'RUNNING' || found.status === 'SUCCEEDED')
      return `Execution is ${found.status} and cannot be redriven`;
    if (found.stop_ms !== null && core.now() - found.stop_ms > redrivableDays * dayMs)
      return 'Execution has exceeded its redrivable period';
    if (eventCount(found.id) >= maxRedrivableEvents)
      return 'Execution history event count exceeds the limit for redrive';
    return undefined;
  };
  const redriveStatus = (found: ExecutionRow): Record<string, unknown> => {
    const reason = notRedrivable(found);
    if (reason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };
    return { redriveStatus: found.map_run_id === null ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
  };

  const redrive = (body: unknown): unknown => {
    const request = parseRequest(executionRequest.extend({ clientToken: z.string().optional() }), body);
    const found = find(request.executionArn);
    if (request.clientToken !== undefined && request.clientToken === found.redrive_token && found.redrive_ms !== null) {
      return { redriveDate: seconds(found.redrive_ms) };
    }
    const reason =
      found.map_run_id === null
        ? notRedrivable(found)
        : 'Execution is a child of a Map Run and cannot be redriven by itself';
    if (reason !== undefined || core.executions.has(found.id))
      throw new ServiceError('ExecutionNotRedrivable', reason ?? 'Execution is RUNNING and cannot be redriven');
    redriveExecution(core, store, interpreter, found.id);
    const redriveMs = core.executions.get(found.id)?.redriveMs ?? core.now();
    journal.write(
      () =>
        void journal
          .sql('update executions set redrive_token = ? where id = ?')
          .run(request.clientToken ?? null, found.id),
    );
    return { redriveDate: seconds(redriveMs) };
  };

  const mapRunArn = (found: ExecutionRow): Record<string, unknown> => {
    if (found.map_run_id === null) return {};
    return { mapRunArn: journal.sql('select arn from map_runs where id = ?').get(found.map_run_id)?.['arn'] };
  };

  const summary = (found: ExecutionRow): Record<string, unknown> => ({
    executionArn: found.arn,
    stateMachineArn: found.machine_arn,
    name: found.name,
    status: found.status,
    startDate: seconds(found.start_ms),
    ...(found.stop_ms === null ? {} : { stopDate: seconds(found.stop_ms) }),
    ...mapRunArn(found),
    redriveCount: found.redrive_count,
    ...(found.redrive_ms === null ? {} : { redriveDate: seconds(found.redrive_ms) }),
  });

  const describeExecution = (body: unknown): unknown => {
    const found = find(parseRequest(executionRequest, body).executionArn);
    return {
      ...summary(found),
      input: found.input,
      inputDetails: { included: true },
      ...(found.output === null ? {} : { output: found.output, outputDetails: { included: true } }),
      ...(found.error === null ? {} : { error: found.error }),
      ...(found.cause === null ? {} : { cause: found.cause }),
      ...redriveStatus(found),
    };
  };

  const listExecutions = (body: unknown): unknown => {
    const request = parseRequest(
      z.object({
        stateMachineArn: z.string().optional(),
        mapRunArn: z.string().optional(),
        statusFilter: z.string().optional(),
        ...paging,
      }),
      body,
    );
    const { stateMachineArn: machineArn, mapRunArn: runArn } = request;
    if ((machineArn === undefined) === (runArn === undefined)) {
      throw new ServiceError('ValidationException', 'Exactly one of stateMachineArn and mapRunArn is required');
    }
    if (machineArn !== undefined && !machineArnForm.test(machineArn)) throw invalidArn(machineArn);
    if (runArn !== undefined && !mapRunArnForm.test(runArn)) throw invalidArn(runArn);
    if (machineArn !== undefined && !machines.find(machineArn))
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    const [condition, key] =
      machineArn === undefined
        ? ['map_run_id = (select id from map_runs where arn = ?)', runArn ?? '']
        : ['machine_arn = ? and map_run_id is null', machineArn];
    const order = machineArn === undefined ? 'item_index' : 'start_ms desc, id desc';
    const status = request.statusFilter ?? '';
    const { after, size } = pageRange(request);
    const rows = journal
      .sql(`select * from executions where ${condition} and (? = '' or status = ?) order by ${order} limit ? offset ?`)
      .all(key, status, status, size + 1, after);
    const page = z.array(executionRow).parse(rows.slice(0, size));
    return { executions: page.map(summary), ...nextPage(after + size, rows.length > size) };
  };

  const getExecutionHistory = (body: unknown): unknown => {
    const request = parseRequest(
      executionRequest.extend({
        reverseOrder: z.boolean().optional(),
        includeExecutionData: z.boolean().optional(),
        ...paging,
      }),
      body,
    );
    const found = find(request.executionArn);
    const order = request.reverseOrder === true ? 'desc' : 'asc';
    const ids = Array.from({ length: eventCount(found.id) }, (_, at) => at + 1);
    const { page, next } = pageOf(order === 'desc' ? ids.reverse() : ids, request);
    const [low, high] = [Math.min(...page), Math.max(...page)];
    const rows = journal
      .sql(
        `select id, previous_id, type, at_ms, details from events where execution_id = ? and id between ? and ? order by id ${order}`,
      )
      .all(found.id, low, high);
    return { events: rows.map((event) => historyEvent(event, request.includeExecutionData ?? true)), ...next };
  };

  const describeMachineForExecution = (body: unknown): unknown => {
    const found = find(parseRequest(executionRequest, body).executionArn);
    const machine = machines.find(found.machine_arn);
    return {
      stateMachineArn: found.machine_arn,
      name: found.machine_arn.split(':stateMachine:')[1],
      definition: machines.text(found.definition_hash),
      roleArn: found.role_arn,
      updateDate: seconds(machine?.updated_ms ?? found.start_ms),
      ...mapRunArn(found),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      ...(machine ? { revisionId: machine.revision_id } : {}),
    };
  };

  return {
    StartExecution: startExecution,
    StopExecution: stopExecution,
    RedriveExecution: redrive,
    DescribeExecution: describeExecution,
    ListExecutions: listExecutions,
    GetExecutionHistory: getExecutionHistory,
    DescribeStateMachineForExecution: describeMachineForExecution,
  };
};
