import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addCasework, appContext } from '../../infra/casework.ts';
import { stageSettings } from '../../infra/stage.ts';
import { definitionPath, productionContext } from './contexts.ts';

// Run by synthesised.ts in a process of its own: prints the templates of both stages, with empty function code.

const outdir = mkdtempSync(path.join(tmpdir(), 'imr-synth-'));
const templates = (context: Record<string, string>) => {
  const app = new App({ outdir: path.join(outdir, context['stage'] ?? 'sandbox'), context: appContext });
  const stacks = addCasework(app, {
    settings: stageSettings((key) => context[key]),
    definitionPath,
    codeOf: () => Code.fromInline('export const handler = () => undefined;'),
  });
  // Throws when resources of a stack wait for each other in a circle.
  const template = (stack: Stack): unknown => Template.fromStack(stack).toJSON();
  return { storage: template(stacks.storage), pipeline: template(stacks.pipeline), web: template(stacks.web) };
};
process.stdout.write(JSON.stringify({ sandbox: templates({}), production: templates(productionContext) }));
rmSync(outdir, { recursive: true });
