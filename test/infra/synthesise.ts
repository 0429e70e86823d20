import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addCasework, appContext } from '../../infra/casework.ts';
import { stageSettings } from '../../infra/stage.ts';
import { definitionPath, productionContext } from './contexts.ts';

// Run by synthesised.ts in a process of its own: prints the templates of both stages, with empty function code.

const outdir = mkdtempSync(path.join(tmpdir(), 'imr-synth-'));
const templates = (context: Record<string, string>) => {
  const app = new App({ outdir: path.join(outdir, context['stage'] ?? 'sandbox'), context: appContext });
  addCasework(app, {
    settings: stageSettings((key) => context[key]),
    definitionPath,
    codeOf: () => Code.fromInline('export const handler = () => undefined;'),
  });
  const assembly = app.synth();
  const template = (name: string): unknown => assembly.getStackArtifact(name).template;
  return { storage: template('Storage'), pipeline: template('Pipeline'), web: template('Web') };
};
process.stdout.write(JSON.stringify({ sandbox: templates({}), production: templates(productionContext) }));
rmSync(outdir, { recursive: true });
