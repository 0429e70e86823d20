import { compileExpression, expressionSource, isExpression } from './expression.ts';
import { isObject } from './json.ts';
import { mapProcessor, type Flow } from './machine-definition.ts';

/** Functions of JSONata 2.0.6 and of Step Functions: `$map(list, $sum)` names one without calling it. */
const builtins = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match contains ' +
    'replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random boolean not ' +
    'map zip filter single reduce foldLeft sift keys lookup append exists spread merge reverse each error assert type sort shuffle ' +
    'distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval toMillis fromMillis clone now ' +
    'millis partition range hash uuid parse'
  ).split(' '),
);

/** Collects the names an expression reads and those it binds itself (`$x := 1`, parameters of functions). */
const visit = (node: unknown, read: Set<string>, bound: Set<string>): void => {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, read, bound);
    return;
  }
  if (!isObject(node)) return;
  const { type, value } = node;
  if (type === 'variable' && typeof value === 'string') read.add(value);
  if (type === 'bind' && isObject(node['lhs'])) bound.add(String(node['lhs']['value']));
  if (type === 'lambda' && Array.isArray(node['arguments'])) {
    for (const argument of node['arguments']) if (isObject(argument)) bound.add(String(argument['value']));
  }
  for (const [key, child] of Object.entries(node)) {
    // The name of a called function is not a variable of the machine.
    if (key === 'procedure' && isObject(child) && child['type'] === 'variable') continue;
    if (typeof child === 'object') visit(child, read, bound);
  }
};

const collect = (value: unknown, names: Set<string>): void => {
  if (isExpression(value)) {
    const read = new Set<string>();
    const bound = new Set(['', '$', 'states']);
    visit(compileExpression(expressionSource(value)).ast(), read, bound);
    for (const name of read) if (!bound.has(name) && !builtins.has(name)) names.add(name);
  } else if (Array.isArray(value)) for (const item of value) collect(item, names);
  else if (isObject(value)) for (const item of Object.values(value)) collect(item, names);
};

/** The variables each state reads, by state name, as DescribeStateMachine tells; states that read none are left out. */
export const variableReferences = (flow: Flow, found: Record<string, string[]> = {}): Record<string, string[]> => {
  for (const [name, state] of Object.entries(flow.States)) {
    const names = new Set<string>();
    for (const [key, field] of Object.entries(state)) {
      if (key !== 'Branches' && key !== 'ItemProcessor' && key !== 'Iterator') collect(field, names);
    }
    if (names.size > 0) found[name] = Array.from(names, (variable) => `$${variable}`).sort();
    if (state.Type === 'Parallel') for (const branch of state.Branches) variableReferences(branch, found);
    if (state.Type === 'Map') variableReferences(mapProcessor(state), found);
  }
  return found;
};
