import { describe, expect, test } from '@jest/globals';
import { checkLetter } from '../../../functions/check/check-letter.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { letterText } from './letter-text.ts';

const profile = profileFor('2015-10-05');

const rules = (parts: Parameters<typeof letterText>[0]) =>
  checkLetter({ letter: readLetter(letterText(parts)), profile }).map(({ severity, rule }) => `${severity} ${rule}`);

const summary = (sentences: string) => ({
  summary: `The injured worker is a 51 year old female, who sustained an industrial injury on 3-2-14. ${sentences}`,
});

test('a letter that agrees with itself has no findings', () => expect(rules({})).toEqual([]));

describe('dates against the header', () => {
  test.each<[string, string, string[]]>([
    ['another decision date', 'The UR dated 8-12-15 non-certified the request.', ['error date-against-header']],
    [
      'the decision date in words',
      'On August 12, 2015 Utilization Review denied a request.',
      ['error date-against-header'],
    ],
    ['in brackets', 'The original utilization review (8-12-15) modified the request.', ['error date-against-header']],
    [
      'by utilization review',
      'On 8-12-15 the request for acupuncture was non-certified by utilization review.',
      ['error date-against-header'],
    ],
    [
      'the same date in another format',
      'In a utilization review report dated August 18, 2015, the request was denied.',
      [],
    ],
    [
      'the right date beside an earlier one',
      'The UR dated 5-1-15 denied six visits. The UR dated 8-18-15 denied twelve visits.',
      [],
    ],
    [
      'a date of another thing in the sentence',
      'On 8-7-15 a request was received that was non-certified by Utilization Review on 8-18-15.',
      [],
    ],
    ['a report that utilization review read', 'The report reviewed by Utilization Review (UR) was dated 7-1-15.', []],
    ['an appeal of utilization review', 'The UR appeal dated 9-1-15 upheld the denial.', []],
    [
      'a review before, without saying which',
      'A prior review dated 8-12-15 denied the request.',
      ['warning date-against-header'],
    ],
  ])('%s', (_title, sentence, expected) => expect(rules(summary(sentence))).toEqual(expected));

  test('another date of injury', () => {
    expect(
      rules({ summary: 'The injured worker is a 51 year old, who sustained an industrial injury on 3-12-14.' }),
    ).toEqual(['error date-against-header']);
    expect(rules({ summary: 'A prior injury on 3-12-10 healed. The date of injury is March 2014.' })).toEqual([]);
  });

  test('both values and both places are shown', () => {
    const [finding] = checkLetter({
      letter: readLetter(letterText(summary('The UR dated 8-12-15 denied it.'))),
      profile,
    });
    expect(finding).toMatchObject({
      values: ['2015-08-12', '2015-08-18'],
      places: [
        { in: 'letter', name: 'CLINICAL CASE SUMMARY', quote: 'The UR dated 8-12-15 denied it.' },
        { in: 'letter', name: 'Header' },
      ],
    });
    expect(finding?.id).toBe(
      checkLetter({ letter: readLetter(letterText(summary('The UR dated 8-12-15 denied it.'))), profile })[0]?.id,
    );
  });

  test('acts out of order and a late application', () => {
    expect(rules({ header: { application: '08/10/2015' } })).toEqual(['error header-order']);
    expect(rules({ header: { application: '09/23/2015', assigned: '09/25/2015' } })).toEqual([
      'warning late-application',
    ]);
    expect(rules({ header: { application: '09/22/2015', assigned: '09/25/2015' } })).toEqual([]);
  });
});

