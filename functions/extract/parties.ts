import type { Citation, Party } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import { ledByMark, startBefore } from './rules.ts';
import { spellings } from './spellings.ts';
import { emptyHash, findWordAt, hashStep, lowerCode, wordTable } from './word-table.ts';

type Cite = (start: number, end: number, ruleId: string) => Citation;
type Role = Party['role'];

type Meaning = Role | 'section' | 'first' | 'last';

/** Labels of forms, `{a|b}` for either; the section says whose plain "Name:" it is. */
const meanings: [string, Meaning][] = [
  ["{employee|injured worker|applicant|claimant|patient}{|'s|’s}{| full} name", 'employee'],
  ['employee|injured worker|applicant|claimant|patient|re|iw|{pt|pt.|pat|pat.}{| name}', 'employee'],
  ['name (last, first{|, middle})', 'section'],
  ['employer|employer name|name of employer|insured', 'employer'],
  [
    'claims administrator{| name| company}|insurance carrier|carrier|insurer|insurance company|adjusting agency|tpa|claims administrator company{| name}|name of insurance company',
    'claims_administrator',
  ],
  ['adjuster{|/contact}{| name}|claims adjuster|claims examiner', 'claims_administrator'],
  ['company name|company', 'section'],
  ["requesting {physician|provider|doctor}{|'s}{| name}|requested by|physician requesting", 'requesting_physician'],
  [
    'primary treating physician|treating physician|treating doctor|ptp|primary treating physician name',
    'treating_physician',
  ],
  [
    'physician|physician name|provider|provider name|doctor|examiner|surgeon|attending|referring physician|ordering physician|radiologist|therapist',
    'treating_physician',
  ],
  [
    'physician reviewer|reviewer|reviewer name|reviewed by|physician advisor|ur reviewer|utilization review physician|reviewing physician|ur physician|peer reviewer',
    'ur_reviewer',
  ],
  ['utilization review organization|uro|ur organization|utilization review company', 'ur_reviewer'],
  [
    'practice name|practice|facility|facility name|clinic|clinic name|hospital|location of service|place of service',
    'facility',
  ],
  [
    "applicant{|'s} attorney|attorney|employee attorney|attorney name|employee{|'s} attorney|attorney for {|the }{applicant|employee}|law firm|firm|defense attorney|employee attorney (if known)|attorney or representative",
    'attorney',
  ],
  ['name', 'section'],
  ['{|employee |patient |physician |requesting physician }first name', 'first'],
  ['{|employee |patient |physician |requesting physician }last name', 'last'],
];

const longestWord = 20;
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
/** Where the letters before an offset begin and end, a bracket passed over: of a label its last word. */
const lastLetters = (text: string, end: number): [start: number, end: number] => {
  const last = text.charCodeAt(end - 1) === 41 ? end - 1 : end;
  let start = last;
  while (start > 0 && last - start < longestWord && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return [start, last];
};

const labels = new Map(
  meanings.flatMap(([spelling, meaning]) => spellings(spelling).map((words): [string, Meaning] => [words, meaning])),
);
/** Most colons stand behind other words. */
const lastWords = wordTable([...labels.keys()].map((words) => words.slice(...lastLetters(words, words.length))));

const endsLabel = (text: string, end: number): boolean => {
  const [start, last] = lastLetters(text, end);
  let hash = emptyHash;
  for (let at = start; at < last; at += 1) hash = hashStep(hash, lowerCode(text.charCodeAt(at)));
  return findWordAt(lastWords, text, start, last, hash) >= 0;
};

const labelWords = /(?<![\w.,])([A-Z][A-Za-z'’/.]{0,24}(?: (?:\([A-Za-z, ]{2,30}\)|[A-Za-z'’/.&]{1,24})){0,5}) ?/
  .source;
/** Not digits, line ends, colons and semicolons, which stand between a label and the one before it. */
const isOfLabel = (code: number) => code > 127 || (code >= 32 && code < 48) || isLetter(code);
const labelStart = startBefore(new RegExp(`${labelWords}$`), 25 + 5 * 33 + 1, isOfLabel);
const label = ledByMark(':', new RegExp(`${labelWords}: ?`), (text, at) => {
  const end = text.charCodeAt(at - 1) === 32 ? at - 1 : at;
  return endsLabel(text, end) ? labelStart(text, at) : -1;
});

