/** What one contestant needed for one round. */
export type Cost = {
  /** In the unit of the row: a rate, a time or a size. */
  value: number;
  /** Processor time an operation, in microseconds: it suffers less than the clock when the machine is busy. */
  cpuMicros?: number;
};

/** The middle value; the mean of the two middle ones of an even number. NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

/**
 * Runs the contestants in turn, `rounds` times, and gives the median of each by its name: whatever else the machine does
 * meanwhile meets them all. One round before the others warms up and does not count.
 */
export const alternate = async <Name extends string>(
  rounds: number,
  contestants: Record<Name, () => Promise<Cost>>,
): Promise<(name: Name) => Cost> => {
  const costs = new Map<string, Cost[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries<() => Promise<Cost>>(contestants)) {
      const cost = await run();
      if (round > 0) costs.set(name, [...(costs.get(name) ?? []), cost]);
    }
  }
  return (name) => medianCost(costs.get(name) ?? []);
};

const medianCost = (costs: readonly Cost[]): Cost => {
  const value = median(costs.map((cost) => cost.value));
  const cpu = costs.flatMap(({ cpuMicros }) => (cpuMicros === undefined ? [] : [cpuMicros]));
  return cpu.length > 0 ? { value, cpuMicros: median(cpu) } : { value };
};

/** Runs `work`, which does `operations` of something in this process: operations a second, and processor time of each. */
export const rateOf = async (operations: number, work: () => Promise<void>): Promise<Required<Cost>> => {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { value: operations / seconds, cpuMicros: (user + system) / operations };
};

/** Does `count` things, `width` of them at a time. */
export const inParallel = async (
  count: number,
  width: number,
  work: (index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
};
