import type { DateRole, DocumentFacts, Mention } from '../../functions/domain/facts.ts';

type Annotations = { annotations: Record<string, unknown>[]; facts: Record<string, unknown> };

/** The findings in the schema of labelled documents: mentions with their offsets, and what the document says as a whole. */
export const annotationsOf = (facts: DocumentFacts): Annotations => ({
  annotations: facts.mentions.map((mention) => ({ ...mention, boxes: undefined })),
  facts: documentLevel(facts),
});

const single = new Set<DateRole>(['date_of_injury', 'date_of_birth', 'procedure_date', 'surgery_date', 'imaging_date']);

const documentLevel = (facts: DocumentFacts): Record<string, unknown> => {
  const { mentions } = facts;
  const level: Record<string, unknown> = {};
  for (const role of dateRoles) {
    const values = [...new Set(mentions.filter(isFullDate(role)).map(({ value }) => value))];
    if (values.length > 0) level[role] = values.length === 1 || single.has(role) ? values[0] : values;
  }
  const age = mentions.find(({ type }) => type === 'age');
  const sex = mentions.find(({ type }) => type === 'sex');
  const work = mentions.findLast(({ type }) => type === 'work_status');
  if (age?.type === 'age') level.age = Number(age.value);
  if (sex?.type === 'sex') level.sex = sex.value;
  if (work?.type === 'work_status') level.work_status = work.value;
  const items = facts.disputedItems.map(({ treatmentName }) => treatmentName);
  const asked = mentions.flatMap((mention) =>
    mention.type === 'treatment' && mention.status === 'requested' ? [mention.name] : [],
  );
  const requested = [...new Set(items.length > 0 ? items : asked)];
  if (requested.length > 0) level.requested = requested;
  const quantity = facts.disputedItems.length === 1 ? facts.disputedItems[0]?.requestedQuantity : undefined;
  if (quantity !== undefined) level.quantity = quantity;
  if (facts.bodyParts) level.body_parts = facts.bodyParts;
  const outcomes = facts.disputedItems.flatMap(({ treatmentName, imrOutcome, urOutcome }) => {
    const outcome = imrOutcome ?? urOutcome;
    return outcome ? [[treatmentName, outcome]] : [];
  });
  if (outcomes.length > 0) level.outcome = Object.fromEntries(outcomes);
  return level;
};

const dateRoles: DateRole[] = [
  'date_of_injury',
  'date_of_birth',
  'rfa_date',
  'ur_decision_date',
  'procedure_date',
  'surgery_date',
  'imaging_date',
];

const isFullDate =
  (role: DateRole) =>
  (mention: Mention): mention is Extract<Mention, { type: 'date' }> =>
    mention.type === 'date' && mention.role === role && mention.dateKind === 'full';