/** Everybody whom a form names: each reviewer's interests are compared with them. */
export const findParties = (reading: Reading, cite: Cite): Party[] => {
  const { text } = reading;
  const found: Party[] = [];
  const known = new Set<string>();
  let first: { name: string; start: number; end: number } | undefined;
  const add = (role: Role, name: string, start: number, end: number) => {
    const key = `${role} ${name.toLowerCase()}`;
    if (known.has(key) || !isName(name)) return;
    known.add(key);
    found.push({ role, name, citation: cite(start, end, 'party.label') });
  };
  for (const match of reading.matches(label)) {
    const entry = knownLabel(match[1] ?? '');
    if (!entry) continue;
    const [words, meaning] = entry;
    const start = match.index + match[0].length;
    const value = valueAt(text, start);
    if (!value) continue;
    const end = start + value.length;
    const role =
      meaning === 'section' || meaning === 'first' || meaning === 'last'
        ? roleOfSection(text, match.index, words)
        : meaning;
    if (!role) continue;
    if (meaning === 'first') first = { name: value, start, end };
    else if (meaning === 'last') {
      const name = first && Math.abs(start - first.end) < 120 ? `${first.name} ${value}` : value;
      add(role, name, first && Math.abs(start - first.end) < 120 ? first.start : start, end);
      first = undefined;
    } else add(role, value, start, end);
  }
  return found;
};

/** The label may have caught words of the field before it: its longest known ending counts. */
const knownLabel = (words: string): [string, Meaning] | undefined => {
  let rest = words;
  for (let cut = 0; cut < 6 && rest.length > 0; cut += 1) {
    const known = labels.get(rest.toLowerCase());
    if (known) return [rest, known];
    const space = rest.indexOf(' ');
    if (space < 0) return undefined;
    rest = rest.slice(space + 1);
  }
  return undefined;
};

/** In a form that was read without its columns the next field follows after one blank. */
const nextLabel =
  / {2,}|\n| (?=D\.?O\.?[BI]\.? ?\d)| (?=(?:Date|Phone|Fax|Telephone|Tel|Address|City|State|Zip|Claim|Employer|Contact|NPI|Specialty|MI|M\.I|Last Name|First Name|Middle|Firm|Practice|Adjuster|Type|E-?mail|Licen[sc]e|DOB|DOI|D\.O\.[BI]|Sex|Age|Gender|SSN|EAMS|WCIS|Today's|Birth|Injured Worker|Patient|Body|Physician|Provider|Insurance|Carrier|Claims Administrator|Employee|Title|Signature|Company|Attorney|Name|Occupation|Visit|Case|File|Chart|MRN|Relationship|Reviewer|Facility|Ref|Hours|Request|Policy|Referring|Department|Account)(?: (?:\([A-Za-z, /]{2,24}\)|[A-Za-z#/.]{1,20})){0,5}\.? ?:)/;

const valueAt = (text: string, start: number): string => {
  const rest = text.slice(start, start + 90);
  const end = rest.search(nextLabel);
  return (end < 0 ? rest : rest.slice(0, end)).trim().replace(/[\s;,'’_|]+$/, '');
};

/** Only the injured worker's name stands beside a day of birth or injury. */
const besideOwnDay = /^[^\n]{0,80}\b(?:D\.?\s?O\.?\s?[BI]\b|birth\b)/i;

const roleOfSection = (text: string, at: number, label: string): Role | undefined => {
  if (/^company/i.test(label)) return 'claims_administrator';
  if (/^name$/i.test(label) && besideOwnDay.test(text.slice(at, at + 100))) return 'employee';
  const before = text.slice(Math.max(0, at - 500), at).toLowerCase();
  const heads: [Role, number][] = [
    [
      'employee',
      Math.max(
        before.lastIndexOf('employee information'),
        before.lastIndexOf('employee name'),
        before.lastIndexOf('injured worker'),
        before.lastIndexOf('patient information'),
      ),
    ],
    [
      'requesting_physician',
      Math.max(
        before.lastIndexOf('requesting physician'),
        before.lastIndexOf('physician information'),
        before.lastIndexOf('provider information'),
      ),
    ],
    ['claims_administrator', before.lastIndexOf('claims administrator')],
    ['employer', before.lastIndexOf('employer information')],
    ['attorney', before.lastIndexOf('attorney')],
  ];
  const lower = label.toLowerCase();
  if (lower.startsWith('employee') || lower.startsWith('patient') || lower.includes('last, first')) return 'employee';
  if (lower.includes('physician')) return 'requesting_physician';
  const [best] = heads.sort((a, b) => b[1] - a[1]);
  if (best && best[1] >= 0) return best[0];
  return /^name$/i.test(label) && at < 600 ? 'employee' : undefined;
};

const isName = (value: string): boolean =>
  /[A-Za-z]{2}/.test(value) &&
  value.length >= 3 &&
  value.length <= 80 &&
  !/^(?:n\/?a|none|same|unknown|yes|no|see|the|not|is|was|has)\b/i.test(value) &&
  !/^\d/.test(value) &&
  !/\b(?:reports?|states?|complains?|presents?|denies|diagnos\w+)\b/i.test(value);