describe('the date of the request', () => {
  const rationale = (sentence: string) => ({ rationale: `${sentence} Acupuncture is not medically necessary.` });
  test.each<[string, string, string[]]>([
    ['another date in the rationale', 'Request for authorization is August 12, 2015.', ['error request-date']],
    ['the same date', 'Request for authorization is August 7, 2015.', []],
    ['the day of receipt', 'The RFA was received on 8-10-15.', []],
    ['a request that was granted', 'An RFA dated 6-1-15 was approved.', []],
    ['a request for something else', 'There is a request for authorization dated 6-1-15 for massage.', []],
    ['the item by its name', 'The RFA dated 6-1-15 is for acupuncture.', ['error request-date']],
  ])('%s', (_title, sentence, expected) => expect(rules(rationale(sentence))).toEqual(expected));

  test('several requests in the summary', () => {
    const text = summary('An RFA dated 7-1-15 asked for six visits. The RFA dated 8-7-15 asked for twelve.');
    expect(rules({ ...text, ...rationale('The RFA dated 8-12-15 is at issue.') })).toEqual([]);
  });
});

describe('numbers', () => {
  test.each<[string, string[]]>([
    ['Medication reduces pain to 9 to 3.', ['warning pain-range']],
    ['Pain is rated 8-4 out of 10.', ['warning pain-range']],
    ['Pain is rated 12/10.', ['warning pain-range']],
    ['Medication reduces pain from 9 to 3.', []],
    ['Pain is rated 3 to 9.', []],
    ['Pain is 9/10 to 3/10 with medication.', []],
    ['Pain medication included Norco 10-325mg, on 9-3-15.', []],
    ['Pain at L5-4 and 10-2 visits.', []],
  ])('%s', (sentence, expected) => expect(rules(summary(sentence))).toEqual(expected));

  test.each<[string, string[]]>([
    [
      'Acupuncture 12 visits was the original request. Acupuncture 6 visits was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Acupuncture 6 visits is',
      [],
    ],
    [
      'Acupuncture 12 visits was the original request. Acupuncture 6 visits was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Acupuncture 8 visits is',
      ['error item-arithmetic'],
    ],
    [
      'Acupuncture for eight sessions was the original request. Acupuncture for six sessions was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, two sessions is',
      [],
    ],
    [
      'Therapy 12 visits for the neck and 12 visits for the back was the original request. Therapy 12 visits was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, therapy 12 visits is',
      [],
    ],
    [
      'Therapy 2 sessions per week for 6 weeks was the original request. Therapy 6 sessions was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, therapy 6 sessions is',
      [],
    ],
    [
      'Soma 350mg #120 x 2 was the original request. Soma 350mg #120 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Soma 350mg #120 is',
      [],
    ],
    [
      'Home aide 8 hours per day for 7 days was the original request. Home aide 4 hours per day for 5 days was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, home aide 8 hours per day for 2 days is',
      [],
    ],
    [
      'Home aide 12 hours per day was the original request. Home aide 6 hours per day was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, home aide 8 hours per day is',
      ['error item-arithmetic'],
    ],
    [
      'Ibuprofen #90 with 2 refills was the original request. Ibuprofen #90 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, two refills of Ibuprofen #90 is',
      [],
    ],
    [
      'Voltaren 75mg #60 was the original request. Voltaren 75mg #20 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Voltaren 75mg #30 is',
      ['error item-arithmetic'],
    ],
  ])('%s', (item, expected) =>
    expect(rules({ item, rationale: 'The request is not medically necessary.' })).toEqual(expected),
  );
});

