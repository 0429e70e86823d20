import { employeeName, people, physicianName } from '../people.ts';
import { Sheet } from '../sheet.ts';

const { employee, claim, physician } = people;
const size = { sizePoints: 10.5 };

const letterhead = (): Sheet =>
  new Sheet()
    .centered(physician.practice, 13, true)
    .centered(`${physician.address}, ${physician.city}, ${physician.state} ${physician.zip}`, 9)
    .centered(`Phone ${physician.phone}   Fax ${physician.fax}`, 9)
    .gap(6)
    .rule()
    .gap(6);

/** The exam note of 07/27/2015: what the requesting physician found. */
export const examNote = (): Sheet[] => [
  letterhead()
    .text('EXAM NOTE', { sizePoints: 13, bold: true })
    .fields(
      [
        ['Patient', employeeName],
        ['DOB', employee.birthDate],
      ],
      10,
    )
    .fields(
      [
        ['Date of Service', '07/27/2015'],
        ['DOI', claim.injuryDate],
      ],
      10,
    )
    .heading('HISTORY OF PRESENT ILLNESS')
    .text(
      '63 year old male seen in follow-up for pain in the neck, mid back, low back, both shoulders and both wrists.',
      size,
    )
    .gap(3)
    .text('Pain is 8-9/10. With medication the pain goes from 9 to 3. He has muscle spasms.', size)
    .gap(3)
    .text('Some relief with rest and with use of the TENS unit. He is not working.', size)
    .heading('MEDICATIONS')
    .text('Motrin', size)
    .text('Norco', size)
    .text('Soma', size)
    .heading('PAST MEDICAL HISTORY')
    .text('Hypertension, heart disease, diabetes.', size)
    .heading('PHYSICAL EXAMINATION')
    .text('Neck: tenderness to palpation over the bilateral upper trapezius muscles and the bilateral cervical', size)
    .text('paraspinal muscles. Cervical range of motion is full.', size)
    .gap(3)
    .text('Low back: tenderness to palpation over the lumbar paraspinal muscles. Lumbar flexion and rotation', size)
    .text('are limited due to pain.', size)
    .gap(3)
    .text('Straight leg raise: positive in the left lower extremity at 45 degrees.', size)
    .gap(3)
    .text('Shoulders: not examined at this visit.', size)
    .footer('Exam note 07/27/2015 - page 1 of 2'),
  letterhead()
    .fields(
      [
        ['Patient', employeeName],
        ['Date of Service', '07/27/2015'],
      ],
      10,
    )
    .heading('ASSESSMENT')
    .text('1. Cervical and lumbar degenerative disc disease', size)
    .text('2. Bilateral shoulder impingement', size)
    .text('3. Bilateral carpal tunnel syndrome', size)
    .heading('PLAN')
    .text('1. Home exercise program, daily.', size)
    .text('2. Continue TENS unit.', size)
    .text('3. Continue Motrin, Norco and Soma.', size)
    .text('4. Physical therapy for the neck, low back and shoulders; request to follow.', size)
    .heading('WORK STATUS')
    .text('Not working.', size)
    .gap(14)
    .signature(5)
    .text(`${physicianName}, ${physician.specialty}`, size)
    .text('Date: 07/27/2015', size)
    .footer('Exam note 07/27/2015 - page 2 of 2'),
];
