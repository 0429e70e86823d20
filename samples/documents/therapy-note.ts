import { employeeName, people } from '../people.ts';
import { Sheet } from '../sheet.ts';

const { employee, claim, therapy } = people;
const size = { sizePoints: 11.5 };

const faxLine = (page: number): Sheet => {
  const sheet = new Sheet();
  sheet.y = 14;
  sheet.text(`AUG-26-2015 09:14   FROM: ${therapy.practice.toUpperCase()}   FAX ${therapy.fax}   P.${page}/2`, {
    sizePoints: 9,
    x: 40,
    width: 540,
  });
  sheet.y = 48;
  return sheet;
};

/** A therapy visit of the year before, faxed: no visit count, and measurements that did not change. */
export const therapyNote = (): Sheet[] => [
  faxLine(1)
    .text(therapy.practice, { sizePoints: 15, bold: true })
    .text(`${therapy.address}   Phone ${therapy.phone}`, { sizePoints: 10 })
    .rule()
    .gap(8)
    .text('PHYSICAL THERAPY NOTE', { sizePoints: 14, bold: true })
    .gap(4)
    .fields(
      [
        ['Patient', employeeName],
        ['DOB', employee.birthDate],
      ],
      11.5,
    )
    .fields(
      [
        ['Date of Service', '08/05/2014'],
        ['Date of Injury', claim.injuryDate],
      ],
      11.5,
    )
    .fields(
      [
        ['Visit No.', '____'],
        ['Visits authorized', '____'],
      ],
      11.5,
    )
    .gap(6)
    .text('SUBJECTIVE', { sizePoints: 12, bold: true })
    .text('Patient says the neck and low back feel a little better for some hours after each visit.', size)
    .text('Pain 7/10 before treatment and 6/10 after treatment.', size)
    .gap(6)
    .text('TREATMENT TODAY', { sizePoints: 12, bold: true })
    .text('Therapeutic exercise, neck and low back.', size)
    .text('Massage, bilateral upper trapezius and lumbar paraspinal muscles.', size)
    .text('Home exercise program reviewed.', size)
    .gap(6)
    .text('RESPONSE', { sizePoints: 12, bold: true })
    .text('Treatment was tolerated well. Muscles softer after massage.', size)
    .footer('Physical therapy note 08/05/2014 - page 1 of 2'),
  faxLine(2)
    .fields(
      [
        ['Patient', employeeName],
        ['Date of Service', '08/05/2014'],
      ],
      11.5,
    )
    .gap(8)
    .text('MEASUREMENTS', { sizePoints: 12, bold: true })
    .gap(4)
    .table(
      [2.2, 1, 1],
      [
        ['Measure', 'First visit', 'Today'],
        ['Lumbar flexion', '50 degrees', '50 degrees'],
        ['Cervical rotation, right', '60 degrees', '60 degrees'],
        ['Sitting tolerance', '30 minutes', '30 minutes'],
        ['Lifting tolerance', '10 pounds', '10 pounds'],
        ['Work status', 'not working', 'not working'],
      ],
      11.5,
    )
    .text('ASSESSMENT', { sizePoints: 12, bold: true })
    .text('No measured change since the first visit.', size)
    .gap(6)
    .text('PLAN', { sizePoints: 12, bold: true })
    .text('Continue with home exercise program.', size)
    .gap(16)
    .signature(31)
    .text(`${therapy.therapist}, PT   License ${therapy.licence}`, size)
    .text('Date: 08/05/2014', size)
    .footer('Physical therapy note 08/05/2014 - page 2 of 2'),
];
