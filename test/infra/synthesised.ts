import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;
export type Resources = Record<string, Resource>;
const Template = z.object({ Resources: z.record(z.string(), Resource) }).transform(({ Resources }) => Resources);
const Stacks = z.object({ storage: Template, pipeline: Template, web: Template });

/**
 * All three stacks of both stages as they would be deployed, but with empty function code. A process of its own makes
 * them: the CDK library loads three times faster outside Jest.
 */
export const { sandbox, production } = z.object({ sandbox: Stacks, production: Stacks }).parse(
  JSON.parse(
    execFileSync(process.execPath, [path.join(import.meta.dirname, 'synthesise.ts')], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  ),
);

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
