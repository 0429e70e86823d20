import type { Chronology, Eligibility } from '../domain/chronology.ts';
import { addDays, dueDay, isDay } from '../domain/calendar.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import type { Profile } from '../domain/profile.ts';
import { caseNumbers } from './case-numbers.ts';

type Judged = Pick<Chronology, 'header' | 'patient' | 'disputedItems' | 'priority' | 'caseId'>;

const textOf = (document: DocumentFacts): string => document.pageTexts.join('\n');

/** A mark in the box before the words, or after the words and a colon: `[X] Liability ...`, `Liability disputed: yes`. */
const isTicked = (text: string, words: RegExp): boolean =>
  new RegExp(String.raw`(?:\[\s*[xX✓✔]\s*\]|☒|☑|\([xX]\))\s*[^\n\[\]☐☒☑]{0,60}?(?:${words.source})`, 'i').test(text) ||
  new RegExp(String.raw`(?:${words.source})[^\n]{0,40}:\s*yes\b`, 'i').test(text);

/** A line for the signature that carries something, a signature date, or "signed by". */
const isSigned = (application: DocumentFacts): boolean =>
  application.mentions.some((mention) => mention.type === 'date' && mention.role === 'signature_date') ||
  /\/s\/|signed\s+(?:by|on|electronically)|electronically signed/i.test(textOf(application)) ||
  /signature[^\n:_]{0,60}[:_\s]+(?!_*\s*(?:date\b|$))[A-Za-z][A-Za-z.'-]+/im.test(textOf(application));

/** "Denied because the requested information was not received": then nothing was decided on necessity. */
const isConditional = (document: DocumentFacts): boolean =>
  /conditional(?:ly)?\s+(?:non-?\s?certif|den)/i.test(textOf(document)) ||
  /information\s+(?:was\s+)?(?:requested\s+)?(?:was\s+|has\s+)?not\s+(?:been\s+)?received/i.test(
    document.urOutcome?.reason ?? '',
  );

/**
 * Eligible when the application is signed, the decision attached, in time, and necessity is what is disputed.
 * Everything else is for a person, each reason by its code. Source: 8 CCR 9792.10.3(a).
 */
export const judgeEligibility = (documents: readonly DocumentFacts[], facts: Judged, profile: Profile): Eligibility => {
  const ofType = (type: DocumentFacts['documentType']) =>
    documents.filter((document) => document.documentType === type);
  const applications = ofType('imr_application');
  const decisions = ofType('ur_decision');
  const codes: { code: string; detail?: string }[] = [];
  if (applications.length === 0) codes.push({ code: 'no-application' });
  else if (!applications.some(isSigned)) codes.push({ code: 'not-signed' });
  const { own, others } = caseNumbers(documents, facts.caseId);
  // Papers of two cases in one file; a file that has only another number is told, and goes on.
  if (own.length > 0 && others.length > 0) {
    const numbers = [...new Set(others.map(({ value }) => value))];
    codes.push({ code: 'another-case', detail: `Papers of ${numbers.join(' and ')} are in the case ${facts.caseId}.` });
  }
  if (decisions.length === 0) codes.push({ code: 'no-ur-decision' });
  codes.push(...timeliness(facts, profile));
  if (facts.disputedItems.length === 0) codes.push({ code: 'no-disputed-item' });
  const onlyLiability =
    /liability\s+(?:for\s+(?:the\s+)?(?:treatment|injury|body part)\s+)?is\s+disputed|disputes?\s+liability/;
  if ([...applications, ...decisions].some((document) => isTicked(textOf(document), onlyLiability))) {
    codes.push({ code: 'liability-dispute' });
  }
  if (decisions.length > 0 && decisions.every(isConditional)) codes.push({ code: 'conditional-non-certification' });
  if (decisions.length > 0 && decisions.every((document) => document.urOutcome?.outcome === 'approved')) {
    codes.push({ code: 'nothing-denied' });
  }
  if (codes.length === 0) return { kind: 'eligible' };
  return {
    kind: 'unclear',
    reasons: codes.map(({ code, detail }) => ({ code, message: messageOf(code, detail, profile) })),
  };
};

const messageOf = (code: string, detail: string | undefined, profile: Profile): string => {
  const rule = profile.eligibility.find((candidate) => candidate.code === code);
  return [rule?.message ?? code, ...(detail ? [detail] : []), ...(rule ? [`(${rule.source})`] : [])].join(' ');
};

const applicationClock = (priority: Chronology['priority']): string =>
  priority === 'formulary' ? 'application-formulary' : 'application';

/** Labor Code 4610.5(h)(1): no later than 30 days after the service of the decision; 5 more when served by mail. */
const timeliness = ({ header, patient, priority }: Judged, profile: Profile): { code: string; detail?: string }[] => {
  const { urDecisionDate, applicationDate } = header;
  const { injuryDate } = patient;
  if (injuryDate && urDecisionDate && injuryDate < '2013-01-01' && urDecisionDate < '2013-07-01') {
    return [{ code: 'before-the-law' }];
  }
  if (!urDecisionDate || !isDay(urDecisionDate)) {
    return [{ code: 'date-unknown', detail: 'Date of the utilization review decision.' }];
  }
  if (!applicationDate || !isDay(applicationDate)) {
    return [{ code: 'date-unknown', detail: 'Date of the application.' }];
  }
  const rule = profile.clocks.find((clock) => clock.id === applicationClock(priority));
  if (!rule) return [];
  const plain = dueDay(rule, urDecisionDate, new Set(profile.holidays.map((holiday) => holiday.onDate)));
  const due = addDays(plain, rule.serviceExtensionDays?.inState ?? 0);
  if (applicationDate > due) {
    return [{ code: 'late', detail: `Decision ${urDecisionDate}, application ${applicationDate}, due ${due}.` }];
  }
  return applicationDate < urDecisionDate
    ? [
        {
          code: 'date-unknown',
          detail: `The application of ${applicationDate} is before the decision of ${urDecisionDate}.`,
        },
      ]
    : [];
};
