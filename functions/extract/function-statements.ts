import type { FunctionPolarity } from '../domain/facts.ts';
import { isInside } from './numbers.ts';
import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import { spellings } from './spellings.ts';
import { ledByNumber, ledByWord } from './rules.ts';

export type FoundFunction = { start: number; end: number; value: FunctionPolarity; ruleId: string };

/** Weak words need a subject that makes them a statement on function or on what a treatment did. */
const weak = new Set(
  spellings(
    'improved|better|decreased|effective|benefit|beneficial|helpful|helped|helps|worse|improvement|improving|improves|reduces pain|relieved|allows|progressing|unchanged|no change|difficulty|not provided|increased pain|decreased pain|less pain|more pain|aggravated|exacerbation|flare|trouble|cannot|limited to|able to|unable to|is helpful|pain relief|gained|plateau|not documented|no documentation|no documented|improving|ineffective|difficulty with|limited by|declining|flare-up|flare up|increasing pain|can walk|can lift|can sit|can stand|no evidence that|not demonstrated|no mention of|no evidence of any|lack of documentation|pain increased|decrease in pain|increase in pain|getting worse|doing well',
  ),
);
const subject =
  /\b(?:function\w*|adls?|activit\w+|sleep\w*|walk\w*|sit\w*|stand\w*|lift\w*|work\w*|toleran\w+|therapy|pt|treatment|injections?|medications?|meds|relief|acupuncture|chiropractic|exercise\w*|driv\w+|dress\w*|groom\w*|cook\w*|type|typing|mobility|rom|strength|with use|sessions?|esi|tens|daily living|improvement|gains?|benefit|progress|household|chores|norco|opioids?|efficacy|physical therapy|reach\w*|carry\w*|climb\w*)\b/i;
const guidelineTalk =
  /\b(?:guidelines?|patients\b|should be|recommended (?:as|for|if)|mtus|odg|acoem|evidence of efficacy|studies)\b/i;
const rank: Record<FunctionPolarity, number> = { undocumented: 5, none: 4, worsened: 3, improved: 3, baseline: 1 };

/** One statement a clause: the strongest words of the clause give the polarity, the rest of the clause is its span. */
export const findFunctionStatements = (
  reading: Reading,
  citations: readonly { start: number; end: number }[],
): FoundFunction[] => {
  const { text } = reading;
  const found: (FoundFunction & { clause: number })[] = [];
  const work = reading.hits('work');
  for (const { entry, start, end } of withRelief(reading)) {
    const sentence = reading.sentenceAt(start);
    const from0 = Math.max(sentence.start, start - 300);
    const clauseStart = from0 + text.slice(from0, start).lastIndexOf(';') + 1;
    const to0 = Math.min(sentence.end, end + 110);
    const semicolon = text.slice(end, to0).indexOf(';');
    const clauseEnd = semicolon < 0 ? to0 : end + semicolon;
    const clause = text.slice(Math.max(clauseStart, start - 110), clauseEnd);
    const words = oneLine(text.slice(start, end));
    const kind = reading.sectionAt(start).kind;
    if (
      (/^flare/i.test(words) &&
        /\b(?:per|for|during|any|future|of|each|if|with|case of) $/i.test(text.slice(Math.max(0, start - 9), start))) ||
      kind === 'guideline' ||
      kind === 'family_history' ||
      kind === 'past_history' ||
      isInside(citations, start, end) ||
      isInside(work, start, end)
    )
      continue;
    if (
      /\b(?:if|if not|unless|until|whether|without|goal of|for) $/i.test(text.slice(Math.max(0, start - 9), start)) &&
      entry.polarity !== 'undocumented'
    )
      continue;
    if (guidelineTalk.test(clause) && entry.polarity !== 'undocumented' && entry.polarity !== 'none') continue;
    const rest = clause.replace(words, ' ');
    const isMeasured = entry.polarity === 'baseline' && measured.test(clause);
    if (weak.has(words.toLowerCase()) && !isMeasured && !subject.test(rest)) continue;
    if (
      entry.polarity === 'undocumented' &&
      !/\b(?:function|improve|benefit|efficacy|relief|progress|gain|outcome|adl|toleran|reduction|pain)/i.test(clause)
    )
      continue;
    if (
      entry.polarity === 'improved' &&
      /\b(?:to see if|goals?(?: is| are|:)|in order to|would be|expected|will|may|should)\b/i.test(
        text.slice(Math.max(clauseStart, start - 40), start),
      )
    )
      continue;
    if (
      entry.polarity === 'baseline' &&
      kind !== 'function' &&
      kind !== 'objective' &&
      !/\b(?:adls?|toleran|prior level|baseline|unable to|min\b|minutes|hours?|lbs|pounds)/i.test(clause)
    )
      continue;
    const polarity = entry.polarity === 'baseline' ? changed(clause) : entry.polarity;
    const last = found.at(-1);
    const statement = {
      start,
      end: trimEnd(text, end, clauseEnd),
      value: polarity,
      ruleId: `function.${polarity}`,
      clause: clauseStart,
    };
    if (last && last.clause === clauseStart && start < last.end + 2) {
      if (rank[polarity] > rank[last.value]) found[found.length - 1] = { ...statement, start: last.start };
      continue;
    }
    found.push(statement);
  }
  return found.map(({ start, end, value, ruleId }) => ({ start, end, value, ruleId }));
};

