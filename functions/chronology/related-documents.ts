import { daysBetween, isDay } from '../domain/calendar.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { datesOf, ownDatesOf } from './dates-of.ts';
import { lastDayOf } from './last-day-of.ts';
import { isNearMiss } from './near-miss.ts';
import { statedBy } from './stated-by.ts';

/** Documents farther than this from the request speak of another request. */
const windowDays = 60;
/** Dates of requests this close together are one date, told differently. */
const sameRequestDays = 31;
/** A report this near to the request is the report that goes with it. */
const reportDays = 14;

export type Related = { document: DocumentFacts; goesWithRequest: boolean };

const nearestDays = (document: DocumentFacts, requests: readonly string[]): number | undefined => {
  const { documentDate } = document;
  if (!documentDate || !isDay(documentDate) || requests.length === 0) return undefined;
  return Math.min(...requests.map((request) => Math.abs(daysBetween(request, documentDate))));
};

/** The requests that are told apart by a form of their own, or by a paper that calls one of them an earlier one. */
const requestsApart = (documents: readonly DocumentFacts[]): string[] => {
  const made = documents.flatMap((document) => (document.documentType === 'rfa' ? namedBy(document) : []));
  const earlier = documents.flatMap((document) => {
    const own = new Set(namedBy(document));
    return ownDatesOf(document, 'rfa_date')
      ? []
      : datesOf(document, 'rfa_date').flatMap(({ value }) => (own.has(value) ? [] : [value]));
  });
  const decided = documents.flatMap(({ documentType, documentDate }) =>
    documentType === 'ur_decision' && documentDate ? [documentDate] : [],
  );
  const apart: string[] = [];
  for (const day of [...new Set([...made, ...earlier])].filter(isDay).sort()) {
    const last = apart.at(-1);
    // Two forms some days apart may be one, misread; not when the first was decided before the second.
    const isAnother = !last || !isNearMiss(last, day) || decided.some((decision) => decision >= last && decision < day);
    if (isAnother) apart.push(day);
  }
  return apart;
};

const nearestOf = (day: string, days: readonly string[]): string | undefined =>
  [...days].sort((a, b) => Math.abs(daysBetween(a, day)) - Math.abs(daysBetween(b, day)))[0];

/** The dates of the requests in the file, those of one request together. */
const requestsOf = (documents: readonly DocumentFacts[]): string[][] => {
  const dates = documents.flatMap((document) => datesOf(document, 'rfa_date')).map(({ value }) => value);
  const groups: string[][] = [];
  for (const date of [...new Set(dates)].filter(isDay).sort()) {
    const last = groups.at(-1);
    if (last && daysBetween(last.at(-1) ?? date, date) <= sameRequestDays) last.push(date);
    else groups.push([date]);
  }
  const apart = requestsApart(documents);
  return groups.flatMap((group) => {
    const own = apart.filter((day) => group.includes(day));
    return own.length < 2 ? [group] : [...Map.groupBy(group, (day) => nearestOf(day, own)).values()];
  });
};

/** The dates of the requests that a document is about. */
const namedBy = (document: DocumentFacts): string[] => statedBy(document, 'rfa_date').map(({ value }) => value);

/** What was decided before the request was made was decided on another one. */
const isDecidedBefore = (document: DocumentFacts, request: readonly string[]): boolean => {
  const last = lastDayOf(document);
  return document.documentType === 'ur_decision' && last !== undefined && request.every((day) => last < day);
};

/**
 * The documents about each request: those that name its date, and of the others those near to it in time. What an
 * earlier request asked for may differ from what this one asks for.
 */
export const relatedDocuments = (documents: readonly DocumentFacts[]): Related[][] => {
  const requests = requestsOf(documents);
  if (requests.length === 0) return [documents.map((document) => ({ document, goesWithRequest: false }))];
  const named = new Map(documents.map((document) => [document, new Set(namedBy(document))]));
  const isNamed = (document: DocumentFacts, request: readonly string[]) =>
    request.some((date) => named.get(document)?.has(date));
  return requests.map((request) =>
    documents.flatMap((document) => {
      const days = nearestDays(document, request);
      const isNearest =
        days === undefined
          ? requests.length === 1
          : days <= windowDays && days === nearestDays(document, requests.flat());
      const namesOther = requests.some((other) => other !== request && isNamed(document, other));
      const isRelated = isNamed(document, request) || (!namesOther && isNearest && !isDecidedBefore(document, request));
      return isRelated ? [{ document, goesWithRequest: days !== undefined && days <= reportDays }] : [];
    }),
  );
};
