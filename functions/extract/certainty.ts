import { z } from 'zod';
import measured from './certainty.json' with { type: 'json' };

/**
 * What share of the findings of a rule is right on the labelled texts under test/functions/extract/labelled, smoothed
 * by the share that was right on texts that the rules had not seen; written by measure-certainty.ts there.
 */
const table = z.object({ all: z.number(), rules: z.record(z.string(), z.number()) }).parse(measured);

/** A rule id may join two rules (`date.numeric+role.label`): both have to be right. */
export const certaintyOf = (ruleId: string): number => {
  const known = table.rules[ruleId];
  if (known !== undefined) return known;
  const parts = ruleId.split('+');
  const product = parts.reduce((share, part) => share * (table.rules[part] ?? table.all), 1);
  return Math.round(product * 1000) / 1000;
};