describe('decisions', () => {
  test.each<[string, string, string, string[]]>([
    ['upheld and not necessary', 'Upheld', 'The request is not medically necessary.', []],
    ['upheld and not necessary, misread', 'Upheld', 'The request is nat medically necessary.', []],
    [
      'overturned after a premise that denies',
      'Overturned',
      'The symptoms have not improved and therefore the request is medically necessary.',
      [],
    ],
    ['upheld and necessary', 'Upheld', 'The request is medically necessary.', ['error decision-against-rationale']],
    [
      'overturned and not necessary',
      'Overturned',
      'The request is not medically necessary.',
      ['error decision-against-rationale'],
    ],
    ['overturned and necessary', 'Overturned', 'The request is medically necessary and appropriate.', []],
    ['no conclusion', 'Upheld', 'The guideline asks for a trial first.', []],
    ['medical necessity not established', 'Upheld', 'Therefore it cannot be found medically necessary.', []],
  ])('%s', (_title, decision, rationale, expected) => expect(rules({ decision, rationale })).toEqual(expected));

  test('no guideline for an item, and only others than the schedule', () => {
    expect(rules({ guideline: 'The Expert Reviewer did not cite any medical evidence for its decision.' })).toEqual([
      'warning guideline-cited',
    ]);
    expect(rules({ guideline: 'Decision based on Non-MTUS Citation ODG Pain.' })).toEqual(['note guideline-sequence']);
  });
});

describe('the injured worker', () => {
  test.each<[string, string[]]>([
    ['The 51-year-old woman needs it.', []],
    ['The 52 year old female needs it.', []],
    ['The 51 year old male needs it.', ['error patient-sex']],
    ['The 61 year old female needs it.', ['error patient-age']],
    ['The patient is a 61 y/o female.', ['error patient-age']],
    ['She is 61 years of age.', ['error patient-age']],
    ['Age > 65 years old is a risk factor.', []],
    ['Those over 65 years old are at risk; for a 70 year old patient the guideline says otherwise.', []],
    ['She has a 10 year old injury and a 15 year old desk.', []],
    ['She lives with her 14 year old son.', []],
    ['Per the guidelines, a 45 year old male with risk factors needs a test.', []],
    ['She was 20 years old when she first fell.', []],
  ])('%s', (sentence, expected) => expect(rules({ rationale: sentence })).toEqual(expected));
});

describe("the item's numbers in the text", () => {
  const ends = 'The request is not medically necessary.';
  test.each<[string, string, string[]]>([
    ['Tramadol 50mg #60', 'The UR on 8-18-15 denied Tramadol 100mg, #60.', ['warning item-dose']],
    [
      'Tramadol 50mg #60',
      'The UR on 8-18-15 denied Tramadol 50 mg with a quantity of 90.',
      ['warning item-quantity-in-text'],
    ],
    ['Tramadol 50mg #60', 'The UR on 8-18-15 denied Tramadol 50mg #60 and Norco 10/325mg #30.', []],
    ['Tramadol 50mg #60', 'The prior request was for Tramadol 100mg.', []],
    ['Tramadol 50mg #60', 'She takes Tramadol 100mg.', []],
    [
      'Soma 350mg #90 was the original request. Soma 350mg #60 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Soma 250mg #30 is',
      '',
      ['warning item-dose'],
    ],
    ['Acupuncture 12 visits', 'The request is for acupuncture, eight visits, for the neck.', []],
    ['Acupuncture 12 visits', 'The request is for acupuncture for eight visits.', ['warning item-quantity-in-text']],
  ])('%s: %s', (item, sentence, expected) =>
    expect(rules({ item, ...summary(sentence), rationale: ends })).toEqual(expected),
  );
});

describe('the exam', () => {
  const exam = summary('On 7-27-15 the neck had limited range of motion.');
  test.each<[string, string[]]>([
    ['On July 27, 2015 the cervical spine had full range of motion.', ['error exam-contradiction']],
    ['On July 27, 2015 the lumbar spine had full range of motion.', []],
    ['On July 30, 2015 the cervical spine had full range of motion.', []],
    ['On July 27, 2015 the cervical spine had decreased range of motion.', []],
    ['On July 27, 2015 the cervical spine had nearly full range of motion.', []],
    ['On July 27, 2015 the neck had full passive range of motion.', []],
    ['On July 27, 2015 the neck had pain. Therapy would restore full range of motion of the neck.', []],
    ['On July 27, 2015 cervical rotation was limited. There was full range of motion of the neck in flexion.', []],
  ])('%s', (rationale, expected) => expect(rules({ ...exam, rationale })).toEqual(expected));
});

