import { z } from 'zod';
import type { Frame } from './execution.ts';

/** The evaluated settings of a distributed Map, journalled with its run. */
export const mapRunPlan = z.object({
  /** `reading`: items not stored yet. `running`. */
  phase: z.enum(['reading', 'running']),
  label: z.string(),
  maxConcurrency: z.number(),
  toleratedCount: z.number().nullable(),
  toleratedPercentage: z.number().nullable(),
  isBatched: z.boolean(),
  batchMaxItems: z.number().nullable(),
  batchMaxBytes: z.number().nullable(),
  batchInput: z.json().optional(),
  reader: z
    .object({
      resource: z.string(),
      arguments: z.record(z.string(), z.json()),
      inputType: z.string(),
      csvHeaders: z.array(z.string()).nullable(),
      csvDelimiter: z.string(),
      maxItems: z.number(),
    })
    .nullable(),
  writer: z
    .object({ bucket: z.string().nullable(), prefix: z.string(), transformation: z.string(), outputType: z.string() })
    .nullable(),
});
export type MapRunPlan = z.infer<typeof mapRunPlan>;

/** A distributed Map in memory while it runs. `pending` holds item numbers, last first. */
export type MapRun = {
  readonly id: number;
  readonly arn: string;
  readonly frame: Frame;
  plan: MapRunPlan;
  pending: number[];
  running: Set<number>;
  itemCount: number;
  failedCount: number;
  isFinished: boolean;
};

/** Whether more items have failed than the state tolerates; without a threshold none may fail. */
export const isBreached = (plan: MapRunPlan, failed: number, total: number): boolean => {
  if (failed === 0) return false;
  const { toleratedCount, toleratedPercentage } = plan;
  if (toleratedCount === null && toleratedPercentage === null) return true;
  if (toleratedCount !== null && failed > toleratedCount) return true;
  return toleratedPercentage !== null && (failed * 100) / Math.max(total, 1) > toleratedPercentage;
};
