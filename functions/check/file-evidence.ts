import type { DocumentFacts, DocumentType, Mention, TreatmentStatus } from '../domain/facts.ts';
import { quoteAround, quoteOf } from '../domain/quote.ts';
import { likeness } from '../domain/same-words.ts';

/** Words of the case file that stand against a claim. */
export type Evidence = { documentId: string; page: number; quote: string };
export type Contradiction = { severity: 'error' | 'warning' | 'note'; what: string; evidence: Evidence[] };

/** Forms and letters about the dispute are no medical evidence: they repeat or deny. */
const paperwork: ReadonlySet<DocumentType> = new Set([
  'imr_application',
  'ur_decision',
  'rfa',
  'noarfi',
  'fax_cover',
  'proof_of_service',
  'imr_determination',
]);

export const medicalOnly = (documents: readonly DocumentFacts[]): DocumentFacts[] =>
  documents.filter((document) => !paperwork.has(document.documentType));

type Search = (subject: string, sentence: string, documents: readonly DocumentFacts[]) => Contradiction | undefined;

const recordKinds: readonly { types: readonly DocumentType[]; words: RegExp; what: string }[] = [
  { types: ['therapy'], words: /\b(?:physical|occupational)\s+therap|\bPT\b|\btherapy\b/i, what: 'therapy notes' },
  { types: ['chiropractic'], words: /chiropract/i, what: 'chiropractic notes' },
  { types: ['acupuncture'], words: /acupunct/i, what: 'acupuncture notes' },
  { types: ['imaging'], words: /\b(?:MRI|x-?rays?|imaging|CT|radiograph\w*|ultrasound)\b/i, what: 'imaging reports' },
  {
    types: ['electrodiagnostic'],
    words: /\b(?:EMG|NCV|NCS)\b|electrodiagnos|nerve conduction|electromyogra/i,
    what: 'electrodiagnostic reports',
  },
  { types: ['operative'], words: /operative|surgical\s+report/i, what: 'operative reports' },
  { types: ['lab'], words: /\b(?:urine|drug screen|toxicolog|lab(?:oratory)?|UDS)\b/i, what: 'laboratory reports' },
  { types: ['qme_ame'], words: /\b(?:QME|AME)\b|medical[- ]legal/i, what: 'medical-legal reports' },
];

/** Every page of a document that has words, each with the words that show its kind, or its first ones. */
const pagesOf = (document: DocumentFacts, words: RegExp): Evidence[] =>
  document.pageTexts.flatMap((text, index) => {
    if (text.trim() === '') return [];
    const match = words.exec(text);
    const quote = match
      ? quoteAround(text, match.index, match.index + match[0].length, 160)
      : text.trim().slice(0, 160);
    return [{ documentId: document.documentId, page: index + 1, quote }];
  });

/** "no physical therapy notes": a document of that kind is in the file. */
const recordsOfKind: Search = (subject, _sentence, documents) => {
  if (!/\b(?:notes?|reports?|records?|results?|stud(?:y|ies)|documentation|studies)\b/i.test(subject)) return undefined;
  const kind = recordKinds.find(({ words }) => words.test(subject));
  const found = kind ? documents.filter(({ documentType }) => kind.types.includes(documentType)) : [];
  return kind && found.length > 0
    ? { severity: 'error', what: kind.what, evidence: found.flatMap((document) => pagesOf(document, kind.words)) }
    : undefined;
};

const evidenceOf = (
  documents: readonly DocumentFacts[],
  isEvidence: (mention: Mention, document: DocumentFacts) => boolean,
): Evidence[] =>
  documents.flatMap((document) =>
    document.mentions
      .filter((mention) => isEvidence(mention, document))
      .map((mention) => ({ documentId: document.documentId, page: mention.page, quote: quoteOf(document, mention) })),
  );

const treatments: readonly RegExp[] = [
  /physical\s+therap|\bPT\b/i,
  /acupunct/i,
  /chiropract/i,
  /massage/i,
  /\bTENS\b|transcutaneous/i,
  /inject/i,
  /medicat|opioid|drug|norco|tramadol|nsaid/i,
  /surg/i,
];

/** "no functional improvement": a report says that function or pain improved, with that treatment if one is named. */
const improvement: Search = (subject, sentence, documents) => {
  if (
    !/function\w*\s+(?:improve|gain|benefit|restor)|improve\w*\s+(?:in|of|with)|\bbenefit\b|\befficacy\b|\bimprovement\b/i.test(
      subject,
    )
  ) {
    return undefined;
  }
  const all = evidenceOf(documents, (mention) => mention.type === 'function' && mention.value === 'improved');
  const named = treatments.filter((pattern) => pattern.test(sentence));
  const evidence = all.filter(({ documentId, page, quote }) => {
    const pageText = documents.find((document) => document.documentId === documentId)?.pageTexts[page - 1] ?? '';
    const at = pageText.indexOf(quote);
    const near = at < 0 ? quote : pageText.slice(Math.max(0, at - 160), at + quote.length + 60);
    return named.length === 0 || named.some((pattern) => pattern.test(near));
  });
  if (evidence.length === 0) return undefined;
  const isObjective = /\b(?:objective|quantif|measur|significant|sustained)/i.test(sentence);
  return { severity: isObjective ? 'warning' : 'error', what: 'statements of improvement', evidence };
};

