import type { DateMention } from '../domain/facts.ts';

/** No words say what the date is of: its document makes a role likely, or texts of such a kind did. */
export const isGuess = ({ ruleId }: Pick<DateMention, 'ruleId'>): boolean =>
  /role\.(?:default|learned|likely)$/.test(ruleId);
