import type { AttributeKind } from '../domain/facts.ts';
import { frequencyOf } from './frequencies.ts';
import { numberOf, unitOf } from './measures.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';

export type FoundAttribute = {
  start: number;
  end: number;
  kind: AttributeKind;
  value: string;
  of: number;
  ruleId: string;
};

/** Letters that OCR put for digits. */
const unfolded = (text: string) => text.replace(/[Oo](?=[\d]|$|\b|O)/g, '0').replace(/l/g, '1');

const maxWindow = 170;
const num = '\\d[\\dO]{0,3}(?:,\\d{3})?(?:\\.\\d{1,3})?';
const count =
  '(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty[- ]?four|twenty)';
const doseWithUnit = new RegExp(
  `(?<![\\w.#/])(${num}(?: ?(?:-|–|/|to) ?${num}){0,2}) ?-?(mgs?|mcg|micrograms?|grams?|gm|g|milligrams?|ml|mls|cc|units?|iu|meq|%)(?:/(ml|hr|hour|h|tab|5 ?ml))?(?![a-z])`,
  'gi',
);
const strengthPair = /^[ ,(:]{0,3}(\d{1,3}(?:\.\d{1,2})?) ?[/-] ?(\d{2,3}(?:\.\d)?)(?![\d/])/;
const bareStrength =
  /^ (\d{1,4}(?:\.\d{1,2})?)(?= ?(?:#|,|;|\.(?:\s|$)|$|\n|\)| (?:po|bid|tid|qid|q\d|qd|qhs|prn|daily|1|one|twice|three|at|every|tab|cap|by|as|for)\b))(?!,\d)/i;
const amount = new RegExp(
  `(?<![\\w.#/])(1/2|\\d(?:\\.5)?(?: ?(?:-|–|to) ?\\d)?|one-half|half|one(?: to two)?|two|three)(?: ?\\(\\d\\))? ?(tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|puffs?|drops?|sprays?|tsp|teaspoons?|sachets?|suppositor(?:y|ies))\\b`,
  'gi',
);
const route =
  /\b(p\.?o\.?|by mouth|orally|oral|i\.?v\.?|intravenous(?:ly)?|i\.?m\.?|intramuscular(?:ly)?|s\.?l\.?|sublingual(?:ly)?|sub-?q|subcutaneous(?:ly)?|topical(?:ly)?|transdermal(?:ly)?|to (?:the )?(?:affected|painful) areas?|intranasal|per rectum|intra-?articular(?:ly)?|inhal(?:ed|ation))\b\.?/gi;
const form =
  /\b(tablets?|capsules?|cream|gel|ointment|lotion|patch(?:es)?|solution|suspension|injection|tabs?|caps?|spray|liquid)\b/i;
const hashQuantity =
  /(?<![\w#])(?:#|no\. ?|num(?:ber)? ?)[ ]?(\d[\dOol]{0,3})(?:\.00?)?(?! ?(?:of series|in (?:a )?series|of \d))(?: (?:sessions?|visits?|treatments?|tablets?|tabs?|caps(?:ules)?|units?|patches))?(?![\d/-])/gi;
const labelQuantity =
  /\b(?:qty|quantity|quanity|disp(?:ense)?|amount)\b\.?(?: of)? ?[:#=]{0,2} ?#? ?(\d{1,4})(?:\.\d{1,2})?(?![\d/])/gi;
const timesQuantity = new RegExp(
  `(?<![\\w/])(?:x|times) ?(\\d{1,3})(?:\\.00?)?(?: ?(?:-|–|to) ?(\\d{1,3}))?(?:(?: (?:additional |more |total )?(?:sessions?|visits?|treatments?|units?|injections?))|(?! ?-?(?:/|per|a\\b|wks?|weeks?|w\\b|mos?\\b|months?|days?|d\\b|min|hrs?|hours?|yrs?|years?|daily|%|\\d|x)))(?![\\d/%])`,
  'gi',
);
const countedQuantity = new RegExp(
  `(?<![\\w/.#-])(${count})(?:\\.00?)?(?: ?(?:-|–|to) ?(${count}))?(?: ?\\(\\d{1,3}\\))?[ -](?:(?:additional|more|total|further|post-?op(?:erative)?|initial|of|out|approved|authorized|supervised|follow-up|physical therapy|pt|acupuncture|chiropractic|chiro|aquatic|massage|therapy|requested|individual|group|prior|previous) ){0,2}(sessions?|visits?|treatments?|units?|tablets|tabs|capsules|caps|patches|pills|injections|refills?|hours|electrodes|pairs?)\\b`,
  'gi',
);
const bracketQuantity = /^ ?\((\d{1,3})\)/;
const duration = new RegExp(
  `(?<![\\w/.-])(?:(?:x|for|over|times|during|within) ?(?:a |an |the next |up to |another )?)?(${count}(?: ?(?:-|–|to) ?${count})?)(?: ?\\(\\d{1,2}\\))?[ -]?(wks?|weeks?|mos?|months?|days?|d|minutes?|mins?|hours?|hrs?|years?|yrs?)\\b\\.?(?!-old| ?(?:ago|old|out|prior|later|earlier|post|of age|follow|after|s\\/p|each|supply ago))`,
  'gi',
);
const approvedBefore =
  /(?:modified (?:to|for|with)|approved(?: for)?|certified(?: for)?|authorized|authoriz(?:ation|ing) (?:of|for)|certification of|certif(?:y|ied) (?:only )?|approval of|partial(?:ly)? certif\w+(?: for| to)?|allow(?:ed|ing)?|reduced to|to)\s*(?:only )?(?:#|x|qty:? )?\s*$/i;
const approvedAfter = /^\s*(?:\w+ ){0,3}(?:was|were|is|are|have been|has been)? ?(?:approved|certified|authorized)\b/i;

const medicinal = new Set(['medication', 'injection']);

/** Dose, form, route, frequency, quantity and duration of each treatment, from the words up to the next treatment. */
export const findAttributes = (reading: Reading, treatments: readonly FoundTreatment[]): FoundAttribute[] => {
  const found: FoundAttribute[] = [];
  treatments.forEach((treatment, index) => {
    if (treatment.status === 'general') return;
    const window = windowOf(reading, treatments, index);
    const taken: { start: number; end: number }[] = [];
    const kinds = new Set<AttributeKind>();
    const add = (kind: AttributeKind, start: number, end: number, value: string, ruleId: string) => {
      if (kinds.has(kind) || taken.some((span) => span.start < end && span.end > start)) return;
      taken.push({ start, end });
      kinds.add(kind);
      found.push({ kind, start, end, value, of: index, ruleId });
    };
    before(reading, treatment, treatments[index - 1], add);
    readWindow(window.text, window.start, treatment, add);
  });
  return dropRepeats(found).sort((a, b) => a.start - b.start || a.end - b.end);
};

type Add = (kind: AttributeKind, start: number, end: number, value: string, ruleId: string) => void;

/** The rest of the statement, of the row, or of a sig that goes on in the next sentence of the same line. */
const windowOf = (
  reading: Reading,
  treatments: readonly FoundTreatment[],
  index: number,
): { text: string; start: number } => {
  const { text } = reading;
  const treatment = treatments[index];
  const start = treatment?.end ?? 0;
  const isDrug = treatment?.category === 'medication';
  const sentenceEnd = reading.sentenceAt(Math.max(0, start - 1)).end;
  const lineEnd = reading.lineAt(start).end;
  let end = Math.min(sentenceEnd, start + maxWindow, treatments[index + 1]?.start ?? text.length);
  // "Norco 10/325. Take one tablet every 6 hours."
  const next = text.slice(sentenceEnd, sentenceEnd + 30);
  if (
    isDrug &&
    end === sentenceEnd &&
    /^\s*(?:take|sig|apply|use|disp|qty|quantity|#|1|one|refill|dosage|frequency)\b/i.test(next)
  ) {
    const more = reading.sentenceAt(sentenceEnd).end;
    end = Math.min(
      more,
      !/^\s*(?:sig|take|disp|qty|quantity|apply)/i.test(next) ? more : Math.max(more, lineEnd),
      start + maxWindow,
      treatments[index + 1]?.start ?? text.length,
    );
  }
  // "Determination: Modified. 4 sessions are certified." goes on behind the item's own sentence.
  if (treatment?.status === 'modified') end = Math.min(treatments[index + 1]?.start ?? text.length, start + maxWindow);
  // A count that stands before the next treatment belongs to that one: "x6 and 8 sessions of massage".
  const words = text.slice(start, end);
  const tail = treatments[index + 1] && end === treatments[index + 1]?.start ? leadOfNext.exec(words) : null;
  return { text: tail ? words.slice(0, tail.index) : words, start };
};

const leadOfNext = new RegExp(
  `(?:${count}|\\d{1,3}(?:\\.\\d)?)(?: ?(?:-|–|to) ?\\d{1,2})? ?(?:mg|ml|mcg|day|week|month|additional|more|sessions?|visits?|treatments?|tablets? of|cc)?(?: (?:additional|more|trial|sessions?|visits?))? ?(?:of|for)? ?$`,
  'i',
);
const countBefore = new RegExp(
  `(?<![\\w/.-])(#|x)? ?(${count})(?: ?(?:-|–|to) ?(${count}))?(?: ?\\(\\d{1,3}\\))? (?:(?:additional|more|further|total|post-?op(?:erative)?|initial|prior|previous|visits?|sessions?|treatments?|supervised|units?|individual) ){0,3}(?:sessions?|visits?|treatments?|units?|courses?|injections?|pairs?)? ?(?:of|for)? ?(?:the )?(?:additional |post-?operative |outpatient |lumbar |cervical |left |right |bilateral |formal |land-based |continued )*$`,
  'i',
);
const trialBefore = new RegExp(
  `(?<![\\w/.-])(${count}|\\d{1,3})[ -](day|week|month)(?:s)?[ -](?:home )?(?:trial|rental|use|supply|trial/rental|home trial)(?: of| for)?(?: an?| the)? $`,
  'i',
);

const before = (reading: Reading, treatment: FoundTreatment, previous: FoundTreatment | undefined, add: Add) => {
  const from = Math.max(reading.sentenceAt(treatment.start).start, previous?.end ?? 0, treatment.start - 70);
  const lead = reading.text.slice(from, treatment.start);
  const trial = trialBefore.exec(lead);
  if (trial) {
    const end = from + trial.index + trial[0].search(/[ -](?:home |trial|rental|use|supply)/i);
    add(
      'duration',
      from + trial.index,
      end,
      `${numberOf(trial[1] ?? '')} ${unitOf(trial[2] ?? '', numberOf(trial[1] ?? ''))}`,
      'attribute.trial',
    );
    return;
  }
  if (treatment.name === 'saline') return;
  if (treatment.category === 'medication') {
    const dose = new RegExp(`(${num}) ?(mg|mcg|ml|cc|g) (?:of )?$`, 'i').exec(lead);
    if (dose)
      add(
        'dose',
        from + dose.index,
        from + dose.index + (dose[0].length - (/ (?:of )?$/i.exec(dose[0])?.[0].length ?? 0)),
        `${unfolded(dose[1] ?? '')} ${unitName(dose[2] ?? '')}`,
        'attribute.dose-before',
      );
    return;
  }
  const counted = countBefore.exec(lead);
  const hasNoun =
    counted && /sessions?|visits?|treatments?|units?|injections?|additional|more|pairs?/i.test(counted[0]);
  if (counted && (hasNoun || counted[1] === '#' || counted[1] === 'x')) {
    const words = counted[0].replace(
      / (?:of|for)? ?(?:the )?(?:additional |post-?operative |outpatient |lumbar |cervical |left |right |bilateral |formal |land-based |continued )*$/i,
      '',
    );
    const value = counted[3] ? `${numberOf(counted[2] ?? '')}-${numberOf(counted[3])}` : numberOf(counted[2] ?? '');
    const ahead = reading.text.slice(Math.max(0, from + counted.index - 24), from + counted.index);
    const isApproved = /(?:modified to|approved|certified|authorized)(?: for| to)? ?$/i.test(ahead);
    add(
      isApproved ? 'quantity_approved' : 'quantity',
      from + counted.index,
      from + counted.index + words.trimEnd().length,
      value,
      'attribute.count-before',
    );
  }
};

const unitName = (unit: string): string => {
  const lower = unit.toLowerCase().replace(/s$/, '');
  if (/^(?:gm|gram)$/.test(lower)) return 'g';
  if (/^(?:cc|ml)$/.test(lower)) return 'mL';
  if (/^milligram$/.test(lower)) return 'mg';
  if (/^microgram$/.test(lower)) return 'mcg';
  return lower === 'iu' ? 'units' : lower === 'unit' ? 'units' : lower;
};

/** Most treatments stand without any measure: one look spares the rules. */
const measured =
  /\d|\b(?:daily|weekly|monthly|nightly|prn|p\.r\.n|as needed|b\.?i\.?d|t\.?i\.?d|q\.?[ihdao]|q ?[ap]m|every|each|per|night|bedtime|morning|evening|hs|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|twelve|oral|orally|mouth|p\.?o|i\.?[vm]|s\.?l|topical\w*|transdermal|half|cream|gel|bed)\b/i;

const readWindow = (words: string, offset: number, treatment: FoundTreatment, add: Add) => {
  const put: Put = (kind, match, value, ruleId, lead = 0) =>
    add(kind, offset + match.index + lead, offset + match.index + match[0].length, value, ruleId);
  if (!measured.test(words)) return;
  const isDrug = medicinal.has(treatment.category);
  if (isDrug) readDose(words, treatment, put);
  for (const frequency of frequencyOf(words, !isDrug)) {
    add('frequency', offset + frequency.start, offset + frequency.end, frequency.value, frequency.ruleId);
  }
  for (const match of words.matchAll(labelQuantity))
    put(quantityKind(words, match), match, numberOf(match[1] ?? ''), 'attribute.qty');
  const bracket = bracketQuantity.exec(words);
  if (bracket && !isDrug) put('quantity', bracket, bracket[1] ?? '', 'attribute.bracket', bracket[0].indexOf('('));
  readCounts(words, isDrug, put);
  for (const match of words.matchAll(duration)) {
    const ahead = words.slice(Math.max(0, match.index - 24), match.index);
    const lead =
      /^(?:x|for|over|times|during|within) ?(?:a |an |the next |up to |another )?/i.exec(match[0])?.[0].length ?? 0;
    const unit = match[2] ?? '';
    if (unit === 'd' && lead === 0) continue;
    const isEvery =
      /(?:every|each|q|in|after|last|past|about|per|\/|rtc|f\/u|within|return|follow-?up(?: in)?|next) ?$/i.test(ahead);
    if (isEvery || /^(?:within)/i.test(match[0])) continue;
    const [low, high] = (match[1] ?? '').split(/ ?(?:-|–|to) ?/);
    const value = high ? `${numberOf(low ?? '')}-${numberOf(high)}` : numberOf(low ?? '');
    if (/(?:relief|benefit|improvement|better|lasted|lasting)\b[^.;]{0,14}$/i.test(ahead)) {
      if (/^for/i.test(match[0])) continue;
      put('duration_of_relief', match, `${value} ${unitOf(unit, value)}`, 'attribute.relief', lead);
      continue;
    }
    put('duration', match, `${value} ${unitOf(unit, value)}`, 'attribute.duration', lead);
  }
};

type Put = (kind: AttributeKind, match: Matched, value: string, ruleId: string, lead?: number) => void;
/** As much of a match as its place needs. */
type Matched = { 0: string; index: number };

const readDose = (words: string, treatment: FoundTreatment, put: Put) => {
  const pair = strengthPair.exec(words);
  doseWithUnit.lastIndex = 0;
  const dose = [...words.matchAll(doseWithUnit)].find((match) => match.index < 90 && isDose(words, match, treatment));
  if (dose && (!pair || dose.index <= pair[0].length)) {
    const strengths = unfolded(dose[1] ?? '')
      .replace(/,/g, '')
      .split(/ ?(?:-|–|\/|to) ?/);
    const unit = unitName(dose[2] ?? '');
    const per = dose[3] ? `/${/^h/i.test(dose[3]) ? 'hr' : dose[3].toLowerCase()}` : '';
    put(
      'dose',
      dose,
      unit === '%' ? `${strengths.join('-')}%` : `${strengths.join('-')} ${unit}${per}`,
      'attribute.dose',
    );
    const kind = form.exec(words.slice(dose.index + dose[0].length, dose.index + dose[0].length + 12));
    if (kind && kind.index <= 1) {
      put('form', { 0: kind[0], index: dose.index + dose[0].length + kind.index }, formName(kind[0]), 'attribute.form');
    }
  } else if (pair && Number(pair[2]) >= 30 && treatment.category === 'medication') {
    put('dose', pair, `${pair[1]}-${pair[2]} mg`, 'attribute.strengths', pair[0].search(/\d/));
  } else if (treatment.category === 'medication') {
    const bare = bareStrength.exec(words);
    if (bare && Number(bare[1]) >= 2) put('dose', bare, `${bare[1]} mg`, 'attribute.bare-dose', 1);
  }
  for (const match of words.matchAll(amount)) {
    if (/#\s?$/.test(words.slice(Math.max(0, match.index - 2), match.index))) continue;
    const low = (match[1] ?? '').toLowerCase();
    const value = low.includes('to two') ? '1-2' : low.replace(/ ?(?:-|–|to) ?(?=\d)/, '-');
    const number = value === 'half' || value === 'one-half' ? '1/2' : numberOf(value);
    put(
      'dose_amount',
      match,
      `${number} ${formName(match[2] ?? '')}${number === '1' || number === '1/2' ? '' : 's'}`,
      'attribute.amount',
    );
    break;
  }
  for (const match of words.matchAll(route)) {
    if (
      /^i\.?m\.?$|^i\.?v\.?$|^s\.?l\.?$/.test(match[1] ?? '') &&
      !/^[A-Z.]+$/.test(match[1] ?? '') &&
      !/\./.test(match[1] ?? '')
    )
      continue;
    put('route', match, routeName(match[1] ?? ''), 'attribute.route');
    break;
  }
};

/** "60% relief" is no dose, nor is the size of a needle. */
const isDose = (words: string, match: RegExpExecArray, { category }: FoundTreatment): boolean => {
  if (match[2] === '%' && category !== 'medication') return false;
  return !/^ ?(?:relief|improvement|better|of|benefit|reduction|decrease|pain|less|helpful|impairment|wpi|efficacy)\b/i.test(
    words.slice(match.index + match[0].length, match.index + match[0].length + 14),
  );
};

const formName = (word: string): string => {
  const lower = word.toLowerCase();
  if (lower.startsWith('tab')) return 'tablet';
  if (lower.startsWith('cap')) return 'capsule';
  if (lower.startsWith('patch')) return 'patch';
  return lower.replace(/s$/, '');
};

const routeName = (word: string): string => {
  const lower = word.toLowerCase().replace(/\./g, '');
  if (lower === 'po' || lower === 'by mouth' || lower.startsWith('oral')) return 'oral';
  if (lower === 'iv' || lower.startsWith('intrav')) return 'intravenous';
  if (lower === 'im' || lower.startsWith('intram')) return 'intramuscular';
  if (lower === 'sl' || lower.startsWith('subl')) return 'sublingual';
  if (lower.startsWith('sub')) return 'subcutaneous';
  if (lower.startsWith('topical') || lower.startsWith('to ')) return 'topical';
  if (lower.startsWith('transd')) return 'transdermal';
  if (lower.startsWith('intra-a') || lower.startsWith('intraart')) return 'intra-articular';
  return lower.startsWith('inh') ? 'inhaled' : lower === 'per rectum' ? 'rectal' : lower;
};

/** "modified to #60", "6 sessions were approved": what was granted, not what was asked. */
const quantityKind = (words: string, match: Matched): AttributeKind => {
  const ahead = words.slice(Math.max(0, match.index - 34), match.index);
  const behind = words.slice(match.index + match[0].length, match.index + match[0].length + 40);
  return approvedBefore.test(ahead) || approvedAfter.test(behind) ? 'quantity_approved' : 'quantity';
};

const readCounts = (words: string, isDrug: boolean, put: Put) => {
  for (const match of words.matchAll(hashQuantity))
    put(quantityKind(words, match), match, numberOf(unfolded(match[1] ?? '')), 'attribute.hash');
  for (const match of words.matchAll(timesQuantity)) {
    if (isDrug && /years?|days?|wks?/i.test(words.slice(match.index, match.index + 12))) continue;
    const value = match[2] ? `${numberOf(match[1] ?? '')}-${numberOf(match[2])}` : numberOf(match[1] ?? '');
    put(quantityKind(words, match), match, value, 'attribute.times');
  }
  for (const match of words.matchAll(countedQuantity)) {
    const noun = (match[3] ?? '').toLowerCase();
    if (noun.startsWith('refill') || noun.startsWith('hour')) continue;
    const isAmount = isDrug && Number(numberOf(match[1] ?? '')) <= 4;
    if (isAmount) continue;
    const value = match[2] ? `${numberOf(match[1] ?? '')}-${numberOf(match[2])}` : numberOf(match[1] ?? '');
    put(quantityKind(words, match), match, value, 'attribute.counted');
  }
};

/** One span speaks for one treatment: the nearest before it. */
const dropRepeats = (found: readonly FoundAttribute[]): FoundAttribute[] => {
  const kept: FoundAttribute[] = [];
  for (const attribute of found) {
    // Spans come treatment by treatment: only those of this one and the one before it can clash.
    let clash = false;
    for (let at = kept.length - 1; at >= 0 && !clash; at -= 1) {
      const known = kept[at];
      if (!known || known.of < attribute.of - 1) break;
      clash = known.start < attribute.end && known.end > attribute.start;
    }
    if (!clash) kept.push(attribute);
  }
  return kept;
};
