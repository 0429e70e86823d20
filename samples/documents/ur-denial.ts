import { employeeName, people, physicianName } from '../people.ts';
import { Sheet } from '../sheet.ts';

const { employee, claim, employer, physician, administrator, utilizationReview } = people;

const letterhead = (): Sheet =>
  new Sheet()
    .text(utilizationReview.organization, { sizePoints: 14, bold: true })
    .text(utilizationReview.address, { sizePoints: 8.5 })
    .text(`Phone ${utilizationReview.phone}   Fax ${utilizationReview.fax}`, { sizePoints: 8.5 })
    .rule()
    .gap(10);

/** The utilization review denial: it dates the request 08/07/2015, the form itself says 08/12/2015. */
export const urDenial = (): Sheet[] => [
  letterhead()
    .text('UTILIZATION REVIEW DETERMINATION', { sizePoints: 12.5, bold: true })
    .gap(4)
    .fields([['Date of Decision', '08/18/2015']])
    .gap(6)
    .text(physicianName)
    .text(physician.practice)
    .text(`${physician.address}, ${physician.city}, ${physician.state} ${physician.zip}`)
    .gap(8)
    .fields([
      ['Injured Worker', employeeName],
      ['Date of Birth', employee.birthDate],
    ])
    .fields([
      ['Claim Number', claim.number],
      ['Date of Injury', claim.injuryDate],
    ])
    .fields([
      ['Employer', employer],
      ['Claims Administrator', administrator.company],
    ])
    .fields([
      ['Request for Authorization dated', '08/07/2015'],
      ['Date RFA Received', '08/12/2015'],
    ])
    .gap(6)
    .text(`Dear Dr. ${physician.last}:`)
    .gap(4)
    .text(
      `${administrator.company} asked us to review whether the treatment below is medically necessary. A physician ` +
        'reviewer looked at your request and at the records that came with it. The request is denied.',
    )
    .gap(6)
    .table(
      [3.4, 1, 1, 1.2],
      [
        ['Treatment requested', 'Requested', 'Approved', 'Decision'],
        ['Physical therapy with massage qty: 8.00', '8', '0', 'DENIED'],
      ],
      9,
    )
    .text('Body parts named in the request: cervical spine, lumbar spine, bilateral shoulders.')
    .heading('Clinical information received')
    .text(
      'The injured worker is a 63-year-old male who was injured on 06/28/2002. The diagnoses are cervical and lumbar ' +
        'degenerative disc disease, bilateral shoulder impingement and bilateral carpal tunnel syndrome. Treatment to date ' +
        'has included medication, a home exercise program and a transcutaneous electrical nerve stimulation (TENS) unit. ' +
        'He takes Motrin, Norco and Soma.',
    )
    .footer('Utilization review determination - page 1 of 3'),
  letterhead()
    .fields([
      ['Injured Worker', employeeName],
      ['Date of Decision', '08/18/2015'],
    ])
    .heading('Reasons for the decision')
    .text(
      'The request is for eight more sessions of physical therapy with massage. The progress report says that the worker ' +
        'had physical therapy about a year ago. It does not say how many sessions were given, and it gives no ' +
        'measurement from before and after them: no range of motion, no strength, no walking or lifting tolerance, and ' +
        'no change in work status. He takes the same medication and is still not working.',
    )
    .gap(4)
    .text(
      'Denied because of lack of functional benefit from previous therapy sessions. An exercise program that the worker ' +
        'does at home is already in place, and the records name no new injury or surgery that would call for supervised ' +
        'therapy again.',
    )
    .heading('Guidelines used')
    .text(
      'MTUS Chronic Pain Medical Treatment Guidelines (2009), Physical Medicine and Massage therapy: active therapy with ' +
        'fading visits that passes into a self-directed home program; massage as an adjunct to exercise, as a rule not ' +
        'more than 4 to 6 visits; further visits depend on functional improvement from the earlier ones.',
    )
    .heading('What would change this decision')
    .text(
      'Therapy records that show the number of sessions and measured gains in function, or a description of a new ' +
        'condition. Please send them with a new DWC Form RFA.',
    )
    .footer('Utilization review determination - page 2 of 3'),
  letterhead()
    .fields([
      ['Injured Worker', employeeName],
      ['Date of Decision', '08/18/2015'],
    ])
    .heading('Records reviewed')
    .table(
      [0.4, 3.4, 1.4],
      [
        ['No.', 'Document', 'Date'],
        ['1', 'DWC Form RFA, request for authorization', '08/07/2015'],
        ['2', "Primary Treating Physician's Progress Report (PR-2)", '08/01/2015'],
        ['3', 'Exam note', '07/27/2015'],
      ],
      9,
    )
    .heading('Reviewer')
    .fields([
      ['Physician Reviewer', `${utilizationReview.reviewer}, M.D.`],
      ['Specialty', utilizationReview.specialty],
    ])
    .fields([['License', utilizationReview.licence]])
    .fields([['Hours for discussion', utilizationReview.hours]])
    .heading('If you disagree')
    .text(
      'The injured worker may ask for an independent medical review within 30 days of receiving this decision. A DWC Form ' +
        'IMR with the claim information filled in is enclosed. It must be signed and sent with a copy of this letter. ' +
        'The treating physician may also talk to the reviewer in the hours given above.',
    )
    .gap(14)
    .signature(23)
    .text(`${utilizationReview.reviewer}, M.D.`)
    .gap(8)
    .text(`Copies: ${employeeName}; ${people.attorney.name}; ${administrator.adjuster}, ${administrator.company}`, {
      sizePoints: 8.5,
    })
    .footer('Utilization review determination - page 3 of 3'),
];
