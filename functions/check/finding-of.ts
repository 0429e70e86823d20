import type { Finding, FindingPlace } from '../domain/finding.ts';
import { shortHash } from '../domain/short-hash.ts';
import type { Passage } from './letter.ts';

/** A place in the letter: the section and its words. */
export const inLetter = (passage: Pick<Passage, 'section'>, quote: string): FindingPlace => ({
  in: 'letter',
  name: passage.section,
  quote: quote.trim().slice(0, 400),
});

/** The id is the rule and a hash of its values and its place, so that an answer finds it again on the next check. */
export const findingOf = (finding: Omit<Finding, 'id'>): Finding => ({
  id: `${finding.rule}:${shortHash(...finding.values, finding.places[0]?.name ?? '')}`,
  ...finding,
});
