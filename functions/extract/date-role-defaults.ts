import type { DateRole } from '../domain/facts.ts';
import type { RawDate } from './date-grammar.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import { clinical, ownRole } from './role-in-document.ts';

const bareLabel = /(?:^|[\s(])(?:date|dated|date\/time|on)[:.]? {0,3}$/i;

const receivedOn = /\breceived (?:your|the|a|this)\b[^.;\n]{0,60} on $/i;

/** The last letter of "date", "dated" or "time", blanks and a colon between it and the offset. */
const endsAsLabel = (text: string, at: number): boolean => {
  let last = at - 1;
  while (at - last < 5 && (text.charCodeAt(last) === 32 || text.charCodeAt(last) === 58)) last -= 1;
  const letter = text.charCodeAt(last) | 32;
  return letter === 101 || letter === 100;
};

/** `Date:` alone: beside a signature it is the signature's, else the document's own. */
export const bareDateRole = (reading: Reading, date: RawDate, score: number): DateRole | undefined => {
  const before = reading.text.slice(Math.max(0, date.start - 90), date.start);
  // "We received your RFA dated 10/30/2018 on 11/01/2018."
  if (before.endsWith(' on ') && receivedOn.test(before) && /\b(?:rfa|request)\b/i.test(before))
    return 'rfa_received_date';
  if (!endsAsLabel(reading.text, date.start)) return undefined;
  if (!/(?:^|[\s(])(?:date(?:\/time)?|dated):? {0,3}$/i.test(before) || !bareLabel.test(before)) return undefined;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^\s*(?:Date(?:\/time)?:?|Dated:) {0,3}$/i.test(line) || (score < 3 && /date(?:\/time)?:? {0,3}$/i.test(line))) {
    if (date.start > reading.text.length * 0.75 && date.start > 600)
      return reading.documentType === 'rfa' ? 'rfa_date' : 'signature_date';
    return ownRole[reading.documentType];
  }
  return undefined;
};

const sectionRole: Partial<Record<SectionKind, DateRole>> = {
  signature: 'signature_date',
  work_status: 'work_status_date',
  diagnostics: 'imaging_date',
  records: 'report_date',
  surgical_history: 'surgery_date',
  past_history: 'history_date',
  history: 'history_date',
  social_history: 'employment_date',
  current_medications: 'medication_date',
  past_medications: 'medication_date',
  medications_dispensed: 'medication_date',
  past_treatment: 'treatment_period',
};

/** A date beside a name, in a column of its own, or alone on its line. */
const isBesideName = (before: string): boolean =>
  /^\W*$| {3,}$|^[A-Z]{2,3} {1,3}$|\b(?:M\.?D|D\.?[OC]|DPT|PT|OTR|L\.?Ac|Ph\.?D|Psy\.?D|NP|PA-?C?|RN|DPM|sign\w*|sig|by|executed|date|lic\w*|released|authenticated|approved|declar\w*)\b[^\n]{0,24}$/i.test(
    before,
  );

/** Another row that opens with a date stands below. */
const isLog = (text: string, { start, end }: RawDate): boolean =>
  start > 120 && /\n\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4} {2}/.test(text.slice(end, end + 500));

/** What a fax machine prints at the edge of a page holds no other day than its own. */
export const isOnFaxLine = ({ text, furnitureAt }: Reading, date: RawDate): boolean =>
  furnitureAt(date.start) === 'fax' && !ofForm.test(text.slice(Math.max(0, date.start - 24), date.start));

/** "Form 5021 (Rev. 4) 1992     FAXED 2/21/13" */
const ofForm = /\brev(?:\.|ised|ision)? ?(?:\d{1,2})?[)\s:]{0,3}$/i;

/** "June 17, 2015     SENT BY FAX 209-555-0160": the day of the letter, which tells how it was sent. */
const tellsHowSent =
  /^\s*[A-Z][a-z]+ \d{1,2}, \d{4}\s.*\b(?:sent|served|via|by)\b|\b(?:sent|via|by|transmitted by) (?:fax|facsimile)|\bfaxed to\b/i;

const faxLine = /fax|\b\d{1,2}:\d{2}|p\. ?\d|page \d|from:|to:/i;

const comparesWith = new Set<SectionKind>(['impression', 'findings', 'diagnosis']);

/** "a housekeeper since April 2004" */
const isOfJob = (text: string, { start }: RawDate): boolean =>
  /\b(?:since|from) (?:\w+[ -])?$/i.test(text.slice(Math.max(0, start - 16), start)) &&
  /\b(?:an?|as an?) (?:[a-z-]+ ){0,3}(?:[a-z]{2,}(?:ist|man|woman|ian|eer|nurse|hand)|clerk|cook|janitor|aide|chef|guard|mechanic|attendant|maid|(?:[a-z-]*(?:work|operat|drive|clean|keep|teach|weld|pick|pack|help|load|assembl|roof|paint|carpent|manag|supervis|farm|labor|technici|bak|butch|plumb|install|bus|wait|serv|cash|firefight|offic|dispatch|stock|sort|instruct|sew)[a-z]*(?:er|or|an|ess|d)))(?: for [^.;\n\d]{2,40})?(?:,? since|,? from) (?:about |around |early |late |mid-? ?)?$/i.test(
    text.slice(Math.max(0, start - 110), start),
  );

/** "It has progressed since June 2017": two tests are compared. */
const comparesSince =
  /\b(?:progress\w*|improved|worse\w*|unchanged|stable|change\w*|new|compared \w+|resolved) (?:\w+ ){0,2}(?:since|from|to|with) $/i;