test('diagnoses that only the rationale has', () => {
  const text = summary('The diagnosis was lumbar strain.');
  expect(rules({ ...text, rationale: 'The working diagnoses are lumbar strain; hypertension and diabetes.' })).toEqual([
    'warning diagnosis-not-in-summary',
  ]);
  expect(rules({ ...text, rationale: 'The working diagnoses are lumbar strain.' })).toEqual([]);
});

describe('treatments that only the rationale has', () => {
  const told = summary('Treatment to date has included physical therapy and Norco.');
  const ends = ' Acupuncture 12 visits is not medically necessary.';
  test.each<[string, string[]]>([
    ['The injured worker had a lumbar fusion and takes gabapentin.', ['note treatment-not-in-summary']],
    ['The patient has completed PT and uses hydrocodone.', []],
    ['The patient had prior acupuncture.', []],
    ['The patient has not tried gabapentin.', []],
    ['Guidelines recommend that the patient has tried gabapentin.', []],
    ['Gabapentin is a first choice for nerve pain.', []],
  ])('%s', (sentence, expected) => expect(rules({ ...told, rationale: `${sentence}${ends}` })).toEqual(expected));

  test('are named, with the sentence', () => {
    const rationale = `The injured worker had a lumbar fusion and takes Neurontin.${ends}`;
    expect(checkLetter({ letter: readLetter(letterText({ ...told, rationale })), profile })).toMatchObject([
      {
        values: ['fusion', 'gabapentin'],
        places: [{ quote: 'The injured worker had a lumbar fusion and takes Neurontin.' }],
      },
    ]);
  });
});

describe('sides, parts, visits, editions', () => {
  const elbow = { item: 'MRI of the right elbow' };
  test.each<[string, Parameters<typeof letterText>[0], string[]]>([
    [
      'the other side only',
      { item: 'MRI of the right knee', rationale: 'The left knee is stable.' },
      ['warning side-against-item'],
    ],
    [
      'the other side in the summary only',
      { item: 'MRI of the right knee', ...summary('The request is for an MRI of the left knee.') },
      ['warning side-against-item'],
    ],
    [
      'the other side of an arm',
      { item: 'EMG of the left upper extremity', ...summary('The UR denied an EMG of the right upper extremity.') },
      ['warning side-against-item'],
    ],
    ['both sides', { item: 'MRI of the right knee', rationale: 'The left knee is stable, the right knee is not.' }, []],
    [
      'another part',
      { ...elbow, rationale: 'The patient does not meet criteria for a shoulder MRI.' },
      ['warning part-against-item'],
    ],
    ['the part of the item', { ...elbow, rationale: 'The patient does not meet criteria for an elbow MRI.' }, []],
    ['a visit before the injury', summary('Progress notes dated 1-21-14 reported pain.'), ['warning visit-date']],
    ['a visit after the determination', summary('She was seen on 11-21-15.'), ['warning visit-date']],
    ['a visit before the injury for something else', summary('She was seen on 1-21-14 for a prior complaint.'), []],
    [
      'an edition that came later',
      { guideline: 'Decision based on MTUS Chronic Pain Medical Treatment 2016.' },
      ['note guideline-in-force'],
    ],
    ['a year that cannot be', summary('The UR dated 8-18-3015 denied it.'), ['warning impossible-date']],
    ['a year of the header that cannot be', { header: { injury: '03/02/2074' } }, ['warning impossible-date']],
    ['a visit in such a year', summary('She was seen on December 9, 3026.'), ['warning impossible-date']],
    [
      'a request in such a year',
      { rationale: 'The request for authorization dated August 7, 3015 has no reason.' },
      ['warning impossible-date'],
    ],
  ])('%s', (_title, parts, expected) => expect(rules(parts)).toEqual(expected));
});
