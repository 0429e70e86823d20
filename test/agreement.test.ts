import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { at } from '../functions/adapters/case-keys.ts';
import {
  environmentNames,
  handlerPath,
  pascalCase,
  steps,
  type Permission,
  type Stage,
  type Step,
} from '../functions/steps.ts';
import { mapLabels } from '../infra/map-labels.ts';
import { definitionPath } from './infra/contexts.ts';
import { ofType, sandbox } from './infra/synthesised.ts';
import { codeOf, importsOf, readSource, root } from './source-imports.ts';

// One word, seen in seven places: row, folder, state, function, bucket prefix, test folder, heading.

const State = z.object({
  Type: z.string(),
  Resource: z.string().optional(),
  Arguments: z.object({ FunctionName: z.string().optional() }).loose().optional(),
  get ItemProcessor() {
    return z.object({ States: z.record(z.string(), State) }).optional();
  },
  get Branches() {
    return z.array(z.object({ States: z.record(z.string(), State) })).optional();
  },
});
type State = z.infer<typeof State>;

const definition = readFileSync(definitionPath, 'utf8');
const taskStates = (states: Record<string, State>): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state] satisfies [string, State]] : []),
    ...(state.ItemProcessor ? taskStates(state.ItemProcessor.States) : []),
    ...(state.Branches ?? []).flatMap((branch) => taskStates(branch.States)),
  ]);
const tasks = taskStates(z.object({ States: z.record(z.string(), State) }).parse(JSON.parse(definition)).States);

const names = steps.map((step) => step.name);
const eachStep = steps.map((step) => [step.name, step] as const);
const stateSteps = steps.filter((step) => step.entry.kind === 'state');
const routesOf = (step: Step): readonly string[] => (step.entry.kind === 'http' ? step.entry.routes : []);

/** Folders of `functions/` that are no step, and what they are. */
const otherFolders = ['adapters', 'check', 'copies', 'domain', 'pictures', 'tiff', 'word'];

describe('the table', () => {
  test('names each row once, each route once', () => {
    expect(new Set(names).size).toBe(names.length);
    const routes = steps.flatMap(routesOf);
    expect(new Set(routes).size).toBe(routes.length);
  });

  test.each(eachStep)('%s: reads no stage at or after itself', (name, step) => {
    const own = names.indexOf(name);
    const writers = (stage: Stage): number[] =>
      steps.flatMap((other, index) => (other.writes.includes(stage) ? [index] : []));
    for (const stage of step.reads) {
      // What people set up before any case is written by no row.
      if (stage === 'settings') continue;
      expect([stage, writers(stage).length > 0]).toEqual([stage, true]);
      expect([stage, Math.max(...writers(stage)) < own]).toEqual([stage, true]);
    }
  });

  test.each(eachStep)('%s: writes only the stage of its folder', (_, step) => {
    expect(step.writes.filter((stage) => stage !== step.folder)).toEqual([]);
  });

  test.each(eachStep)('%s: is named after its folder', (name, step) => {
    expect(name === step.folder || name.startsWith(`${step.folder}-`)).toBe(true);
  });

  test('an http row answers before the API gives up after 30 seconds', () => {
    for (const step of steps.filter(({ entry }) => entry.kind === 'http')) expect(step.timeoutSeconds).toBeLessThan(30);
  });
});

