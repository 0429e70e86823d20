import { z } from 'zod';
import measured from './certainty.json' with { type: 'json' };

/**
 * How likely a finding of a rule is right in a text that the rules have not seen, from the labelled texts under
 * test/functions/extract/labelled and their first readings; written by measure-certainty.ts there.
 */
const table = z.object({ all: z.number(), rules: z.record(z.string(), z.number()) }).parse(measured);

/** A rule id may join two rules (`date.numeric+role.label`): both have to be right. */
export const certaintyOf = (ruleId: string): number => {
  const known = certainties.get(ruleId);
  if (known !== undefined) return known;
  const product = ruleId.split('+').reduce((share, part) => share * (table.rules[part] ?? table.all), 1);
  const certainty = Math.round(product * 1000) / 1000;
  certainties.set(ruleId, certainty);
  return certainty;
};

/** By rule; there are a few hundred, with those that are joined. */
const certainties = new Map(Object.entries(table.rules));

/** The id of two rules, or of a rule and one of its kinds; each is made once: a new string is slow to look up. */
export const joinedRule = (first: string, mark: '+' | '.', second: string): string => {
  const known = mark === '+' ? both : kinds;
  let joined = known.get(first);
  if (!joined) known.set(first, (joined = new Map()));
  let ruleId = joined.get(second);
  if (ruleId === undefined) joined.set(second, (ruleId = `${first}${mark}${second}`));
  return ruleId;
};

const both = new Map<string, Map<string, string>>();
const kinds = new Map<string, Map<string, string>>();
