import { alternate, inParallel, rateOf } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { openEngine, ourExecute, theirExecute } from './states-contestants.ts';

const executions = 200;
const names = ['Read', 'Extract', 'Order'];
const arn = 'arn:aws:lambda:us-west-2:000000000000:function:echo';
const onward = (index: number): { Next: string } | { End: true } => {
  const next = names[index + 1];
  return next === undefined ? { End: true } : { Next: next };
};

const ourMachine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Read',
  States: Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: arn, Payload: '{% $states.input %}' },
        Output: '{% $states.result.Payload %}',
        ...onward(index),
      },
    ]),
  ),
};
const theirMachine = {
  StartAt: 'Read',
  States: Object.fromEntries(
    names.map((name, index) => [name, { Type: 'Task' as const, Resource: arn, ...onward(index) }]),
  ),
};

/** A machine of three Lambda tasks with a function in the same process: what the engine adds to three calls. */
export const lambdaTasks = async (): Promise<Row[]> => {
  const { engine, close } = openEngine((_, payload) => Promise.resolve({ payload }));
  const input = { case: 'CM15-0000001' };
  const ours = ourExecute(engine, ourMachine, input);
  const echo = <Event>(event: Event): Promise<Event> => Promise.resolve(event);
  const theirs = theirExecute(theirMachine, input, Object.fromEntries(names.map((name) => [name, echo])));
  const rows: Row[] = [];
  for (const width of [1, 50]) {
    const costs = await alternate(5, {
      ours: () => rateOf(executions, () => inParallel(executions, width, ours)),
      theirs: () => rateOf(executions, () => inParallel(executions, width, theirs)),
    });
    rows.push({
      name: `three Lambda tasks, ${width === 1 ? 'one execution after another' : `${width} at once`}`,
      ours: costs('ours'),
      other: { name: 'aws-local-stepfunctions (not durable)', cost: costs('theirs') },
      unit: 'executions/s',
      better: 'higher',
    });
  }
  await close();
  return rows;
};
