import { z } from 'zod';
import { checkDefinition } from './check-definition.ts';
import type { MachineRow } from './machine-store.ts';
import {
  invalidArn,
  isName,
  machineArnForm,
  maxResults,
  pageOf,
  parseRequest,
  seconds,
  type Operations,
  type Parts,
} from './request.ts';
import { ServiceError } from './service-error.ts';
import { variableReferences } from './variable-references.ts';

const tag = z.object({ key: z.string(), value: z.string().default('') });
const createRequest = z.object({
  name: z.string(),
  definition: z.string(),
  roleArn: z.string().optional(),
  type: z.string().optional(),
  tags: z.array(tag).optional(),
});
const updateRequest = z.object({
  stateMachineArn: z.string(),
  definition: z.string().optional(),
  roleArn: z.string().optional(),
});
const machineRequest = z.object({ stateMachineArn: z.string() });
const resourceRequest = z.object({ resourceArn: z.string() });

export const createMachineOperations = ({
  core,
  machines,
}: Parts): {
  operations: Operations;
  createOrUpdate: (name: string, definition: string) => string;
} => {
  const defaultRole = `arn:aws:iam::${core.accountId}:role/states`;
  const arnOf = (name: string): string => `arn:aws:states:${core.region}:${core.accountId}:stateMachine:${name}`;

  const find = (arn: string): MachineRow => {
    if (!machineArnForm.test(arn)) throw invalidArn(arn);
    const row = machines.find(arn);
    if (!row) throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return row;
  };

  const createStateMachine = (body: unknown): unknown => {
    const request = parseRequest(createRequest, body);
    if (!isName(request.name)) throw new ServiceError('InvalidName', `Invalid Name: '${request.name}'`);
    if (request.type !== undefined && request.type !== 'STANDARD') {
      throw new ServiceError(
        'StateMachineTypeNotSupported',
        `The type ${request.type} is not supported: this emulator runs STANDARD`,
      );
    }
    const definitionHash = machines.addDefinition(request.definition);
    const arn = arnOf(request.name);
    const known = machines.find(arn);
    if (known && (known.definition_hash !== definitionHash || (request.roleArn ?? known.role_arn) !== known.role_arn)) {
      throw new ServiceError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    const row =
      known ??
      machines.insert({
        arn,
        name: request.name,
        type: 'STANDARD',
        definition_hash: definitionHash,
        role_arn: request.roleArn ?? defaultRole,
        created_ms: core.now(),
        tags: JSON.stringify(request.tags ?? []),
      });
    return { stateMachineArn: arn, creationDate: seconds(row.created_ms) };
  };

  const updateStateMachine = (body: unknown): unknown => {
    const request = parseRequest(updateRequest, body);
    const row = find(request.stateMachineArn);
    if (request.definition === undefined && request.roleArn === undefined) {
      throw new ServiceError(
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    }
    const definitionHash =
      request.definition === undefined ? row.definition_hash : machines.addDefinition(request.definition);
    const atMs = core.now();
    const revisionId = machines.update(row.arn, { definitionHash, roleArn: request.roleArn ?? row.role_arn, atMs });
    return { updateDate: seconds(atMs), revisionId };
  };

  const describeStateMachine = (body: unknown): unknown => {
    const row = find(parseRequest(machineRequest, body).stateMachineArn);
    const references = variableReferences(machines.definition(row.definition_hash));
    return {
      stateMachineArn: row.arn,
      name: row.name,
      status: 'ACTIVE',
      definition: machines.text(row.definition_hash),
      roleArn: row.role_arn,
      type: row.type,
      creationDate: seconds(row.created_ms),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      revisionId: row.revision_id,
      ...(Object.keys(references).length > 0 ? { variableReferences: references } : {}),
    };
  };

  const listStateMachines = (body: unknown): unknown => {
    const request = parseRequest(z.object({ maxResults, nextToken: z.string().optional() }), body);
    const { page, next } = pageOf(machines.list(), request);
    const stateMachines = page.map((row) => ({
      stateMachineArn: row.arn,
      name: row.name,
      type: row.type,
      creationDate: seconds(row.created_ms),
    }));
    return { stateMachines, ...next };
  };

  /** As on AWS, deleting what does not exist is a success. Executions that run go on with their definition. */
  const deleteStateMachine = (body: unknown): unknown => {
    const { stateMachineArn } = parseRequest(machineRequest, body);
    if (!machineArnForm.test(stateMachineArn)) throw invalidArn(stateMachineArn);
    machines.delete(stateMachineArn);
    return {};
  };

  const validate = (body: unknown): unknown => {
    const { definition } = parseRequest(z.object({ definition: z.string() }), body);
    const { diagnostics } = checkDefinition(definition);
    return { result: diagnostics.length === 0 ? 'OK' : 'FAIL', diagnostics, truncated: false };
  };

  const findTagged = (arn: string): MachineRow => {
    const row = machines.find(arn);
    if (!row) throw new ServiceError('ResourceNotFound', `Resource not found: '${arn}'`, 400, { resourceName: arn });
    return row;
  };
  const tagsOf = (row: MachineRow): z.infer<typeof tag>[] => z.array(tag).parse(JSON.parse(row.tags));
  const tagResource = (body: unknown): unknown => {
    const { resourceArn, tags } = parseRequest(resourceRequest.extend({ tags: z.array(tag) }), body);
    const row = findTagged(resourceArn);
    const names = new Set(tags.map((added) => added.key));
    const kept = [...tagsOf(row).filter((old) => !names.has(old.key)), ...tags];
    const maxTags = 50;
    if (kept.length > maxTags)
      throw new ServiceError('TooManyTags', `A resource can have at most ${maxTags} tags`, 400, {
        resourceName: resourceArn,
      });
    machines.setTags(resourceArn, JSON.stringify(kept));
    return {};
  };
  const untagResource = (body: unknown): unknown => {
    const { resourceArn, tagKeys } = parseRequest(resourceRequest.extend({ tagKeys: z.array(z.string()) }), body);
    const row = findTagged(resourceArn);
    machines.setTags(resourceArn, JSON.stringify(tagsOf(row).filter((old) => !tagKeys.includes(old.key))));
    return {};
  };
  const listTags = (body: unknown): unknown => ({
    tags: tagsOf(findTagged(parseRequest(resourceRequest, body).resourceArn)),
  });

  const createOrUpdate = (name: string, definition: string): string => {
    const row = machines.find(arnOf(name));
    if (!row) createStateMachine({ name, definition });
    else if (row.definition_hash !== machines.addDefinition(definition))
      updateStateMachine({ stateMachineArn: row.arn, definition });
    return arnOf(name);
  };

  return {
    createOrUpdate,
    operations: {
      CreateStateMachine: createStateMachine,
      UpdateStateMachine: updateStateMachine,
      DescribeStateMachine: describeStateMachine,
      ListStateMachines: listStateMachines,
      DeleteStateMachine: deleteStateMachine,
      ValidateStateMachineDefinition: validate,
      TagResource: tagResource,
      UntagResource: untagResource,
      ListTagsForResource: listTags,
    },
  };
};
