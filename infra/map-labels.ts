import { readFileSync } from 'node:fs';
import { z } from 'zod';

const State = z.object({
  Type: z.string(),
  Label: z.string().optional(),
  get ItemProcessor() {
    return Machine.extend({ ProcessorConfig: z.object({ Mode: z.string() }).optional() }).optional();
  },
  get Branches() {
    return z.array(Machine).optional();
  },
});
const Machine = z.object({
  get States(): z.ZodRecord<z.ZodString, typeof State> {
    return z.record(z.string(), State);
  },
});

const labelsOf = (machine: z.infer<typeof Machine>): string[] =>
  Object.values(machine.States).flatMap((state) => {
    const inner = [...(state.ItemProcessor ? [state.ItemProcessor] : []), ...(state.Branches ?? [])].flatMap(labelsOf);
    const isDistributed = state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED';
    return isDistributed && state.Label !== undefined ? inner.concat(state.Label) : inner;
  });

/** The labels of the Distributed Maps of a state machine file: part of the ARNs that their iterations run under. */
export const mapLabels = (definitionPath: string): string[] =>
  labelsOf(Machine.parse(JSON.parse(readFileSync(definitionPath, 'utf8'))));