/** "standing tolerance up from 5 to 20 minutes": a measure that is told as a change is more than a baseline. */
const changed = (clause: string): FunctionPolarity =>
  /\b(?:up from|increased (?:from|to)|improved (?:from|to)|better than|now \d+|was \d+|vs\.? \d+)\b/i.test(clause)
    ? 'improved'
    : /\b(?:down from|decreased (?:from|to)|worse than)\b/i.test(clause)
      ? 'worsened'
      : 'baseline';

const measured = /\d ?-?(?:min|hour|hr|lb|pound|block|mile|yard|feet)/i;

type Hit = { entry: { polarity: FunctionPolarity }; from: number; to: number; start: number; end: number };
const percentRelief = ledByNumber(
  { digits: [1, 3], next: '-%pP' },
  /(?<![\d.])\d{1,3}(?:-\d{1,3})? ?(?:%|percent) (?:(?:pain |temporary |functional |overall |sustained )?(?:relief|improve\w*|reduction|better|decrease|benefit)|of (?:the|his|her) (?:pain|symptoms))/gi,
);

/** "relieved 50% of the pain" */
const shareRelieved = ledByWord(
  'relieved reduced decreased improved helped',
  /\b(?:relieved|reduced|decreased|improved|helped)(?: \w+){0,3} (?:by )?(?:about |approximately )?\d{1,3} ?(?:%|percent)/gi,
);
/** "two weeks of relief" */
const timeOfRelief = (lead: string) =>
  new RegExp(`${lead} (?:hours?|days?|weeks?|months?) (?:of )?(?:pain |good |excellent |significant )?relief\\b`, 'gi');
const countedRelief = ledByNumber({ digits: [1, 2], next: 'hdwmHDWM' }, timeOfRelief('(?<![\\w.])\\d{1,2}'));
const spelledRelief = ledByWord(
  'one two three four five six several',
  timeOfRelief('\\b(?:one|two|three|four|five|six|several)'),
);

/** The lexicon's words, and "50% relief", in reading order. */
const withRelief = (reading: Reading): Hit[] => {
  const hits: Hit[] = [...reading.hits('function')];
  for (const rule of [percentRelief, shareRelieved, countedRelief, spelledRelief]) {
    for (const match of reading.matches(rule)) {
      const from = reading.tokenAt(match.index);
      const to = reading.tokenAt(match.index + match[0].length);
      const { starts, ends } = reading.tokens;
      hits.push({ entry: { polarity: 'improved' }, from, to, start: starts[from] ?? 0, end: ends[to - 1] ?? 0 });
    }
  }
  return hits.sort((a, b) => a.from - b.from || b.to - a.to);
};

const trimEnd = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from && /[\s.,;]/.test(text.charAt(end - 1))) end -= 1;
  return end;
};