/** "no VAS pain score": a report has one. */
const painScores: Search = (subject, _sentence, documents) => {
  if (!/\b(?:VAS|pain\s+(?:score|scale|level|rating|intensity))/i.test(subject)) return undefined;
  const evidence = evidenceOf(documents, (mention) => mention.type === 'pain_score');
  return evidence.length > 0 ? { severity: 'error', what: 'pain scores', evidence } : undefined;
};

/** "the total number of sessions is not documented": a note counts them. */
const sessionCount: Search = (subject, _sentence, documents) => {
  if (!/\bnumber\s+of\b.*\b(?:sessions?|visits?|treatments?)\b|\b(?:sessions?|visits?)\s+completed/i.test(subject))
    return undefined;
  const count =
    /\b(?:visit|session|treatment)\s*(?:no\.?|number|#)?\s*:?\s*\d{1,2}\b|\b\d{1,2}\s*(?:of|\/)\s*\d{1,2}\s+(?:visits|sessions)|\b(?:completed|attended)\s+\d{1,2}\s+(?:\w+\s+){0,3}(?:visits|sessions)/i;
  const evidence = documents.flatMap((document) =>
    document.pageTexts.flatMap((text, index) => {
      const match = count.exec(text);
      if (!match) return [];
      const quote = quoteAround(text, match.index, match.index + match[0].length);
      return [{ documentId: document.documentId, page: index + 1, quote }];
    }),
  );
  return evidence.length > 0 ? { severity: 'warning', what: 'counts of sessions', evidence } : undefined;
};

const happened: ReadonlySet<TreatmentStatus> = new Set(['prior', 'current', 'discontinued']);
const qualifiers =
  /\b(?:any|a|an|the|prior|previous|recent|past|trials?|courses?|use|history|attempts?|of|with|to|conservative|having|had|received|completed|sessions?|visits?|been|such as|other|initial)\b/gi;

/** "no prior acupuncture", "has not tried gabapentin": the file says it was given. */
const treatment: Search = (subject, _sentence, documents) => {
  const bare = subject
    .replace(/\([^)]*\)/g, ' ')
    .replace(qualifiers, ' ')
    .trim();
  if (
    /\b(?:fail\w*|respon\w*|benefit|improve\w*|effect\w*|need|reason|rationale|plan|goals?|result\w*|notes?|report\w*)\b/i.test(
      bare,
    )
  )
    return undefined;
  const evidence = evidenceOf(
    documents,
    (mention) =>
      mention.type === 'treatment' &&
      happened.has(mention.status) &&
      Math.max(likeness(mention.name, bare), likeness(mention.text, bare)) >= 0.6,
  );
  return evidence.length > 0 ? { severity: 'error', what: 'mentions of it as given', evidence } : undefined;
};

const bodyParts = /\b(shoulder|knee|hip|wrist|elbow|ankle|foot|hand|neck|cervical|lumbar|thoracic|low back)s?\b/i;
const examWords =
  /tender|range of motion|\bROM\b|palpat|strength|flexion|extension|abduction|rotation|impingement\s+(?:sign|test)|reflex|sensation|spasm|swelling|Tinel|Phalen|Neer|Hawkins|Lachman|McMurray|straight leg/i;
const notThere = /\b(?:not\s+(?:examined|tested|assessed|performed)|deferred|no\s+exam)/i;

/** "no shoulder examination": a note has findings of that part. */
const examination: Search = (subject, _sentence, documents) => {
  if (!/\bexam(?:ination)?s?\b|\bobjective\s+findings?\b/i.test(subject)) return undefined;
  const part = bodyParts.exec(subject)?.[1];
  if (!part) return undefined;
  const named = new RegExp(String.raw`\b${part}s?\b`, 'i');
  const evidence = documents.flatMap((document) =>
    document.pageTexts.flatMap((text, index) => {
      const sentence = text
        .split(/(?<=[.;])\s+|\n\s*\n/)
        .find((words) => named.test(words) && examWords.test(words) && !notThere.test(words));
      return sentence
        ? [
            {
              documentId: document.documentId,
              page: index + 1,
              quote: sentence.replace(/\s+/g, ' ').trim().slice(0, 240),
            },
          ]
        : [];
    }),
  );
  return evidence.length > 0 ? { severity: 'warning', what: 'findings of that part', evidence } : undefined;
};

const searches: readonly Search[] = [recordsOfKind, sessionCount, improvement, painScores, examination, treatment];

/** The first search that finds something in the medical documents against "there is no `subject`". */
export const searchFile = (
  claim: { subject: string; sentence: string },
  documents: readonly DocumentFacts[],
): Contradiction | undefined => {
  for (const search of searches) {
    const found = search(claim.subject, claim.sentence, documents);
    if (found) return found;
  }
  return undefined;
};
