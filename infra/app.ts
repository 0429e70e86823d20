import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { steps } from '../functions/steps.ts';
import { bundleHandlers } from './bundle-handlers.ts';
import { addCasework, appContext, checkCasework, type CaseworkProps } from './casework.ts';
import { stageSettings } from './stage.ts';

const root = path.resolve(import.meta.dirname, '..');
const app = new App({ context: appContext });
const bundles = await bundleHandlers(root, path.join(root, 'cdk.out', 'bundles'), steps);
const props: CaseworkProps = {
  settings: stageSettings((key) => app.node.tryGetContext(key)),
  definitionPath: path.join(root, 'statemachines', 'case.asl.json'),
  codeOf: (step) => {
    const folder = bundles.get(step.name);
    if (folder === undefined) throw new Error(`no bundle of ${step.name}`);
    return Code.fromAsset(folder);
  },
};
addCasework(app, props);
checkCasework(app, props);
app.synth();
