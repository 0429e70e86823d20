import { describe, expect, test } from '@jest/globals';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { furnitureOf } from '../../../functions/extract/page-furniture.ts';

const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const extract = (text: string) => extractFacts({ caseId, documentId, document: { text, spans: [] } });
const datesOf = (text: string) =>
  extract(text).mentions.flatMap((mention) => (mention.type === 'date' ? [[mention.value, mention.role]] : []));

describe('what a page carries beside its text', () => {
  test.each([
    ['SEP 03-2015 11:20 FROM: TARN VALLEY PHYSICAL THERAPY FAX 555-010-2244 P.2/4', 'fax'],
    ['09/03/2015 11:20 AM  TO: 15550102244  FROM: 15550102245  Page: 3', 'fax'],
    ['SEP.O3.2O15 11:2O   TARN VALLEY CHIRO   NO. 4471   P. 3/5', 'fax'],
    ['Physical therapy note 09/02/2015 - page 1 of 3', 'foot'],
    ['Page 2 of 3', 'foot'],
  ])('%s is %s', (line, kind) => expect(furnitureOf(line)).toBe(kind));

  test.each([
    'Pain is worst from 7:00 to 9:00 in the morning.',
    'Date of service: 09/03/2015 11:20',
    'He was seen from 2014 to 2015.',
    'PHYSICAL THERAPY NOTE',
  ])('%s is text', (line) => expect(furnitureOf(line)).toBeUndefined());
});

describe('titles', () => {
  const fax = 'SEP 03-2015 11:20 FROM: TARN VALLEY PHYSICAL THERAPY FAX 555-010-2244 P.2/4\n';
  const body = 'Patient: Idony Marsh   DOB: 02/03/1970\nDate of Service: 09/02/2015\nPain 6/10. Massage was given.\n';

  test('the heading of the document, not the line of a fax machine', () => {
    const facts = extract(`${fax}Tarn Valley Physical Therapy\nPHYSICAL THERAPY NOTE :\n${body}`);
    expect(facts).toMatchObject({
      documentType: 'therapy',
      title: 'PHYSICAL THERAPY NOTE',
      documentDate: '2015-09-02',
    });
  });

  test('no line of a fax machine even when nothing else names the document', () => {
    expect(extract(`${fax}Tarn Valley\n${body}`).title).toBe('Tarn Valley');
  });

  test('names in letterheads, fax lines and feet are no treatments', () => {
    const { mentions } = extract(
      `${fax}Tarn Valley Physical Therapy\nPHYSICAL THERAPY NOTE\n${body}Physical therapy note 09/02/2015 - page 1 of 2\n`,
    );
    const given = mentions.flatMap((mention) =>
      mention.type === 'treatment' && mention.status !== 'general' ? [mention.name] : [],
    );
    expect(given).toEqual(['massage therapy']);
  });
});

describe('labels that OCR damaged', () => {
  test.each([
    ['DOE: 06/28/2002', '2002-06-28', 'date_of_injury'],
    ['D0l: 06/28/2002', '2002-06-28', 'date_of_injury'],
    ['D0B: 5/28/l984', '1984-05-28', 'date_of_birth'],
  ])('%s', (line, value, role) => {
    expect(datesOf(`EXAM NOTE\nPatient: Idony Marsh   ${line}\nPain 6/10.\n`)).toEqual([[value, role]]);
  });

  test('a name is no label', () => {
    expect(datesOf('EXAM NOTE\nPatient: Jane Doe 09/02/2015\n')).toEqual([['2015-09-02', 'date_of_service']]);
  });

  test('a day that a label explains elsewhere keeps its meaning where nothing explains it', () => {
    const dates = datesOf(
      'EXAM NOTE\nDate of injury: 06/28/2002\nDate of service: 09/02/2015\n\nDXE 06/28/2002\nNeck pain.\n',
    );
    expect(dates).toContainEqual(['2002-06-28', 'date_of_injury']);
    expect(dates).not.toContainEqual(['2002-06-28', 'date_of_service']);
  });
});

describe('two parts of the body and one diagnosis', () => {
  const namesIn = (text: string) =>
    extract(text).mentions.flatMap((mention) => (mention.type === 'diagnosis' ? [mention.name] : []));

  test('are two diagnoses in one mention', () => {
    expect(namesIn('Diagnoses: cervical and lumbar degenerative disc disease.')).toEqual([
      'cervical degenerative disc disease; lumbar degenerative disc disease',
    ]);
  });

  test('a shoulder has no discs', () => {
    expect(namesIn('Diagnoses: both shoulders degenerative disc disease.')).toEqual(['degenerative disc disease']);
  });
});