describe('folders and handlers', () => {
  const folders = readdirSync(path.join(root, 'functions')).filter((entry) =>
    statSync(path.join(root, 'functions', entry)).isDirectory(),
  );

  test('every folder is a row or a known other one, and every row has its folder', () => {
    expect(folders.toSorted()).toEqual([...new Set([...steps.map((step) => step.folder), ...otherFolders])].toSorted());
  });

  test.each(eachStep)('%s: its handler exports `handler`', (_, step) => {
    expect(existsSync(path.join(root, handlerPath(step)))).toBe(true);
    expect(codeOf(handlerPath(step))).toMatch(/^export (const handler\b|\{ handler\b)/m);
  });

  test.each(eachStep)('%s: its handler gives its own name', (name, step) => {
    expect(codeOf(handlerPath(step))).toContain(`name: '${name}'`);
  });

  test('every handler file belongs to a row', () => {
    const handlers = folders.flatMap((folder) =>
      readdirSync(path.join(root, 'functions', folder))
        .filter((file) => /(^|-)handler\.ts$/.test(file))
        .map((file) => `functions/${folder}/${file}`),
    );
    expect(handlers.toSorted()).toEqual(steps.map(handlerPath).toSorted());
  });

  test.each(eachStep)('%s: its tests lie in the folder of its name', (_, step) => {
    expect(existsSync(path.join(root, 'test', 'functions', step.folder))).toBe(true);
  });

  test.each(eachStep.filter(([, step]) => step.entry.kind === 'http'))('%s: handles exactly its routes', (_, step) => {
    const written = [...codeOf(handlerPath(step)).matchAll(/['"]((?:GET|POST|PUT|DELETE|PATCH) \/api\/[^'"]*)['"]/g)];
    expect(written.map(([, route]) => route).toSorted()).toEqual([...routesOf(step)].toSorted());
  });
});

describe('what the code of a step really touches', () => {
  const stageOfPlace = (name: string): string | undefined => {
    const place: unknown = Reflect.get(at, name);
    const made: unknown = typeof place === 'function' ? place('CM15-0000000', 'json', 'json') : place;
    return z.object({ stage: z.string() }).safeParse(made).data?.stage;
  };
  /** The handler and the parts of its folder that it imports, directly or not. */
  const codeOfStep = (step: Step): string => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { to } of importsOf(file, readSource(file))) {
        if (to.startsWith(`functions/${step.folder}/`) && to.endsWith('.ts')) visit(to);
      }
    };
    visit(handlerPath(step));
    return [...seen].map(codeOf).join('\n');
  };
  const stagesIn = (code: string, pattern: RegExp): string[] => [
    ...new Set([...code.matchAll(pattern)].map(([, name = '']) => stageOfPlace(name) ?? name)),
  ];

  test.each(eachStep)('%s: no stage that its row does not name', (_, step) => {
    const code = codeOfStep(step);
    const touched = [
      ...stagesIn(code, /\bat\.(\w+)/g),
      ...[...code.matchAll(/\bstore\.list\('(\w+)'/g)].map(([, stage = '']) => stage),
    ];
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.filter((stage) => ![...step.reads, ...step.writes].some((own) => own === stage))).toEqual([]);
  });

  test.each(eachStep)('%s: no write outside the stages that its row writes', (_, step) => {
    const written = stagesIn(codeOfStep(step), /\b(?:write|claim|update|writeBytes|claimBytes)\(\s*at\.(\w+)/g);
    expect(written.filter((stage) => !step.writes.some((own) => own === stage))).toEqual([]);
  });

  const signs: Record<Permission, RegExp> = {
    'start-execution': /\bexecutions\.start\(/,
    'describe-execution': /\bexecutions\.(status|history)\(/,
    'answer-task': /\btokens\.(succeed|fail|heartbeat)\(/,
    'start-text-detection': /\bdetection\.start\(/,
    'get-text-detection': /\bdetection\.blocks\(/,
  };
  test.each(eachStep)('%s: uses every permission of its row and no other', (_, step) => {
    const code = codeOfStep(step);
    const used = Object.entries(signs).flatMap(([permission, sign]) => (sign.test(code) ? [permission] : []));
    expect(used.toSorted()).toEqual([...step.may].toSorted());
  });
});

test.each(steps.map((step) => step.folder))('%s: has its heading in docs/architecture.md', (folder) => {
  expect(readFileSync(path.join(root, 'docs/architecture.md'), 'utf8')).toMatch(new RegExp(`^## ${folder}$`, 'm'));
});

describe('the state machine', () => {
  test('has a task for every row with a state and for no other', () => {
    expect(tasks.map(([name]) => name).toSorted()).toEqual(stateSteps.map((step) => pascalCase(step.name)).toSorted());
  });

  test.each(tasks)('%s: calls the function of its row, and waits when the row says so', (name, state) => {
    const step = stateSteps.find((row) => pascalCase(row.name) === name);
    const waits = step?.entry.kind === 'state' && step.entry.waits;
    expect(state.Arguments?.FunctionName).toBe(`\${${name}}`);
    expect(state.Resource).toBe(`arn:aws:states:::lambda:invoke${waits ? '.waitForTaskToken' : ''}`);
  });
});

describe('the synthesised template', () => {
  const { pipeline, web } = sandbox;
  const functions = ofType(pipeline, 'AWS::Lambda::Function').map(([id, { Properties }]) => ({
    id,
    ...z
      .object({
        FunctionName: z.string(),
        MemorySize: z.number(),
        Timeout: z.number(),
        Handler: z.string(),
        Runtime: z.string(),
        Architectures: z.array(z.string()),
        Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
      })
      .parse(Properties),
  }));

  test('has one function for every row and no other', () => {
    expect(functions.map(({ FunctionName }) => FunctionName).toSorted()).toEqual(
      names.map((name) => `imr-sandbox-${name}`).toSorted(),
    );
  });

  test.each(eachStep)('%s: memory, time-out, runtime and id are those of its row', (name, step) => {
    const found = functions.find(({ FunctionName }) => FunctionName === `imr-sandbox-${name}`);
    expect(found).toMatchObject({
      MemorySize: step.memoryMegabytes,
      Timeout: step.timeoutSeconds,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
    expect(found?.id.startsWith(`${pascalCase(name)}Function`)).toBe(true);
  });

  test.each(eachStep)('%s: has every name of the environment', (name) => {
    const found = functions.find(({ FunctionName }) => FunctionName === `imr-sandbox-${name}`);
    expect(Object.keys(found?.Environment.Variables ?? {})).toEqual(expect.arrayContaining([...environmentNames]));
  });

  test('fills in every placeholder of the state machine file, with the right function', () => {
    const machine = ofType(pipeline, 'AWS::StepFunctions::StateMachine').map(([, { Properties }]) => Properties)[0];
    const substitutions = z.record(z.string(), z.unknown()).parse(machine?.['DefinitionSubstitutions']);
    const placeholders = new Set([...definition.matchAll(/\$\{([A-Za-z]+)\}/g)].map(([, name]) => name));
    expect(Object.keys(substitutions).toSorted()).toEqual([...placeholders].toSorted());
    for (const step of stateSteps) {
      expect(substitutions[pascalCase(step.name)]).toEqual({
        'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${pascalCase(step.name)}Function`)), 'Arn'],
      });
    }
  });

  test('routes exactly the routes of the table', () => {
    const routes = ofType(web, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties['RouteKey']);
    expect(routes.toSorted()).toEqual(steps.flatMap(routesOf).toSorted());
  });

  test('a distributed map has the label that permissions are given to', () => {
    const distributed = [...definition.matchAll(/"Mode":\s*"DISTRIBUTED"/g)];
    expect(mapLabels(definitionPath)).toHaveLength(distributed.length);
  });
});
