import type { FunctionPolarity } from '../domain/facts.ts';
import { allMatches } from './all-matches.ts';
import { joinedRule } from './certainty.ts';
import { isInside } from './numbers.ts';
import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import { spellings } from './spellings.ts';
import { changed } from './function-change.ts';
import { functionHits } from './function-hits.ts';
import { isUnticked } from './tick-boxes.ts';

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
  treatments: readonly { start: number; end: number }[],
): FoundFunction[] => {
  const { text } = reading;
  const found: (FoundFunction & { clause: number })[] = [];
  const work = reading.hits('work');
  for (const { entry, start, end } of functionHits(reading)) {
    const words = oneLine(text.slice(start, end));
    const kind = reading.sectionAt(start).kind;
    if (
      reading.documentType === 'imaging' ||
      // "It has progressed since June 2017" tells of the illness, "refilled 9/19, no change" of the dose.
      (reading.documentType === 'electrodiagnostic' && /progress/i.test(words)) ||
      (/^no change$/i.test(words) &&
        /\brefilled\b[^.;\n]{0,14}, $/i.test(text.slice(Math.max(0, start - 26), start))) ||
      // "Full duty effective 10/17/23", "if modified duty cannot be accommodated"
      (/^effect[il1]ve$/i.test(words) && /^ (?:date|on\b|from\b|\d)/i.test(text.slice(end, end + 6))) ||
      (/^cannot$/i.test(words) && text.startsWith(' be ', end)) ||
      (/^flare/i.test(words) && /\bno (?:recent |new )?$/i.test(text.slice(Math.max(0, start - 12), start))) ||
      (/^flare/i.test(words) && /^ (?:of|on) \d/.test(text.slice(end, end + 6))) ||
      (/^flare/i.test(words) &&
        /\b(?:per|for|during|any|future|of|each|if|with|case of) $/i.test(text.slice(Math.max(0, start - 9), start))) ||
      kind === 'guideline' ||
      kind === 'family_history' ||
      kind === 'past_history' ||
      isInside(citations, start, end) ||
      isInside(work, start, end) ||
      isUnticked(text, start)
    )
      continue;
    if (
      (/\b(?:if|if not|unless|until|whether|without|goal of|for) [>≥]?(?:over |more than |at least )?(?:\d{1,3} ?% )?$/i.test(
        text.slice(Math.max(0, start - 14), start),
      ) ||
        /\b(?:if|unless|until|in case) (?:there (?:is|was|has been)(?: over| more than| at least)?|(?:he|she|it|pain|symptoms)(?: \w+){0,2}) $/i.test(
          text.slice(Math.max(0, start - 34), start),
        )) &&
      entry.polarity !== 'undocumented'
    )
      continue;
    const sentence = reading.sentenceAt(start);
    const around = text.slice(Math.max(sentence.start, start - 110), Math.min(sentence.end, end + 110));
    const isTalk = guidelineTalk.test(around) || isInside(citations, sentence.start, start);
    if (isTalk && entry.polarity !== 'undocumented' && entry.polarity !== 'none') continue;
    // "I attempted to reach Dr. Vandermeer without success."
    if (/^without success$/i.test(words) && /\b(?:reach|contact|call|phone|message)\w*\b/i.test(around)) continue;
    if (isOfElse(words, text.slice(Math.max(0, start - 130), start), text.slice(end, end + 30))) continue;
    // "car trouble"
    if (
      /^trouble$/i.test(words) &&
      /\b(?:car|legal|money|financial) $/i.test(text.slice(Math.max(0, start - 10), start))
    )
      continue;
    // "ACOEM: lumbar supports have no lasting benefit": said of everyone.
    if (
      (entry.polarity === 'none' || entry.polarity === 'undocumented') &&
      (isInside(citations, Math.max(0, sentence.start - 12), start) || citedBehind.test(text.slice(end, end + 60))) &&
      !ofPatient.test(around)
    )
      continue;
    const clauseStart = startOfClause(text, Math.max(sentence.start, start - 300), start);
    const clauseEnd = endOfClause(
      text,
      end,
      beforeNextTreatment(text, end, Math.min(sentence.end, end + 110), treatments),
    );
    const clause = text.slice(Math.max(clauseStart, start - 110), clauseEnd);
    const rest = around.replace(words, ' ');
    const isMeasured = entry.polarity === 'baseline' && measured.test(clause);
    const isAbility = entry.polarity === 'baseline' && / (?!to$)/.test(words) && tellsAbility.test(clause);
    if (
      weak.has(words.toLowerCase()) &&
      !isMeasured &&
      !isAbility &&
      !subject.test(rest) &&
      !isInside(treatments, clauseStart, start)
    )
      continue;
    // "patients who have not responded", "offers no lasting benefit": what a guideline says of everyone.
    if (entry.polarity === 'none' && ofEveryone.test(text.slice(Math.max(0, start - 24), start))) continue;
    // "worse with the first steps", "better lying down": when it hurts, not how it went.
    if (/^(?:worse|better|aggravated|relieved|worsens)$/i.test(words) && whenItHurts.test(text.slice(end, end + 40)))
      continue;
    // "ROM decreased" is a finding, "decreased pain" a gain.
    if (
      /^decreased$/i.test(words) &&
      !lessOf.test(text.slice(end, end + 40)) &&
      !isLess.test(text.slice(Math.max(0, start - 24), start))
    )
      continue;
    if (
      entry.polarity === 'baseline' &&
      /^ (?:his |her |the )?(?:usual|regular|normal|any|customary)\b[^.;]{0,24}\b(?:work|job|duties|occupation)\b/i.test(
        text.slice(end, end + 50),
      )
    )
      continue;
    if (
      entry.polarity === 'undocumented' &&
      !/\b(?:function|improve|benefit|efficacy|response|relief|progress|gain|outcome|adl|toleran|reduction|pain)/i.test(
        clause,
      )
    )
      continue;
    if (
      entry.polarity === 'improved' &&
      /\b(?:to see if|goals?(?: is| are|:)|in order to|would be|expected|will|may(?! (?:of )?[12]\d{3}| \d{1,2}\b)|should)\b/i.test(
        text.slice(Math.max(clauseStart, start - 40), start),
      )
    )
      continue;
    if (entry.polarity === 'baseline' && kind !== 'function' && kind !== 'objective' && !tellsAbility.test(clause))
      continue;
    // "No functional gain has been documented" tells of the record.
    const isOfRecord =
      entry.polarity === 'none' &&
      /^[^.;\n]{0,30}\b(?:documented|recorded|quantified)\b/i.test(text.slice(end, end + 50));
    // "She is able to do less housework than in May."
    const isLessAble = /\bable to\b/i.test(words) && changed(clause) === 'worsened';
    const polarity = isOfRecord
      ? 'undocumented'
      : entry.polarity === 'baseline' || isLessAble
        ? changed(clause)
        : entry.polarity;
    // "50% relief for two months; able to stand 45 min": the ability goes with the relief.
    const before = found.at(-1);
    if (
      before?.value === 'improved' &&
      polarity === 'baseline' &&
      /^(?:able to|can|now)\b/i.test(words) &&
      /^; $/.test(text.slice(before.end, start))
    ) {
      before.end = trimEnd(text, end, clauseEnd);
      continue;
    }
    const last = found.at(-1);
    const statement = {
      start,
      end: trimEnd(text, end, clauseEnd),
      value: polarity,
      ruleId: joinedRule('function', '.', polarity),
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

/** What may come of a treatment, what is waited for, what an illness did, what a rule asks for: nothing that happened. */
const isOfElse = (words: string, before: string, after: string): boolean =>
  /\brisks?\b (?:\w+ )?(?:including|includes?|of|are|such as)\b[^.;]*$/i.test(before) ||
  (/^improves?$/i.test(words) && /\b(?:once|when|until|as soon as|if) (?:(?:the|his|her) )?\w+ $/i.test(before)) ||
  (/progress/i.test(words) && /\b(?:tear|disease|degeneration|arthritis|stenosis|arthrosis|lesion) $/i.test(before)) ||
  (/^(?:cannot|can not|unable to)$/i.test(words) && /^ accommodate\b/i.test(after)) ||
  /\bunless (?:an? |the |there )?[^.;]*$/i.test(before);

const citedBehind = /^[^.;\n]{0,40} \((?:ACOEM|MTUS|ODG)\b/;
const ofPatient =
  /\b(?:he|she|his|her|patient|worker|claimant|applicant|employee|mr|ms|mrs|was|had|reported|records?|documented)\b/i;
const lessOf =
  /^ (?:\w+ ){0,2}(?:pain|use|usage|frequency|need|reliance|meds?|medications?|headaches?|symptoms?|numbness|swelling|spasms?|opioids?|norco|intake|dose)\b/i;
const isLess =
  /\b(?:pain|use|usage|frequency|headaches?|symptoms?|meds?|numbness|swelling) (?:has |have |is |are |was |were |been )*$/i;
const ofEveryone = /\b(?:who|patients|those|people|individuals|workers|offers?)(?: only| also)? $/i;
const whenItHurts =
  /^ when (?:he|she)\b|^ (?:w\/|with|when|on|in the|at|by|while) (?:the )?(?:first|rest|night|heat|ice|cold|activit|walk|stand|sit|lift|bend|movement|motion|weather|any|prolonged|use|overhead|morning|evening|lying|cough|sneez|stairs|weight|keyboard|typing|work|reach|grip|pinch|twist|turn|push|pull|driv|cold|pressure|repetitive)|^ (?:lying|sitting|standing|walking|at night|in the morning)/i;
const tellsAbility =
  /\b(?:adls?|toleran|prior level|baseline|unable to|cannot|can not|mins?\b|minutes?|hours?|hrs?\b|lbs?\b|pounds?|blocks?|miles?|steps|stairs|with (?:the |his |her )?(?:pain )?(?:meds?|medications?)\b|(?:housework|chores|cook|wash|dress|groom|laundry|garden|tying|shoes|cutting|bath|toilet|hygiene|gallon|shelf|overhead|counter|squat|kneel|does not|sleeps|instead|jar|mop|cart|push|pull|open|button|stairs|groceries|vacuum|sweep|type|writ|grip|drive|driving|sit\b|sits|stand\b|stands|walk\b|walks|shoes|socks|hair|bra\b|bed\b|car\b|work\b)\w*)/i;

/** Where a statement ends and another begins: what follows "but" or "followed by", or stands in brackets, is its own. */
const parts = /[;()]|,? \bbut\b|, (?:followed by|then|and then|whereas|although|though|on the other hand|while)\b/gi;

const partsOnce = new RegExp(parts.source, 'i');

/** "with relief for two months, and an injection without relief": the next item of a list is told of for itself. */
const beforeNextTreatment = (
  text: string,
  end: number,
  to: number,
  treatments: readonly { start: number }[],
): number => {
  let low = 0;
  let high = treatments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((treatments[middle]?.start ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  const next = treatments[low]?.start;
  if (next === undefined || next >= to) return to;
  const comma = text.slice(end, next).indexOf(', ');
  return comma < 0 ? to : end + comma;
};

const startOfClause = (text: string, from: number, start: number): number => {
  let at = from;
  for (const match of allMatches(parts, text.slice(from, start))) at = from + match.index + match[0].length;
  return at;
};

const endOfClause = (text: string, end: number, to: number): number => {
  const next = text.slice(end, to).search(partsOnce);
  return next < 0 ? to : end + next;
};

const measured = /\d ?-?(?:min|hour|hr|lb|pound|block|mile|yard|feet)/i;

const trimEnd = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from && /[\s.,;]/.test(text.charAt(end - 1))) end -= 1;
  return end;
};
