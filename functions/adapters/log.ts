/** What a log line may carry: names, ids, counts and times. Never words of a record. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export type Log = { info(message: string, fields?: LogFields): void; error(message: string, fields?: LogFields): void };

/** One JSON object a line on standard output, where Lambda and the one-machine runtime pick it up. */
export const jsonLog = (context: LogFields): Log => {
  const line =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      process.stdout.write(
        `${JSON.stringify({ level, time: new Date().toISOString(), message, ...context, ...fields })}\n`,
      );
    };
  return { info: line('INFO'), error: line('ERROR') };
};
