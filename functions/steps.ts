/**
 * THE TABLE. One row a Lambda function, in the order that a case passes them. Folders, states, IAM, bundles, routes
 * and the one-machine runtime are all made from it; `test/agreement.test.ts` fails when one of them disagrees.
 *
 * A row reads the stages that it names and reads and writes the stages under `writes`; nothing else.
 */
export type Stage =
  | 'settings'
  | 'upload'
  | 'intake'
  | 'register'
  | 'ocr'
  | 'extract'
  | 'chronology'
  | 'screen'
  | 'assign'
  | 'review'
  | 'assemble'
  | 'issue';

/** Which of the three buckets keeps a stage, at prefix `{stage}/{caseId}/`. */
export const bucketOfStage = (stage: Stage): 'case-files' | 'work' | 'determinations' =>
  stage === 'upload' ? 'case-files' : stage === 'issue' ? 'determinations' : 'work';

/** What a row may do besides reading and writing its stages. */
export type Permission =
  'start-execution' | 'describe-execution' | 'answer-task' | 'start-text-detection' | 'get-text-detection';

export type Route = `${'GET' | 'POST' | 'PUT'} /api/${string}`;

/** The groups of the user pool. */
export type Group = 'clerks' | 'reviewers' | 'admins';

export type Entry =
  /** A state of `statemachines/case.asl.json`; `waits` = invoked with a task token that somebody answers later. */
  | { kind: 'state'; waits: boolean }
  /** `object-created`: EventBridge through a queue. `text-detection-done`: Textract through SNS. */
  | { kind: 'event'; source: 'object-created' | 'text-detection-done' }
  /** `groups`: who of the staff may call the routes. */
  | { kind: 'http'; groups: readonly Group[]; routes: readonly Route[] };

export type Step = {
  /** Row, Lambda id, and in PascalCase the state. */
  name: string;
  /** Folder under `functions/`. The handler is `handler.ts`, or `{rest of the name}-handler.ts` when the name has more. */
  folder: string;
  entry: Entry;
  reads: readonly Stage[];
  writes: readonly Stage[];
  may: readonly Permission[];
  memoryMegabytes: number;
  timeoutSeconds: number;
};

