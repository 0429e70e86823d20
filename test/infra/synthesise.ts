import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { z } from 'zod';
import { addCasework, appContext, checkCasework, type CaseworkProps } from '../../infra/casework.ts';
import { stageSettings } from '../../infra/stage.ts';

export const definitionPath = path.resolve(import.meta.dirname, '../../statemachines/case.asl.json');

export const productionContext = {
  stage: 'production',
  domainName: 'casework.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/example',
  alarmEmail: 'operations@example.org',
} as const;

export const Properties = z.record(z.string(), z.unknown());
const Resource = z.object({
  Type: z.string(),
  Properties: Properties.default({}),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;
const TemplateFile = z.object({ Resources: z.record(z.string(), Resource) });
export type Resources = Record<string, Resource>;

export type Synthesised = { storage: Resources; pipeline: Resources; web: Resources };

/** All three stacks as they would be deployed, but with empty function code; with `checks`, cdk-nag has its say too. */
export const synthesise = (context: Record<string, unknown> = {}, { checks = false } = {}): Synthesised => {
  const app = new App({ outdir: mkdtempSync(path.join(tmpdir(), 'imr-synth-')), context: appContext });
  const props: CaseworkProps = {
    settings: stageSettings((key) => context[key]),
    definitionPath,
    codeOf: () => Code.fromInline('export const handler = () => undefined;'),
  };
  addCasework(app, props);
  if (checks) checkCasework(app, props);
  const assembly = app.synth();
  const resources = (name: string): Resources => TemplateFile.parse(assembly.getStackArtifact(name).template).Resources;
  return { storage: resources('Storage'), pipeline: resources('Pipeline'), web: resources('Web') };
};

export const ofType = (resources: Resources, type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);

/** A CloudFormation value as one line: `{ "Fn::GetAtt": ["Key", "Arn"] }` -> `<Key.Arn>`. */
export const flat = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const known = z
    .union([
      z
        .object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })
        .transform((v) => v['Fn::Join'][1].map(flat).join(v['Fn::Join'][0])),
      z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((v) => `<${v['Fn::GetAtt'].join('.')}>`),
      z.object({ Ref: z.string() }).transform((v) => `<${v.Ref}>`),
      z.object({ 'Fn::ImportValue': z.string() }).transform((v) => `<${v['Fn::ImportValue']}>`),
    ])
    .safeParse(value);
  return known.success ? known.data : JSON.stringify(value);
};

const OneOrMore = z.union([z.unknown().array(), z.unknown().transform((value) => [value])]);
const Statement = z.object({
  Sid: z.string().optional(),
  Effect: z.string(),
  Action: OneOrMore.transform((actions) => actions.map(flat)),
  Resource: OneOrMore.transform((resources) => resources.map(flat)),
  Condition: z
    .record(
      z.string(),
      z.record(
        z.string(),
        OneOrMore.transform((values) => values.map(flat)),
      ),
    )
    .optional(),
});
export type Statement = z.infer<typeof Statement>;
const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) });
const Role = z.object({ ManagedPolicyArns: z.array(z.unknown()).optional(), Policies: z.unknown().optional() });

/** Every statement that a role has, from wherever it is attached. */
export const statementsOfRole = (resources: Resources, roleId: string): Statement[] => {
  const role = Role.parse(resources[roleId]?.Properties);
  if (role.Policies !== undefined) throw new Error(`${roleId} has an inline policy`);
  const named = new Set((role.ManagedPolicyArns ?? []).map(flat));
  return Object.entries(resources)
    .filter(
      ([id, resource]) =>
        (resource.Type === 'AWS::IAM::ManagedPolicy' && named.has(`<${id}>`)) ||
        (/^AWS::IAM::(Managed|Role)?Policy$/.test(resource.Type) &&
          JSON.stringify(resource.Properties['Roles'] ?? resource.Properties['RoleName'] ?? '').includes(roleId)),
    )
    .flatMap(([, resource]) => Policy.parse(resource.Properties).PolicyDocument.Statement);
};
