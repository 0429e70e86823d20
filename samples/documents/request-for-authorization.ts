import { people, physicianName } from '../people.ts';
import { Sheet } from '../sheet.ts';

const { employee, claim, employer, physician, administrator } = people;
const bodyParts = 'C/S, L/S, both shoulders';

/** DWC Form RFA (February 2014 fields), signed 08/12/2015: the date that the denial gives as 08/07/2015. */
export const requestForAuthorization = (): Sheet[] => [
  new Sheet()
    .centered("State of California, Division of Workers' Compensation", 9.5)
    .centered('REQUEST FOR AUTHORIZATION', 13, true)
    .centered('DWC Form RFA', 9.5)
    .gap(4)
    .text(
      'To be sent with the report that explains why the treatment is needed: DLSR 5021, PR-2 or a narrative report.',
      {
        sizePoints: 8.5,
      },
    )
    .gap(4)
    .tick(true, 'New Request')
    .tick(false, 'Resubmission - Change in Material Facts')
    .tick(false, 'Expedited Review')
    .tick(false, 'Written confirmation of a prior oral request')
    .heading('Employee Information')
    .fields([
      ['Name (Last, First, Middle)', `${employee.last}, ${employee.first} ${employee.initial}`, 1.6],
      ['Date of Injury (MM/DD/YYYY)', claim.injuryDate, 1.3],
    ])
    .fields([
      ['Date of Birth (MM/DD/YYYY)', employee.birthDate],
      ['Claim Number', claim.number],
    ])
    .fields([['Employer', employer]])
    .heading('Requesting Physician Information')
    .fields([
      ['Name', physicianName],
      ['Practice Name', physician.practice, 1.4],
    ])
    .fields([
      ['Address', physician.address, 1.5],
      ['City', physician.city],
      ['State', physician.state, 0.5],
      ['Zip Code', physician.zip],
    ])
    .fields([
      ['Phone', physician.phone],
      ['Fax Number', physician.fax],
      ['NPI Number', physician.npi],
    ])
    .fields([
      ['Specialty', physician.specialty, 1.5],
      ['E-mail Address', physician.email],
    ])
    .heading('Claims Administrator Information')
    .fields([
      ['Company Name', administrator.company],
      ['Contact Name', administrator.adjuster],
    ])
    .fields([
      ['Phone', administrator.phone],
      ['Fax Number', administrator.fax],
      ['E-mail Address', administrator.email, 1.3],
    ])
    .heading('Requested Treatment')
    .table(
      [1.7, 0.8, 1.9, 0.8, 2.2],
      [
        [
          'Diagnosis (Required)',
          'ICD-Code (Required)',
          'Service/Good Requested (Required)',
          'CPT/HCPCS (If known)',
          'Other Information (Frequency, Duration, Quantity, etc.)',
        ],
        [
          'Cervical and lumbar degenerative disc disease',
          '722.4, 722.52',
          'Physical therapy with massage',
          '97110, 97124',
          `qty: 8.00, ${bodyParts}`,
        ],
        ['', '', '', '', ''],
      ],
      8.5,
    )
    .gap(6)
    .signature(5)
    .fields([
      ['Requesting Physician Signature', physicianName, 1.6],
      ['Date', '08/12/2015'],
    ])
    .heading('Claims Administrator/Utilization Review Organization (URO) Response')
    .tick(false, 'Approved', 9)
    .tick(true, 'Denied or Modified (See separate decision letter)', 9)
    .tick(false, 'Delay (See separate notification of delay)', 9)
    .fields([
      ['Authorized Agent Name', administrator.adjuster],
      ['Phone', administrator.phone],
    ])
    .footer('DWC Form RFA - page 1 of 1'),
];
