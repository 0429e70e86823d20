import { buildChronology } from '../functions/chronology/build-chronology.ts';
import { checkLetter } from '../functions/check/check-letter.ts';
import { readLetter } from '../functions/check/read-letter.ts';
import { addDays } from '../functions/domain/calendar.ts';
import { CaseId, DocumentId } from '../functions/domain/case-number.ts';
import type { Registration } from '../functions/domain/document.ts';
import type { DocumentFacts } from '../functions/domain/facts.ts';
import { profileFor } from '../functions/domain/load-profile.ts';
import { extractFacts } from '../functions/extract/extract-facts.ts';
import { letterText } from '../test/functions/check/letter-text.ts';
import { agreed, caseTexts, documentText } from '../test/functions/chronology/case-texts.ts';
import { alternate, type Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';

const pages = 1001;
const pagesOfDocument = 4;
const today = '2015-09-10';
const caseId = CaseId.parse('CM15-0000001');

const american = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

/** Fills a page to about 400 words, as a typed report has. */
const prose = (visit: string): string =>
  Array.from(
    { length: 8 },
    (_, index) =>
      `The patient reports neck pain of ${(index % 4) + 4}/10 and had acupuncture and physical therapy with improved function. Norco 10/325 mg #60 and gabapentin 300 mg are continued since ${visit}. There is tenderness of the cervical paraspinal muscles. Work status: modified duty. Diagnosis: cervical strain and lumbar radiculopathy.`,
  ).join('\n');

/** The papers of one invented case, and reports of other days up to the number of pages. */
const texts = (): string[] => {
  const forms = caseTexts();
  const reports = Array.from({ length: (pages - forms.length) / pagesOfDocument }, (_, index) =>
    Array.from({ length: pagesOfDocument }, (__, page) => {
      const visit = american(addDays('2014-06-01', (index * pagesOfDocument + page) % 400));
      return `${documentText(page % 2 === 0 ? 'report' : 'consult', { ...agreed, visit, age: '42' })}\n${prose(visit)}`;
    }).join('\f'),
  );
  return [...forms, ...reports];
};

const extracted = (): { documents: DocumentFacts[]; registration: Registration } => {
  const documents = texts().map((text, index) =>
    extractFacts({
      caseId,
      documentId: DocumentId.parse(`doc-${String(index).padStart(10, '0')}`),
      fileName: `${index}.txt`,
      document: { text, spans: [] },
    }),
  );
  const registration: Registration = {
    caseId,
    registeredAtTime: `${today}T09:00:00.000Z`,
    documents: documents.map(({ documentId, pages: count }, index) => ({
      documentId,
      fileName: `${index}.txt`,
      key: `${index}.txt`,
      mediaType: 'text/plain',
      bytes: 1000,
      sha256: '0'.repeat(64),
      pages: count,
    })),
    refused: [],
  };
  return { documents, registration };
};

const rationale =
  'There were no physical therapy progress notes in the medical record. There is no documentation of functional improvement. The patient has not tried gabapentin. The number of visits exceeds the trial. Acupuncture 12 visits is not medically necessary.';

/** The letter against its whole case after extraction: the chronology with its conflicts, and every check. */
export const checkCase = async (): Promise<Row[]> => {
  const { documents, registration } = extracted();
  const profile = profileFor(today);
  const letter = readLetter(letterText({ rationale }));
  const check = async (): Promise<Cost> => {
    // Copies, so that nothing that an earlier round has looked up about a document is known again.
    const fresh = structuredClone(documents);
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    const chronology = buildChronology({
      caseId,
      registration,
      documents: fresh,
      pageRows: [],
      profile,
      today,
      nowTime: `${today}T10:00:00.000Z`,
      lateFiles: [],
    });
    const findings = checkLetter({ letter, documents: fresh, chronology, profile });
    const value = performance.now() - startMs;
    if (!findings.some(({ rule }) => rule === 'negative-claim')) throw new Error('the check has found nothing');
    const { user, system } = process.cpuUsage(cpu);
    return { value, cpuMicros: user + system };
  };
  const cost = await alternate(5, { check });
  const count = documents.reduce((sum, document) => sum + document.pages, 0);
  return [
    {
      name: `chronology and check of a case of ${count} pages, after extraction`,
      ours: cost('check'),
      unit: 'ms',
      better: 'lower',
      goal: { value: 2000 },
    },
  ];
};
