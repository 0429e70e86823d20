import type { CaseId } from './case-number.ts';
import type { Chronology } from './chronology.ts';
import type { Day } from './days.ts';
import type { Determination } from './determination.ts';
import type { Assignment } from './review.ts';

/** The header table of the letter; what the record does not say stays out. `today` is the day of the decision. */
export const determinationHeader = (
  caseId: CaseId,
  chronology: Chronology,
  assignment: Assignment,
  today: Day,
): Determination['header'] => {
  const { injuryDate } = chronology.patient;
  const { urDecisionDate, applicationDate } = chronology.header;
  return {
    caseNumber: caseId,
    dateAssigned: assignment.assignedAtTime.slice(0, 10),
    ...(injuryDate === undefined ? {} : { dateOfInjury: injuryDate }),
    decisionDate: today,
    ...(urDecisionDate === undefined ? {} : { urDenialDate: urDecisionDate }),
    priority: chronology.priority === 'expedited' ? 'Expedited' : 'Standard',
    ...(applicationDate === undefined ? {} : { applicationReceived: applicationDate }),
  };
};
