import { employeeName, people, physicianName } from '../people.ts';
import { Sheet } from '../sheet.ts';

const { employee, claim, employer, physician, administrator } = people;

/** The PR-2 of 08/01/2015 that asks for the therapy. */
export const progressReport = (): Sheet[] => [
  new Sheet()
    .centered("State of California, Division of Workers' Compensation", 10)
    .centered("PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)", 12.5, true)
    .gap(6)
    .tick(true, 'Periodic report (45 days)', 10)
    .tick(true, 'Change in treatment plan', 10)
    .tick(false, 'Release from care', 10)
    .heading('Patient')
    .fields(
      [
        ['Name', employeeName],
        ['Date of Birth', employee.birthDate],
      ],
      10,
    )
    .fields(
      [
        ['Date of Injury', claim.injuryDate],
        ['Claim Number', claim.number],
      ],
      10,
    )
    .fields(
      [
        ['Date of Report', '08/01/2015'],
        ['Employer', employer],
      ],
      10,
    )
    .heading('Claims Administrator')
    .fields(
      [
        ['Name', administrator.company],
        ['Phone', administrator.phone],
      ],
      10,
    )
    .heading('Subjective Complaints')
    .text(
      'The patient is a 63 year old male with an industrial injury of 06/28/2002. He first complained of pain in the ' +
        'shoulders, neck, trunk and wrists. He now has persistent pain in the neck, mid back, low back, both shoulders ' +
        'and both wrists. Muscle spasm is worse, function is decreased, and the pain is worse with activity.',
      { sizePoints: 10.5 },
    )
    .gap(4)
    .text('Pain is 8-9/10. Rest and the TENS unit give some relief. He is not working.', { sizePoints: 10.5 })
    .heading('Treatment to Date')
    .text(
      'Medication, diagnostic studies, home exercise program and TENS unit. Physical therapy was given one year ago; the ' +
        'patient reported that function and pain improved with it.',
      { sizePoints: 10.5 },
    )
    .heading('Current Medications')
    .text('Motrin, Norco, Soma.', { sizePoints: 10.5 })
    .heading('Objective Findings')
    .text(
      'Muscle spasm of the cervical and lumbar paraspinal muscles. For the full examination see the exam note of ' +
        '07/27/2015.',
      { sizePoints: 10.5 },
    )
    .footer('PR-2 - page 1 of 2'),
  new Sheet()
    .fields(
      [
        ['Name', employeeName],
        ['Date of Report', '08/01/2015'],
      ],
      10,
    )
    .heading('Diagnoses')
    .table(
      [0.4, 3.4, 1],
      [
        ['No.', 'Diagnosis', 'ICD-9'],
        ['1', 'Cervical degenerative disc disease', '722.4'],
        ['2', 'Lumbar degenerative disc disease', '722.52'],
        ['3', 'Bilateral shoulder impingement', '726.2'],
        ['4', 'Bilateral carpal tunnel syndrome', '354.0'],
      ],
      10,
    )
    .text('Other conditions: hypertension, heart disease, diabetes.', { sizePoints: 10.5 })
    .heading('Treatment Plan')
    .text('1. Physical therapy with massage, 8 sessions, cervical spine, lumbar spine and bilateral shoulders.', {
      sizePoints: 10.5,
    })
    .text('   Requested because of worsening muscle spasm and decreased function along with pain.', {
      sizePoints: 10.5,
    })
    .text('2. Continue home exercise program.', { sizePoints: 10.5 })
    .text('3. Continue TENS unit.', { sizePoints: 10.5 })
    .text('4. Continue Motrin, Norco and Soma.', { sizePoints: 10.5 })
    .heading('Work Status')
    .text('Not working. No change since the last report.', { sizePoints: 10.5 })
    .heading('Primary Treating Physician')
    .gap(6)
    .signature(5)
    .fields(
      [
        ['Signature', physicianName],
        ['License', physician.licence],
        ['Date', '08/01/2015'],
      ],
      10,
    )
    .fields(
      [
        ['Specialty', physician.specialty],
        ['Phone', physician.phone, 0.7],
      ],
      10,
    )
    .footer('PR-2 - page 2 of 2'),
];
