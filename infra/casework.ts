import { Tags, Validations, type App } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import type { Step } from '../functions/steps.ts';
import { acknowledgements } from './acknowledgements.ts';
import { mapLabels } from './map-labels.ts';
import { prefixOf } from './names.ts';
import { PipelineStack } from './pipeline-stack.ts';
import type { StageSettings } from './stage.ts';
import { StorageStack } from './storage-stack.ts';
import { WebStack } from './web-stack.ts';

export type CaseworkProps = {
  settings: StageSettings;
  definitionPath: string;
  codeOf: (step: Step) => lambda.Code;
};

/** Choices that the library keeps behind flags: give them to the `App`. */
export const appContext = {
  // Log delivery by bucket policy: access control lists stay off.
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  // EventBridge may use queue and key for this account's rules only; without it, for anybody's.
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
  // The key of the records cannot be taken away from a stack that uses it.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

export type Casework = { storage: StorageStack; pipeline: PipelineStack; web: WebStack };

/** The three stacks of one stage. */
export const addCasework = (app: App, props: CaseworkProps): Casework => {
  const { settings } = props;
  const name = (part: string): string => `${prefixOf(settings.name)}-${part}`;
  const shared = { settings, terminationProtection: settings.keepsData };
  const storage = new StorageStack(app, 'Storage', { ...shared, stackName: name('storage') });
  const pipeline = new PipelineStack(app, 'Pipeline', {
    ...shared,
    stackName: name('pipeline'),
    dataKey: storage.dataKey,
    definitionPath: props.definitionPath,
    codeOf: props.codeOf,
  });
  const web = new WebStack(app, 'Web', {
    ...shared,
    stackName: name('web'),
    functions: pipeline.functions,
    operationsKey: pipeline.operationsKey,
    alertTopic: pipeline.alertTopic,
  });
  Tags.of(app).add('application', 'imr-casework');
  Tags.of(app).add('stage', settings.name);

  return { storage, pipeline, web };
};

/** Holds the stacks against cdk-nag: synthesis fails on a finding that nobody has answered for. */
export const checkCasework = (app: App, { settings, definitionPath }: CaseworkProps): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new HIPAASecurityChecks(app));
  for (const { path, rules, reason } of acknowledgements(settings, mapLabels(definitionPath))) {
    const construct = path.split('/').reduce((at, id) => at.node.findChild(id), app.node.root);
    Validations.of(construct).acknowledge(
      ...rules.map((rule) => ({
        id: `${rule.startsWith('HIPAA') ? 'HIPAA.Security' : 'AwsSolutions'}::${rule}`,
        reason,
      })),
    );
  }
};
