import { readFileSync } from 'node:fs';
import { z } from 'zod';

const text = z.string().min(1);
const phone = z.string().regex(/^\d{3}-555-01\d{2}$/, 'only telephone numbers that are kept for fiction');
const place = { address: text, city: text, state: text, zip: text };

const People = z.object({
  employee: z.object({ first: text, initial: text, last: text, birthDate: text, ...place, phone }),
  claim: z.object({ number: text, injuryDate: text }),
  employer: text,
  physician: z.object({
    first: text,
    last: text,
    practice: text,
    contact: text,
    specialty: text,
    licence: text,
    npi: text,
    ...place,
    phone,
    fax: phone,
    email: text,
  }),
  administrator: z.object({ company: text, adjuster: text, ...place, phone, fax: phone, email: text }),
  attorney: z.object({ name: text, firm: text, phone }),
  utilizationReview: z.object({
    organization: text,
    address: text,
    phone,
    fax: phone,
    reviewer: text,
    specialty: text,
    licence: text,
    hours: text,
  }),
  therapy: z.object({ practice: text, therapist: text, licence: text, address: text, phone, fax: phone }),
});

/** Every name, address and number that the sample case file shows; all invented, in one place. */
export const people = People.parse(JSON.parse(readFileSync(new URL('people.json', import.meta.url), 'utf8')));

/** The case number of the sample and its employee as the forms print him. */
export const sampleCaseNumber = 'CM15-0165862';
export const employeeName = `${people.employee.first} ${people.employee.initial} ${people.employee.last}`;
export const physicianName = `${people.physician.first} ${people.physician.last}, M.D.`;
