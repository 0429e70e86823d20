// A whole invented case as plain texts, one function a document; every value that documents share is a slot, so that
// one document can be made to say something else.

export type Slots = {
  name: string;
  claim: string;
  injury: string;
  birth: string;
  age: string;
  rfa: string;
  urDate: string;
  visit: string;
  quantity: string;
  dose: string;
  side: string;
  motion: string;
};

export const agreed: Slots = {
  name: 'Rosa Ibarra',
  claim: 'QW-14-003381',
  injury: '03/02/2014',
  birth: '05/16/1972',
  age: '43',
  rfa: '08/07/2015',
  urDate: '08/18/2015',
  visit: '07/27/2015',
  quantity: '8',
  dose: '10/325 mg',
  side: 'left',
  motion: 'decreased',
};

const documents = {
  application: (s: Slots) => `State of California, Division of Workers' Compensation
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR
Type of Utilization Review [X] Regular [ ] Expedited
Employee Name: ${s.name}
Date of Birth: ${s.birth}      Claim Number: ${s.claim}
Date of Injury: ${s.injury}     Employer Name: Hollow Creek Nursery
Date of UR Decision: ${s.urDate}
Disputed Medical Treatment
1. Physical therapy for the ${s.side} shoulder qty: ${s.quantity}
2. Norco ${s.dose} #60
Employee Signature: ${s.name}      Date: 08/28/2015`,
  decision: (s: Slots) => `Copperfield Review Services
UTILIZATION REVIEW DETERMINATION
Date of Decision: ${s.urDate}
Injured Worker: ${s.name}
Claim Number: ${s.claim}
Date of Injury: ${s.injury}
Request for Authorization dated: ${s.rfa}
The request is denied.
Treatment requested: Physical therapy for the ${s.side} shoulder, ${s.quantity} sessions: DENIED
Treatment requested: Norco ${s.dose} #60: DENIED
Clinical summary: The claimant is a ${s.age} year old female injured on ${s.injury}.
Reason: there is a lack of functional benefit from previous therapy.`,
  request: (s: Slots) => `State of California, Division of Workers' Compensation
REQUEST FOR AUTHORIZATION
DWC Form RFA
Employee Information
Name: ${s.name}
Date of Injury: ${s.injury}     Date of Birth: ${s.birth}
Claim Number: ${s.claim}        Employer: Hollow Creek Nursery
Requested Treatment
Shoulder strain   840.9   Physical therapy, ${s.side} shoulder   97110   qty: ${s.quantity}
Shoulder strain   840.9   Norco ${s.dose}   #60
Requesting Physician Signature: H. Okonkwo MD      Date: ${s.rfa}`,
  report: (s: Slots) => `PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Patient: ${s.name}      DOB: ${s.birth}
Claim Number: ${s.claim}
Date of Injury: ${s.injury}
Date of Exam: ${s.visit}
Subjective: This ${s.age} year old woman has shoulder pain rated 6/10.
Objective: On ${s.visit} the cervical spine has ${s.motion} range of motion. Shoulder strength is 5/5.
Diagnosis: Shoulder strain.
Plan: Continue home exercise program. Recheck in four weeks.
Signed: H. Okonkwo MD`,
  consult: (s: Slots) => `ORTHOPEDIC CONSULTATION
Re: ${s.name}
Date of birth ${s.birth}. Claim number ${s.claim}.
Thank you for this ${s.age}-year-old woman, injured at work on ${s.injury}.
I have the report of ${s.visit}. In the exam of ${s.visit} the cervical spine has ${s.motion} range of motion.
Impression: Shoulder strain. No surgery is indicated.
J. Marchetti MD, August 3, 2015`,
};

export type DocumentName = keyof typeof documents;
export const documentNames: readonly DocumentName[] = ['application', 'decision', 'request', 'report', 'consult'];

/** One document of a case as its slots say. */
export const documentText = (name: DocumentName, slots: Slots): string => documents[name](slots);

/** The texts of a case in which one document differs from the others in some slots. */
export const caseTexts = (different?: { document: DocumentName; slots: Partial<Slots> }): string[] =>
  documentNames.map((name) =>
    documents[name](name === different?.document ? { ...agreed, ...different.slots } : agreed),
  );
