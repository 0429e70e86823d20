import { caseStore, type CaseStore, type Provenance } from './adapters/case-store.ts';
import { systemClock, type Clock } from './adapters/clock.ts';
import { codeVersion } from './adapters/code-version.ts';
import { environment } from './adapters/env.ts';
import { sfnExecutions, type Executions } from './adapters/executions.ts';
import { jsonLog, type Log, type LogFields } from './adapters/log.ts';
import { s3Multipart, type Multipart } from './adapters/multipart.ts';
import { s3ObjectStore } from './adapters/object-store.ts';
import { sfnTaskTokens, type TaskTokens } from './adapters/task-token.ts';
import { textractDetection, type TextDetection } from './adapters/textract.ts';

/** Everything outside that a step can reach, made for one invocation. Tests give their own. */
export type Tools = {
  store: CaseStore;
  multipart: Multipart;
  tokens: TaskTokens;
  executions: Executions;
  detection: TextDetection;
  clock: Clock;
  log: Log;
};

export type ToolsFor = (provenance: Omit<Provenance, 'codeVersion'>, logContext: LogFields) => Tools;

// One client of each kind for the life of the process: connections and credentials are reused between invocations.
let shared: Omit<Tools, 'store' | 'log'> & { objects: ReturnType<typeof s3ObjectStore> };

export const liveTools: ToolsFor = (provenance, logContext) => {
  shared ??= {
    objects: s3ObjectStore(),
    multipart: s3Multipart(),
    tokens: sfnTaskTokens(),
    executions: sfnExecutions(),
    detection: textractDetection(),
    clock: systemClock,
  };
  return {
    ...shared,
    store: caseStore(shared.objects, environment(), { ...provenance, codeVersion }),
    log: jsonLog(logContext),
  };
};
