import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { acknowledgements } from '../../infra/acknowledgements.ts';
import { addCasework, appContext, checkCasework } from '../../infra/casework.ts';
import { mapLabels } from '../../infra/map-labels.ts';
import { stageSettings } from '../../infra/stage.ts';
import { definitionPath, productionContext } from './contexts.ts';

const contexts = [
  ['sandbox', {}],
  ['production', productionContext],
  [
    'production with a web ACL',
    { ...productionContext, webAclArn: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b' },
  ],
] as const;

describe.each(contexts)('%s', (_, context: Record<string, string>) => {
  const settings = stageSettings((key) => context[key]);
  const props = { settings, definitionPath, codeOf: () => Code.fromInline('export const handler = () => undefined;') };
  const app = new App({ outdir: mkdtempSync(path.join(tmpdir(), 'imr-nag-')), context: appContext });
  addCasework(app, props);
  checkCasework(app, props);

  test('synthesises with no finding that nobody has answered for', () => {
    expect(() => app.synth()).not.toThrow();
  });

  test('acknowledges nothing that is not found', () => {
    // The packs do not know the acknowledgements, which carry the id of the pack: they report everything.
    const found = [new AwsSolutionsChecks(app), new HIPAASecurityChecks(app)].flatMap((pack) =>
      pack
        .validateScope(app)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath }) => ({ ruleName, constructPath })),
        ),
    );
    const stale = acknowledgements(settings, mapLabels(definitionPath)).flatMap(({ path, rules }) =>
      rules
        .filter((rule) => !found.some((f) => f.ruleName === rule && (f.constructPath ?? '').startsWith(`${path}/`)))
        .map((rule) => `${path}: ${rule}`),
    );
    expect(stale).toEqual([]);
  });

  test('every reason is a sentence that says something', () => {
    for (const { reason } of acknowledgements(settings, mapLabels(definitionPath))) {
      expect(reason.length).toBeGreaterThan(60);
      expect(reason).toMatch(/\.$/);
    }
  });
});

test('production is refused without the domain that its page is served under', () => {
  expect(() => stageSettings((key) => ({ stage: 'production' })[key])).toThrow(/domainName/);
});

test('an unknown stage is refused', () => {
  expect(() => stageSettings((key) => ({ stage: 'prod' })[key])).toThrow();
});

test('an unanswered finding stops the synthesis', () => {
  const app = new App({ outdir: mkdtempSync(path.join(tmpdir(), 'imr-nag-')), context: appContext });
  const props = {
    settings: stageSettings(() => undefined),
    definitionPath,
    codeOf: () => Code.fromInline('export const handler = () => undefined;'),
  };
  const { storage } = addCasework(app, props);
  checkCasework(app, props);
  const careless = new Bucket(storage, 'Careless');
  expect(() => app.synth()).toThrow(careless.node.path);
});
