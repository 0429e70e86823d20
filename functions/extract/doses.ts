import { allMatches } from './all-matches.ts';
import { num, unfolded, type Put } from './attribute-words.ts';
import { numberOf } from './measures.ts';
import type { FoundTreatment } from './treatments.ts';

const doseWithUnit = new RegExp(
  `(?<![\\w.#/])(${num}(?: ?(?:-|–|/|to) ?${num}){0,2}) ?-?(mgs?|mcg|micrograms?|grams?|gm|g|milligrams?|ml|mls|cc|units?|iu|meq|%)(?:/(ml|hr|hour|h|tab|5 ?ml))?(?![a-z])`,
  'gi',
);

/** "325 MG-10 MG", "10mg/325mg": both strengths with their unit; the smaller one is named first. */
const unitPair = /^[^.;\n]{0,60}?(?<![\w.])(\d{1,4}(?:\.\d{1,2})?) ?mg ?[-/] ?(\d{1,4}(?:\.\d{1,2})?) ?mg\b/i;
const formFirst =
  /^[ ,]{1,30}(tab(?:let)?s?|cap(?:sule)?s?|cream|gel|ointment|lotion|spray|patch(?:es)?|soln|solution|suspension)\b(?= {1,20}\d|,? ?\()/i;
/** "Narcan nasal spray", "diclofenac gel" */
const formBehind =
  /^ (nasal spray|inhaler|MDI|HFA|cream|gel|ointment|lotion|patch(?:es)?|suspension|lozenges?|drops)\b/i;
const changed =
  /\b(?:increas(?:e|ed|ing)|decreas(?:e|ed|ing)|titrat(?:e|ed|ing)|rais(?:e|ed)|reduc(?:e|ed)|lowered)(?: it| this)? to (\d{1,4}(?:\.\d)?) ?(mg|mcg)\b/gi;

/** "from 50 to 100 mg", "50 mg daily to 100 mg": the dose that follows. */
const changedFrom =
  /\b(?:from \d{1,4}(?:\.\d)? ?(?:mg|mcg)?|\d{1,4}(?:\.\d)? ?(?:mg|mcg))(?: \w+){0,2} (?:up |down )?to (\d{1,4}(?:\.\d)?) ?(mg|mcg)\b/gi;

/** "ropivacaine 0.5% 20 mL", "gel 1%, 4 g": how much of the strength. */
const ofSolution = /^,? {1,2}((\d{1,3}(?:\.\d)?) ?(ml|mls|cc|g|gm|grams?))\b/i;

const strengthPair = /^[ ,(:]{0,3}(\d{1,3}(?:\.\d{1,2})?) ?[/-] ?(\d{2,3}(?:\.\d)?)(?![\d/])/;

const bareStrength =
  /^ (\d{1,4}(?:\.\d{1,2})?)(?= ?(?:#|,|;|\.(?:\s|$)|$|\n|\)| (?:po|[btq]\.|bid|tid|qid|q\d|qd|qhs|prn|daily|1|one|twice|three|at|every|tab|cap|by|as|for|\d (?:tab|cap)\w*)(?:\b|(?<=\.))))(?!,\d)/i;

const amount = new RegExp(
  `(?<![\\w.#/])(1/2|\\d(?:\\.5)?(?: ?(?:-|–|to) ?\\d)?|one-half|half|one(?: to two)?|two|three)(?: ?\\(\\d\\))? ?(tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|puffs?|drops?|sprays?|tsp|teaspoons?|sachets?|suppositor(?:y|ies))\\b`,
  'gi',
);

/** "1T PO QID", "1C BID": letters for tablets and capsules. */
const letterAmount = /(?<![\w.#/-])([1-4]|1\/2) ?([TC])(?= (?:PO|QD|QHS|Q\d|BID|TID|QID|QAM|DAILY)\b)/;

/** "1-2 q4-6h", "1 po bid": a count without its tablets. */
const bareAmount =
  /(?<![\w.#/-]|\bx )(1\/2|[1-3]-[2-4]|[2-4])(?= (?:po |p\.o\. |by mouth )?(?:q ?\d|q ?[hd]\b|qhs|q[ap]m|[bt]\.?i\.?d|qid|daily|prn|every|at bedtime|twice|once|three times))/i;

const route =
  /\b(p\.?o\.?|by mouth|orally|oral|i\.?v\.?|intravenous(?:ly)?|i\.?m\.?|intramuscular(?:ly)?|s\.?l\.?|sublingual(?:ly)?|sub-?q|subcutaneous(?:ly)?|topical(?:ly)?|transdermal(?:ly)?|to (?:the )?(?:affected|painful) areas?|intranasal|per rectum|intra-?articular(?:ly)?|inhal(?:ed|ation))\b\.?/gi;

const form =
  /\b(tablets?|capsules?|cream|gel|ointment|lotion|patch(?:es)?|solution|suspension|injection|tabs?|caps?|nasal spray|spray|liquid)\b/i;

export const readDose = (words: string, treatment: FoundTreatment, put: Put) => {
  const behind = formBehind.exec(words);
  if (behind) put('form', behind, formName(behind[1] ?? ''), 'attribute.form', 1);
  if (/\d/.test(words)) readStrength(words, treatment, put);
  readAmount(words, put);
};

const readStrength = (words: string, treatment: FoundTreatment, put: Put) => {
  const pair = strengthPair.exec(words);
  const first = formFirst.exec(words);
  if (first) put('form', first, formName(first[1] ?? ''), 'attribute.form', first[0].length - (first[1] ?? '').length);
  const hasTo = words.toLowerCase().includes(' to ');
  for (const match of hasTo ? allMatches(changed, words) : [])
    put('dose', match, `${match[1]} ${unitName(match[2] ?? '')}`, 'attribute.dose-change', match[0].search(/\d/));
  for (const match of hasTo ? allMatches(changedFrom, words) : [])
    put(
      'dose',
      match,
      `${match[1]} ${unitName(match[2] ?? '')}`,
      'attribute.dose-change',
      match[0].lastIndexOf(' to ') + 4,
    );
  const both = unitPair.exec(words);
  if (both) {
    const [low, high] = [Number(both[1]), Number(both[2])].sort((a, b) => a - b);
    const lead = both[0].length - both[0].slice(both[0].search(/\d{1,4}(?:\.\d{1,2})? ?mg ?[-/] ?\d/i)).length;
    put('dose', both, `${low}-${high} mg`, 'attribute.strengths', lead);
  }
  doseWithUnit.lastIndex = 0;
  const dose = allMatches(doseWithUnit, words).find((match) => match.index < 90 && isDose(words, match, treatment));
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
    const given = unit === '%' ? ofSolution.exec(words.slice(dose.index + dose[0].length)) : null;
    if (given)
      put(
        'dose',
        { 0: given[1] ?? '', index: dose.index + dose[0].length + given[0].length - (given[1] ?? '').length },
        `${given[2]} ${unitName(given[3] ?? '')}`,
        'attribute.dose-given',
      );
    const kind = form.exec(words.slice(dose.index + dose[0].length, dose.index + dose[0].length + 12));
    if (kind && kind.index <= 1) {
      put('form', { 0: kind[0], index: dose.index + dose[0].length + kind.index }, formName(kind[0]), 'attribute.form');
    }
  } else if (pair && Number(pair[2]) >= 30 && treatment.category === 'medication') {
    put('dose', pair, `${pair[1]}-${pair[2]} mg`, 'attribute.strengths', pair[0].search(/\d/));
  } else if (treatment.category === 'medication') {
    const bare = bareStrength.exec(words);
    if (bare && Number(bare[1]) >= 2 && !/^(?:19|20)\d\d$/.test(bare[1] ?? ''))
      put('dose', bare, `${bare[1]} mg`, 'attribute.bare-dose', 1);
  }
};

const readAmount = (words: string, put: Put) => {
  for (const match of allMatches(amount, words)) {
    if (/#\s?$/.test(words.slice(Math.max(0, match.index - 2), match.index))) continue;
    const low = (match[1] ?? '').toLowerCase();
    const value = low.includes('to two') ? '1-2' : low.replace(/ ?(?:-|–|to) ?(?=\d)/, '-');
    const number = value === 'half' || value === 'one-half' ? '1/2' : numberOf(value);
    put(
      'dose_amount',
      match,
      `${number} ${formName(match[2] ?? '')}${number === '1' || number === '1/2' ? '' : /patch/i.test(match[2] ?? '') ? 'es' : 's'}`,
      'attribute.amount',
    );
    break;
  }
  const letter = letterAmount.exec(words);
  if (letter) {
    const [, number = '', unit] = letter;
    const noun = unit?.toUpperCase() === 'C' ? 'capsule' : 'tablet';
    put('dose_amount', letter, `${number} ${noun}${number.startsWith('1') ? '' : 's'}`, 'attribute.amount');
  }
  const bare = bareAmount.exec(words);
  if (bare) {
    const unit = /\b(cap(?:sule)?s?|patch)\b/i.test(words)
      ? formName(/\b(cap|patch)/i.exec(words)?.[0] ?? '')
      : 'tablet';
    put(
      'dose_amount',
      bare,
      `${bare[1]} ${unit}${/^(?:1|1\/2)$/.test(bare[1] ?? '') ? '' : unit === 'patch' ? 'es' : 's'}`,
      'attribute.bare-amount',
    );
  }
  for (const match of allMatches(route, words)) {
    if (
      /^i\.?m\.?$|^i\.?v\.?$|^s\.?l\.?$/i.test(match[1] ?? '') &&
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
  // "EBL: 25 cc"
  if (/\b(?:EBL|blood loss):? (?:was |of |about )?$/i.test(words.slice(Math.max(0, match.index - 22), match.index)))
    return false;
  if (
    match[2] === '%' &&
    (category !== 'medication' || /\bby $/i.test(words.slice(Math.max(0, match.index - 3), match.index)))
  )
    return false;
  return !/^ ?(?:relief|improvement|better|of|benefit|reduction|decrease|pain|less|helpful|impairment|wpi|efficacy)\b/i.test(
    words.slice(match.index + match[0].length, match.index + match[0].length + 14),
  );
};

const unitNames: Partial<Record<string, string>> = {
  gm: 'g',
  gram: 'g',
  cc: 'mL',
  ml: 'mL',
  milligram: 'mg',
  microgram: 'mcg',
  iu: 'units',
  unit: 'units',
};

export const unitName = (unit: string): string => {
  const lower = unit.toLowerCase().replace(/s$/, '');
  return unitNames[lower] ?? lower;
};

export const formName = (word: string): string => {
  const lower = word.toLowerCase();
  if (lower.startsWith('tab')) return 'tablet';
  if (lower.startsWith('cap')) return 'capsule';
  if (lower.startsWith('patch')) return 'patch';
  if (lower === 'mdi' || lower === 'hfa') return 'inhaler';
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
