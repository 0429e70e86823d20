import type { Chronology } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import { narrativeOf, type Letter } from './letter.ts';
import { agree, readDates } from './read-dates.ts';
import { sentencesOf } from './sentences.ts';

const source = 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact based on the information submitted';

/** Dates and doses of the letter that nothing in the case file has. A page that was read badly may hold them: warnings. */
export const checkFacts = (
  letter: Letter,
  documents: readonly DocumentFacts[],
  chronology: Chronology | undefined,
): Finding[] => [...unknownDates(letter, documents), ...unknownDoses(letter, documents, chronology)];

const unknownDates = (letter: Letter, documents: readonly DocumentFacts[]): Finding[] => {
  const known = new Set<string>(Object.values(letter.header));
  for (const { mentions, documentDate } of documents) {
    if (documentDate) known.add(documentDate);
    for (const mention of mentions) {
      if (mention.type !== 'date') continue;
      for (const value of [mention.value, ...(mention.alternatives ?? [])]) known.add(value);
    }
  }
  const ranges = [...known].filter((value) => value.includes('/') || !isDay(value));
  const isKnown = (value: string) =>
    known.has(value) || ranges.some((range) => range.includes('/') && agree(range, value));
  return narrativeOf(letter).flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) =>
      readDates(text)
        .filter(({ value }) => isDay(value) && !isKnown(value))
        .map(({ value, text: written }) =>
          findingOf({
            rule: 'date-not-in-file',
            source,
            severity: 'warning',
            message: `No document of the case file has the date ${value}.`,
            values: [value, written],
            places: [inLetter(passage, text)],
            resolution: 'Look for the record, and correct the date or leave it out.',
          }),
        ),
    ),
  );
};

/** `10/325 mg` and `10-325mg` are one dose. */
const sameDose = (dose: string): string =>
  dose
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/\//g, '-')
    .replace(/\.0+(?=\D|$)/g, '');

const unknownDoses = (
  letter: Letter,
  documents: readonly DocumentFacts[],
  chronology: Chronology | undefined,
): Finding[] => {
  const names = new Map<string, string>(
    (chronology?.records ?? []).map((record) => [record.documentId, record.fileName]),
  );
  return [...dosesByName(documents)].flatMap(([name, { written, doses }]) => {
    const words = [...written].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|');
    const stated = new RegExp(String.raw`\b(?:${words})\s+(\d[\d./-]*\s*(?:mg|mcg|%))`, 'gi');
    return narrativeOf(letter).flatMap((passage) =>
      [...passage.text.matchAll(stated)]
        .filter(([, dose = '']) => !doses.has(sameDose(dose)))
        .map(([quote, dose = '']) =>
          findingOf({
            rule: 'dose-not-in-file',
            source,
            severity: 'warning',
            message: `The letter gives ${name} as ${dose}; the case file has ${[...doses.keys()].join(', ')}.`,
            values: [dose, ...doses.keys()],
            places: [
              inLetter(passage, quote),
              ...[...doses.values()].slice(0, 3).map(({ documentId, page, quote: words }) => ({
                in: 'case-file' as const,
                name: names.get(documentId) ?? documentId,
                documentId,
                page,
                quote: words,
              })),
            ],
            resolution: 'Look at the page and correct the dose.',
          }),
        ),
    );
  });
};

type Place = { documentId: string; page: number; quote: string };

/** The doses of each medication in the file, with one place each, and the words that it is written with. */
const dosesByName = (documents: readonly DocumentFacts[]) => {
  const medications = new Map<string, { written: Set<string>; doses: Map<string, Place> }>();
  for (const { documentId, mentions } of documents) {
    const byId = new Map(mentions.map((mention) => [mention.id, mention]));
    for (const mention of mentions) {
      if (mention.type !== 'attribute' || mention.kind !== 'dose') continue;
      const treatment = byId.get(mention.of);
      if (treatment?.type !== 'treatment' || treatment.category !== 'medication') continue;
      const known = medications.get(treatment.name) ?? {
        written: new Set([treatment.name]),
        doses: new Map<string, Place>(),
      };
      known.written.add(treatment.text.replace(/\s+/g, ' ').trim());
      const key = sameDose(mention.value);
      if (!known.doses.has(key))
        known.doses.set(key, { documentId, page: mention.page, quote: `${treatment.text} ${mention.text}` });
      medications.set(treatment.name, known);
    }
  }
  return medications;
};