/** "the right arm pain followed about two years ago" */
const onset = /\b(?:pain|symptoms|numbness|tingling|weakness|stiffness)\b[^.;\n]{0,30}$/i;
/** "left hip pain after slip the day before" */
const accident =
  /\b(?:slip|slipped|fall|fell|injury|injured|accident|mva|tripped|incident)(?: at work| on the job)?,? $/i;
/** "Prior low back strain Sept. 2011" */
const priorIllness =
  /\b(?:prior|previous|old|remote|earlier) (?:[\w/-]+ ){0,4}(?:strains?|sprains?|fractures?|injur\w+|accidents?|mva|whiplash|contusions?|dislocations?|tears?|hernias?|claims?|concussions?)\W{1,2}$/i;

/** A date that nothing nearby explains. */
export const unlabelledRole = (
  { text, documentType: type, lineAt, furnitureAt }: Reading,
  section: SectionKind,
  date: RawDate,
  weak: DateRole | undefined,
): DateRole => {
  const { start, end } = lineAt(date.start);
  const line = text.slice(Math.max(start, date.start - 120), Math.min(end, date.end + 120));
  const before = text.slice(Math.max(start, date.start - 60), date.start);
  if (furnitureAt(date.start) === 'fax') return 'transmission_date';
  if (line.length < 160 && faxLine.test(line) && /\d{3}[.-]\d{4}|\bfax\b/i.test(line) && !tellsHowSent.test(line))
    return 'transmission_date';
  // "New since 8/14/13", "not seen in 2013": a reader of images compares them.
  if (type === 'imaging' && date.start > 500 && comparesWith.has(section)) return weak ?? 'imaging_date';
  if (type === 'electrodiagnostic' && date.start > 500 && comparesWith.has(section) && comparesSince.test(before))
    return 'test_date';
  if (date.kind === 'partial' && priorIllness.test(before)) return 'history_date';
  if (date.kind === 'relative' && accident.test(before)) return 'date_of_injury';
  if (date.kind === 'relative' && weak === 'medication_date' && onset.test(before)) return 'history_date';
  if (date.kind === 'relative') return weak ?? 'history_date';
  // "strain 2009, resolved after chiropractic": no course of that year.
  if (date.value?.length === 4 && weak === 'treatment_period') return 'history_date';
  if (date.kind === 'partial') return weak ?? (isOfJob(text, date) ? 'employment_date' : 'history_date');
  if (isOfJob(text, date)) return 'employment_date';
  // A row of a history: "19 Jun 2012 - Foothill Clinic: lifted a desk".
  if (
    (date.start > 300 || isLog(text, date)) &&
    type !== 'pharmacy' &&
    section !== 'medications_dispensed' &&
    /\n(?:[*•-] ?| ?\(?\d{1,2}[.)]? {0,6})?$/.test(text.slice(Math.max(0, date.start - 10), date.start)) &&
    /^(?: [-–:] |: | {2,})[\w#(]/.test(text.slice(date.end, date.end + 14))
  )
    return date.kind === 'range' ? 'treatment_period' : section === 'records' ? 'report_date' : 'date_of_service';
  if (type === 'pharmacy' && /^(?: {2,}|: )\S/.test(text.slice(date.end, date.end + 5)) && date.start === start)
    return 'medication_date';
  if (/\b(?:since|as of) $/i.test(text.slice(Math.max(0, date.start - 8), date.start)) && date.start > 500)
    return weak ?? sectionRole[section] ?? 'history_date';
  if (date.start < 500 && type !== 'rfa')
    return ownRole[type] === 'imr_application_date' ? 'signature_date' : ownRole[type];
  if (text.length - date.end < 160 && text.length > 700 && isBesideName(text.slice(start, date.start)))
    return 'signature_date';
  // "OCC HEALTH 11-13-18   M. Trinh PA-C": a note with its day heads what follows.
  if (
    date.kind === 'full' &&
    !clinical.has(type) &&
    /^[A-Z][A-Z &/'.-]{3,40}:? {1,4}$/.test(text.slice(start, date.start)) &&
    /^(?: {2,}|\n|$)/.test(text.slice(date.end, date.end + 3))
  )
    return 'date_of_service';
  const told = type === 'imr_determination' ? toldRole(text, date) : undefined;
  if (told) return told;
  const bySection = sectionRole[section];
  if (bySection) return bySection;
  if (weak) return weak;
  if (type === 'pharmacy') return 'medication_date';
  return type === 'ur_decision' || type === 'imr_determination' || type === 'noarfi'
    ? 'report_date'
    : 'date_of_service';
};

const refusal =
  /^[^\n]{1,220}?\b(?:(?:was|were|been) (?:previously )?(?:denied|modified|(?:non-? ?|not )certified)|non-? ?certified)\b/i;

/** In a summary "on 12-22-2016 the provider noted" tells of a visit, "on 11-04-2016 the request was denied" of the decision. */
const toldRole = (text: string, { start, end }: RawDate): DateRole | undefined => {
  if (!/\bon $/i.test(text.slice(Math.max(0, start - 3), start))) return undefined;
  const rest = text.slice(end, end + 240);
  const sentence = rest.slice(0, rest.search(/\.\s|$/));
  if (/^,? (?:the |a )?(?:request for authorization|rfa)\b/i.test(sentence)) return 'rfa_date';
  return refusal.test(sentence) ? 'ur_decision_date' : 'date_of_service';
};
