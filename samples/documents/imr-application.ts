import { employeeName, people, sampleCaseNumber } from '../people.ts';
import { Sheet } from '../sheet.ts';

const { employee, claim, employer, physician, administrator, attorney } = people;

/** The worker's application, with the fields of DWC Form IMR. */
export const imrApplication = (): Sheet[] => {
  const first = new Sheet()
    .centered("State of California, Division of Workers' Compensation", 10)
    .centered('APPLICATION FOR INDEPENDENT MEDICAL REVIEW', 13, true)
    .centered('DWC Form IMR', 10)
    .gap(4)
    .text(`Case Number: ${sampleCaseNumber}`, { bold: true })
    .text('To ask for a review, sign this form and send it with a copy of the utilization review decision.')
    .heading('Type of Utilization Review')
    .tick(true, 'Regular')
    .tick(false, 'Expedited')
    .heading('Employee Information')
    .fields([
      ['First Name', employee.first],
      ['MI', employee.initial.slice(0, 1), 0.5],
      ['Last Name', employee.last],
    ])
    .fields([
      ['Address', employee.address],
      ['City', employee.city],
      ['State', employee.state, 0.5],
      ['Zip Code', employee.zip],
    ])
    .fields([
      ['Phone Number', employee.phone],
      ['Date of Birth', employee.birthDate],
    ])
    .fields([
      ['Claim Number', claim.number],
      ['Date of Injury', claim.injuryDate],
    ])
    .fields([
      ['EAMS Case Number (if any)', 'none'],
      ['WCIS Jurisdictional Claim Number (if assigned)', 'none', 1.4],
    ])
    .fields([['Employer Name', employer]])
    .heading('Requesting Physician Information')
    .fields([
      ['First Name', physician.first],
      ['Last Name', physician.last],
    ])
    .fields([['Type and Specialty', `M.D., ${physician.specialty}`]])
    .fields([['Practice Name', physician.practice]])
    .fields([
      ['Address', physician.address, 1.6],
      ['City', physician.city],
      ['State', physician.state, 0.6],
      ['Zip Code', physician.zip],
    ])
    .fields([
      ['Phone Number', physician.phone],
      ['Fax Number', physician.fax],
    ])
    .heading('Claims Administrator Information')
    .fields([['Company Name', administrator.company]])
    .fields([
      ['Adjuster/Contact Name', administrator.adjuster],
      ['Phone Number', administrator.phone],
    ])
    .fields([
      ['Address', administrator.address],
      ['City', administrator.city],
      ['State', administrator.state, 0.5],
      ['Zip Code', administrator.zip],
    ])
    .heading('Employee Attorney (if represented)')
    .fields([
      ['Name', attorney.name],
      ['Firm', attorney.firm],
      ['Phone Number', attorney.phone],
    ])
    .footer('DWC Form IMR - page 1 of 2');
  const second = new Sheet()
    .fields([
      ['Case Number', sampleCaseNumber],
      ['Claim Number', claim.number],
    ])
    .heading('Disputed Medical Treatment')
    .fields([['Primary Diagnosis (ICD code where practical)', 'Cervical degenerative disc disease (722.4)']])
    .fields([['Date of Utilization Review Decision', '08/18/2015']])
    .text(
      'Is the claims administrator disputing liability for the treatment besides the question of medical necessity?',
    )
    .tick(false, 'Yes')
    .tick(true, 'No')
    .text('Was the request delayed or denied because information was not received?')
    .tick(false, 'Yes')
    .tick(true, 'No')
    .gap(4)
    .text('List each specific requested medical service, good, or item that was denied or modified, as written on the')
    .text('Request for Authorization:')
    .gap(4)
    .table(
      [0.4, 5],
      [
        ['No.', 'Treatment or service in dispute'],
        ['1', 'Physical therapy with massage qty: 8.00'],
        ['2', ''],
        ['3', ''],
      ],
      9.5,
    )
    .heading('Consent to Obtain Medical Records')
    .text(
      'I ask for an independent medical review of the treatment listed above. I allow my health care providers and my ' +
        'claims administrator to send medical records and other information to the review organization, which will use ' +
        'them for this review only. I may take this permission back in writing at any time.',
    )
    .gap(16)
    .signature(11);
  second
    .fields([
      ['Employee Signature', employeeName, 1.4],
      ['Date', '08/24/2015'],
    ])
    .gap(10)
    .text('Attached: utilization review decision, 3 pages.')
    .footer('DWC Form IMR - page 2 of 2');
  return [first, second];
};