export const steps: readonly Step[] = [
  {
    name: 'upload',
    folder: 'upload',
    entry: {
      kind: 'http',
      groups: ['clerks', 'admins'],
      routes: ['POST /api/cases/{caseId}/uploads', 'POST /api/cases/{caseId}/uploads/complete'],
    },
    reads: [],
    writes: ['upload'],
    may: [],
    memoryMegabytes: 256,
    timeoutSeconds: 15,
  },
  {
    name: 'intake',
    folder: 'intake',
    entry: { kind: 'event', source: 'object-created' },
    reads: ['upload'],
    writes: ['intake'],
    may: ['start-execution', 'describe-execution'],
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  },
  {
    name: 'register',
    folder: 'register',
    entry: { kind: 'state', waits: false },
    reads: ['settings', 'upload'],
    writes: ['register'],
    may: [],
    memoryMegabytes: 3008,
    timeoutSeconds: 900,
  },
  {
    name: 'ocr',
    folder: 'ocr',
    entry: { kind: 'state', waits: false },
    reads: ['settings', 'upload', 'register'],
    writes: ['ocr'],
    may: [],
    memoryMegabytes: 3008,
    timeoutSeconds: 900,
  },
  {
    name: 'ocr-detect',
    folder: 'ocr',
    entry: { kind: 'state', waits: true },
    reads: ['settings', 'upload', 'register'],
    writes: ['ocr'],
    may: ['start-text-detection', 'answer-task'],
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  },
  {
    name: 'ocr-done',
    folder: 'ocr',
    entry: { kind: 'event', source: 'text-detection-done' },
    reads: [],
    writes: ['ocr'],
    may: ['answer-task'],
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  },
  {
    name: 'ocr-collect',
    folder: 'ocr',
    entry: { kind: 'state', waits: false },
    reads: ['upload', 'register'],
    writes: ['ocr'],
    may: ['get-text-detection'],
    memoryMegabytes: 3008,
    timeoutSeconds: 900,
  },
  {
    name: 'extract',
    folder: 'extract',
    entry: { kind: 'state', waits: false },
    reads: ['register', 'ocr'],
    writes: ['extract'],
    may: [],
    memoryMegabytes: 1769,
    timeoutSeconds: 300,
  },
  {
    name: 'chronology',
    folder: 'chronology',
    entry: { kind: 'state', waits: false },
    reads: ['settings', 'upload', 'register', 'ocr', 'extract'],
    writes: ['chronology'],
    may: [],
    memoryMegabytes: 3008,
    timeoutSeconds: 900,
  },
  {
    name: 'screen',
    folder: 'screen',
    entry: { kind: 'state', waits: true },
    reads: ['register', 'chronology'],
    writes: ['screen'],
    may: [],
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  },
  {
    name: 'screen-answer',
    folder: 'screen',
    entry: {
      kind: 'http',
      groups: ['clerks', 'admins'],
      routes: ['GET /api/screens', 'GET /api/screens/{caseId}', 'POST /api/screens/{caseId}'],
    },
    reads: ['register', 'chronology'],
    writes: ['screen'],
    may: ['answer-task'],
    memoryMegabytes: 512,
    timeoutSeconds: 15,
  },
  {
    name: 'assign',
    folder: 'assign',
    entry: { kind: 'state', waits: true },
    reads: ['settings', 'chronology', 'screen'],
    writes: ['assign'],
    may: [],
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  },
  {
    name: 'review',
    folder: 'review',
    entry: {
      kind: 'http',
      groups: ['reviewers'],
      routes: [
        'GET /api/reviews',
        'GET /api/reviews/{caseId}',
        'POST /api/reviews/{caseId}/accept',
        'POST /api/reviews/{caseId}/decline',
        'PUT /api/reviews/{caseId}/draft',
        'POST /api/reviews/{caseId}/check',
        'POST /api/reviews/{caseId}/decisions',
      ],
    },
    reads: ['settings', 'intake', 'register', 'extract', 'chronology', 'assign'],
    writes: ['review'],
    may: ['answer-task'],
    memoryMegabytes: 1769,
    timeoutSeconds: 29,
  },
  {
    name: 'assemble',
    folder: 'assemble',
    entry: { kind: 'state', waits: false },
    reads: ['settings', 'register', 'extract', 'chronology', 'assign', 'review'],
    writes: ['assemble'],
    may: [],
    memoryMegabytes: 3008,
    timeoutSeconds: 300,
  },
  {
    name: 'issue',
    folder: 'issue',
    entry: { kind: 'state', waits: false },
    reads: ['assemble'],
    writes: ['issue'],
    may: [],
    memoryMegabytes: 1024,
    timeoutSeconds: 60,
  },
  {
    name: 'status',
    folder: 'status',
    entry: {
      kind: 'http',
      groups: ['clerks', 'reviewers', 'admins'],
      routes: [
        'GET /api/cases',
        'GET /api/cases/{caseId}',
        'GET /api/cases/{caseId}/documents/{documentId}',
        'GET /api/cases/{caseId}/documents/{documentId}/pages/{page}',
        'GET /api/cases/{caseId}/determination/{format}',
      ],
    },
    reads: ['upload', 'intake', 'register', 'ocr', 'chronology', 'screen', 'assign', 'review', 'assemble', 'issue'],
    writes: [],
    may: ['describe-execution'],
    memoryMegabytes: 1024,
    timeoutSeconds: 29,
  },
];

/** `ocr-detect` -> `OcrDetect`: the state and the construct id of a row. */
export const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** `functions/ocr/detect-handler.ts` for `ocr-detect`, `functions/ocr/handler.ts` for `ocr`. */
export const handlerPath = (step: Step): string =>
  step.name === step.folder
    ? `functions/${step.folder}/handler.ts`
    : `functions/${step.folder}/${step.name.slice(step.folder.length + 1)}-handler.ts`;

/** The environment that every function gets; `functions/adapters/env.ts` parses it. */
export const environmentNames = [
  'CASE_FILES_BUCKET',
  'WORK_BUCKET',
  'DETERMINATIONS_BUCKET',
  'STATE_MACHINE_ARN',
  'TEXT_DETECTION_TOPIC_ARN',
  'TEXT_DETECTION_ROLE_ARN',
  'WORK_KEY_ARN',
] as const;
