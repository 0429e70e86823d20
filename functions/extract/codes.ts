import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import { ledByNumber, ledByWord, type Rule } from './rules.ts';

/** A code of a diagnosis or a service: only the number, never its description (CPT descriptors are not ours to ship). */
export type FoundCode = {
  start: number;
  end: number;
  system: 'ICD-9' | 'ICD-10' | 'CPT' | 'HCPCS';
  value: string;
  ruleId: string;
};

const icd9 = ledByNumber(
  [
    { digits: [3, 3], after: '.' },
    { lead: 'EV', digits: [2, 3], after: '.' },
  ],
  /(?<![\w.$#/-])((?:\d{3}|[EV]\d{2,3})\.\d{1,2})(?![\w%/-]|\.\d| ?(?:mg|mcg|cm|mm|ml|lbs?|kg|degrees|inch))/g,
);
const icd10 = ledByNumber(
  { lead: 'ABCDEFGHIJKLMNOPQRSTVWXYZ', digits: [1, 2], after: 'AB.' },
  /(?<![\w.-])([A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4})(?![\w-])/g,
);
const icd10Short = ledByNumber(
  { lead: 'GMSZ', digits: [2, 5] },
  /(?<![\w.-])([GMSZ]\d{2}(?:\d{1,3}[A-Z]?)?)(?![\w./-])/g,
);
const icd9Short = ledByNumber(
  [{ digits: [3, 5] }, { lead: 'EV', digits: [3, 4] }],
  /(?<![\w.$#/-])(\d{3,5}|[EV]\d{3,4})(?![\w./-])/g,
);
const cpt = ledByNumber({ digits: [5, 5] }, /(?<![\w.$#/-])(\d{5})(?:-(?:\d{2}|LT|RT|TC|26))?(?![\w/-]|\.\w)/g);
const hcpcs = ledByNumber({ lead: 'AEGJKLQ', digits: [4, 4] }, /(?<![\w.-])([AEGJKLQ]\d{4})(?![\w.-])/g);
/** Short codes are only looked at in a text that speaks of the system. */
const system = ledByWord('icd*', /\bicd/gi);

const diagnosisContext = /\b(?:icd|dx|diagnos\w+)\b/i;
const serviceContext = /\b(?:cpt|hcpcs|procedure codes?|service codes?)\b|\bcodes: /i;

const listsDiagnoses = new Set<SectionKind>(['diagnosis', 'impression']);
const codeColumn = /\b(?:CPT|HCPCS)\b/;

export const findCodes = (reading: Reading, treatments: readonly { start: number; end: number }[]): FoundCode[] => {
  const { text, matches } = reading;
  const found: FoundCode[] = [];
  const matchesOfSystem = (rule: Rule) => (reading.signs(system).length > 0 ? matches(rule) : []);
  const add = (match: RegExpExecArray, system: FoundCode['system'], ruleId: string) => {
    const value = match[1] ?? '';
    const start = match.index;
    found.push({ start, end: start + value.length, system, value, ruleId });
  };
  for (const match of matches(icd9)) {
    const isCode =
      isBracketed(text, match) ||
      listsDiagnoses.has(reading.sectionAt(match.index).kind) ||
      reading.documentType === 'rfa' ||
      diagnosisContext.test(lineBefore(text, match.index, 140));
    if (isCode && Number(match[1]) !== 0) add(match, 'ICD-9', 'code.icd9');
  }
  for (const match of matches(icd10)) add(match, 'ICD-10', 'code.icd10');
  for (const match of matchesOfSystem(icd10Short))
    if (/\bicd[- ]?(?:10|code)?[^.\n]{0,12}$/i.test(lineBefore(text, match.index)))
      add(match, 'ICD-10', 'code.icd10-label');
  for (const match of matchesOfSystem(icd9Short))
    if (/\bicd[- ]?9?(?:-cm)?(?: codes?)?[: (#]{1,3}$/i.test(lineBefore(text, match.index)))
      add(match, 'ICD-9', 'code.icd9-label');
  for (const match of matches(cpt)) {
    const before = lineBefore(text, match.index);
    if (
      /\b(?:[A-Z]{2}|psy|lmft|lcsw|zip(?: code)?|box|suite|claim|no|number|#|id|lic|license|npi|lot):? {0,2}$/i.test(
        before.slice(-14),
      ) &&
      !serviceContext.test(before.slice(-30))
    )
      continue;
    const isCode =
      isBracketed(text, match) ||
      isRightBehind(text, treatments, match) ||
      serviceContext.test(before) ||
      (hasTreatmentBefore(text, treatments, match.index) &&
        (reading.documentType === 'rfa' || codeColumn.test(text.slice(Math.max(0, match.index - 900), match.index)))) ||
      (/^(?:8\d|9[78])\d{3}$/.test(match[1] ?? '') && hasTreatmentBefore(text, treatments, match.index));
    if (isCode) add(match, 'CPT', 'code.cpt');
  }
  for (const match of matches(hcpcs)) {
    if (
      isBracketed(text, match) ||
      serviceContext.test(lineBefore(text, match.index)) ||
      hasTreatmentBefore(text, treatments, match.index)
    )
      add(match, 'HCPCS', 'code.hcpcs');
  }
  const order = found.sort((a, b) => a.start - b.start || b.end - a.end);
  return order.filter((code, index) => index === 0 || code.start >= (order[index - 1]?.end ?? 0));
};

const isBracketed = (text: string, match: RegExpExecArray): boolean => {
  const before = text.slice(Math.max(0, match.index - 40), match.index);
  return (
    /\([^)\n]{0,38}$/.test(before) &&
    /^[^(\n]{0,40}\)/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 42))
  );
};

/** "rotator cuff repair 29827; decompression 29826" */
const isRightBehind = (
  text: string,
  treatments: readonly { start: number; end: number }[],
  { index, 0: code }: RegExpExecArray,
): boolean =>
  /^(?:\s*[;,.)]|\s*\n|\s*$)/.test(text.slice(index + code.length, index + code.length + 3)) &&
  hasTreatmentBefore(text, treatments, index, 3) &&
  /[ ,]$/.test(text.slice(Math.max(0, index - 1), index));

const lineBefore = (text: string, at: number, reach = 60) => {
  const before = text.slice(Math.max(0, at - reach), at);
  return before.slice(before.lastIndexOf('\n') + 1);
};

const hasTreatmentBefore = (
  text: string,
  treatments: readonly { start: number; end: number }[],
  at: number,
  reach = 90,
): boolean => {
  let low = 0;
  let high = treatments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((treatments[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const last = treatments[low - 1];
  return last !== undefined && at - last.end <= reach && !text.slice(last.end, at).includes('\n');
};
