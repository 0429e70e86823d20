import { z } from 'zod';
import { mapRunPlan } from './map-run.ts';
import { invalidArn, maxResults, pageOf, parseRequest, seconds, type Operations, type Parts } from './request.ts';
import { ServiceError } from './service-error.ts';

const runRow = z.object({
  id: z.number(),
  arn: z.string(),
  status: z.string(),
  start_ms: z.number(),
  stop_ms: z.number().nullable(),
  redrive_count: z.number(),
  redrive_ms: z.number().nullable(),
  data: z.string(),
  execution_arn: z.string(),
  machine_arn: z.string(),
});
const select = `select r.id, r.arn, r.status, r.start_ms, r.stop_ms, r.redrive_count, r.redrive_ms, r.data, e.arn as execution_arn, e.machine_arn
  from map_runs r join executions e on e.id = r.execution_id`;

type Counts = {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
};
const countNames: Record<string, keyof Counts> = {
  PENDING: 'pending',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
};

/** DescribeMapRun and ListMapRuns. */
export const createMapRunOperations = ({ core }: Parts): Operations => {
  const { journal } = core;

  const counts = (runId: number, isFinished: boolean, column: 'count(*)' | 'sum(item_count)'): Counts => {
    const result: Counts = {
      pending: 0,
      running: 0,
      succeeded: 0,
      failed: 0,
      timedOut: 0,
      aborted: 0,
      total: 0,
      resultsWritten: 0,
    };
    const rows = journal
      .sql(`select status, ${column} as number from map_items where run_id = ? group by status`)
      .all(runId);
    for (const row of z.array(z.object({ status: z.string(), number: z.number() })).parse(rows)) {
      const name = countNames[row.status];
      if (name) result[name] += row.number;
      result.total += row.number;
    }
    if (isFinished) result.resultsWritten = result.succeeded + result.failed;
    return result;
  };

  return {
    DescribeMapRun(body) {
      const { mapRunArn } = parseRequest(z.object({ mapRunArn: z.string() }), body);
      if (!mapRunArn.includes(':mapRun:')) throw invalidArn(mapRunArn);
      const found = journal.sql(`${select} where r.arn = ?`).get(mapRunArn);
      if (found === undefined)
        throw new ServiceError('ResourceNotFound', `Resource not found: '${mapRunArn}'`, 400, {
          resourceName: mapRunArn,
        });
      const row = runRow.parse(found);
      const plan = mapRunPlan.parse(JSON.parse(row.data));
      const isFinished = row.status !== 'RUNNING';
      return {
        mapRunArn: row.arn,
        executionArn: row.execution_arn,
        status: row.status,
        startDate: seconds(row.start_ms),
        ...(row.stop_ms === null ? {} : { stopDate: seconds(row.stop_ms) }),
        maxConcurrency: plan.maxConcurrency,
        toleratedFailurePercentage: plan.toleratedPercentage ?? 0,
        toleratedFailureCount: plan.toleratedCount ?? 0,
        itemCounts: counts(row.id, isFinished, 'sum(item_count)'),
        executionCounts: counts(row.id, isFinished, 'count(*)'),
        redriveCount: row.redrive_count,
        ...(row.redrive_ms === null ? {} : { redriveDate: seconds(row.redrive_ms) }),
      };
    },
    ListMapRuns(body) {
      const request = parseRequest(
        z.object({ executionArn: z.string(), maxResults, nextToken: z.string().optional() }),
        body,
      );
      if (!request.executionArn.includes(':execution:')) throw invalidArn(request.executionArn);
      const exists = journal.sql('select 1 from executions where arn = ?').get(request.executionArn);
      if (exists === undefined)
        throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${request.executionArn}'`);
      const rows = z
        .array(runRow)
        .parse(journal.sql(`${select} where e.arn = ? order by r.id desc`).all(request.executionArn));
      const { page, next } = pageOf(rows, request);
      const mapRuns = page.map((row) => ({
        executionArn: row.execution_arn,
        mapRunArn: row.arn,
        stateMachineArn: `${row.machine_arn}/${mapRunPlan.parse(JSON.parse(row.data)).label}`,
        startDate: seconds(row.start_ms),
        ...(row.stop_ms === null ? {} : { stopDate: seconds(row.stop_ms) }),
      }));
      return { mapRuns, ...next };
    },
  };
};
