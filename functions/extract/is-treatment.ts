import type { DocumentType } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import { isTherapy, patientOrTherapy } from './is-therapy.ts';
import { spellings } from './spellings.ts';
import { wordAt } from './tokens.ts';
import { credentials, isAblation, isCredential } from './treatment-abbreviations.ts';
import type { TreatmentSpan } from './treatments.ts';

/** Abbreviations that are also English words or other things: only in capitals. */
const onlyInCapitals = new Set(
  'cures pens sad ana sep help ics ems scs cbt esi tpi ua echo crp esr cmp bmp ctr mri mua mac rcr dcr tha thr tka asa ct ame qme fce pft xr xrs emg ncs frp csi inr ppi thc prp cpm mbb mfr stm ot pcn dss lso ifc tens afo uds udt'.split(
    ' ',
  ),
);
/** In capitals only when the whole text around is not in capitals; `mri`, `emg`, `tens`, `uds` are read in lower case too. */
const alsoInLowerCase = new Set(['mri', 'emg', 'tens', 'uds', 'ct', 'ncs', 'esi', 'tens', 'ua']);
/** Whether the words of the lexicon speak of a treatment where they stand, and not of a person, a place or a result. */
export const isTreatment = ({ text, documentType, tokens, lineAt }: Reading, span: TreatmentSpan): boolean => {
  const words = text.slice(span.start, span.end);
  const isCapital = words === words.toUpperCase();
  const word = words.toLowerCase();
  const ahead = text.slice(Math.max(0, span.start - 22), span.start).toLowerCase();
  if (credentials.has(words) && isCredential(text, span)) return false;
  // "P. Oyelaran-Voss PT, DPT"
  if (
    credentials.has(words) &&
    /[a-z] $/.test(text.slice(Math.max(0, span.start - 2), span.start)) &&
    /^, ?(?:DPT|MPT|MSPT|OCS|OTR|CHT)\b/.test(text.slice(span.end, span.end + 7))
  )
    return false;
  // "9 a.m. PT", "(PT 41120)": the time zone, a licence.
  if (
    word === 'pt' &&
    (/\d ?[ap]\.?m\.? ?$/i.test(text.slice(Math.max(0, span.start - 8), span.start)) ||
      /^ #?\d{4,6}\b/.test(text.slice(span.end, span.end + 9)))
  )
    return false;
  if (word === 'thc' || words === 'Turns' || words === 'turns') return false;
  // "Thank you for this referral", "of her workstation"
  if (
    word === 'referral' &&
    /\bthank you for (?:this|the|your)(?: kind)? $/i.test(text.slice(Math.max(0, span.start - 26), span.start))
  )
    return false;
  if (
    word === 'workstation' &&
    /\b(?:of|at|to) (?:his|her|their|the) $/i.test(text.slice(Math.max(0, span.start - 9), span.start))
  )
    return false;
  // "seen on referral from Dr. Nwosu"
  if (
    word === 'referral' &&
    /\b(?:up)?on $/.test(ahead) &&
    /^ (?:from|by|of)\b/i.test(text.slice(span.end, span.end + 6))
  )
    return false;
  // "B. X-ray and lab results:" is a field of a form, "OPEN MRI & DIAGNOSTIC" over a report who made it.
  if (
    span.category === 'imaging' &&
    /^s? and lab(?:oratory)? (?:results|tests|findings)/i.test(text.slice(span.end, span.end + 24))
  )
    return false;
  if (
    span.category === 'imaging' &&
    span.start < 200 &&
    /^ {1,3}(?:(?:&|and) {1,3}(?:diagnostic|imaging|radiology)|(?:center|centre|institute|associates|group|facility)\b)/i.test(
      text.slice(span.end, span.end + 24),
    )
  )
    return false;
  // "Bellwether Toxicology   Accession 16-270": a laboratory; "by LC-MS/MS": how it was done.
  if (
    words === 'Toxicology' &&
    /[A-Z][a-z]+ $/.test(text.slice(Math.max(0, span.start - 12), span.start)) &&
    /^(?: {2,}|\n|,? (?:lab|inc|llc))/i.test(text.slice(span.end, span.end + 8))
  )
    return false;
  if (/^(?:lc|gc)\b/.test(word) && /\b(?:by|via|using|confirmation) $/.test(ahead)) return false;
  // "Manual therapy & manipulation" is a chapter.
  if (word === 'adjustments' && !/\b(?:hold|no|continue|cont|resume|defer|with|stop) $/.test(ahead)) return false;
  if (word === 'manipulation' && /(?:\band|&|therapy) $/.test(ahead)) return false;
  if (/^post-?op(?:erative)? visits?$/.test(word)) return false;
  // "ASA: II" is how fit for anesthesia the patient is.
  if (
    word === 'asa' &&
    /^:? ?(?:class|status|score|ps|[1-5]\b(?! ?(?:day|mg|wk|week))|[IV]{1,3}\b)/i.test(
      text.slice(span.end, span.end + 10),
    )
  )
    return false;
  // "UDS 7/21 neg for hydrocodone": a result.
  if (
    span.category === 'medication' &&
    ahead.endsWith(' for ') &&
    /\b(?:neg(?:ative)?|pos(?:itive)?) for $/.test(ahead)
  )
    return false;
  if (
    (word === 'suture' || word === 'sutures') &&
    /^ (?:out|removed|removal|intact|in place|dry)\b/i.test(text.slice(span.end, span.end + 12))
  )
    return false;
  if (patientOrTherapy.has(word)) return isTherapy(text, span, documentType);
  if (onlyInCapitals.has(word) && !isCapital && !alsoInLowerCase.has(word)) return false;
  if (word === 'ct') {
    return /^[ :]*(?:scan|of|abd|chest|head|brain|cervical|lumbar|thoracic|left|right|L\b|R\b|knee|shoulder|spine|angio|c-|l-|\()/i.test(
      text.slice(span.end, span.end + 14),
    );
  }
  if (word === 'rfa') return isAblation(text, span);
  // "U.S. HealthWorks" is no ultrasound, "morphine equivalent dose" no drug, a specialty no visit.
  if (word.startsWith('u.s')) return false;
  if (word === 'morphine' && /^[ -](?:milligram |mg )?equivalen/i.test(text.slice(span.end, span.end + 20)))
    return false;
  if (
    span.category === 'consult' &&
    /\b(?:M\.?D|D\.?O|D\.?C|D\.?P\.?M|Ph\.?D)\.?, ?(?:an? |the )?$/.test(
      text.slice(Math.max(0, span.start - 12), span.start),
    )
  )
    return false;
  if (
    word.length <= 5 &&
    /^b\W?l?1?2$/.test(word) &&
    /\d\/?$/.test(text.slice(Math.max(0, span.start - 2), span.start))
  )
    return false;
  if (ahead.includes('specialt') && /\b(?:sub)?specialt(?:y|ies)(?: in| of)?\W{0,3}$/.test(ahead)) return false;
  // "MMT TA 3+/5" is a muscle; "[ ] Need for surgery or hospitalization" a box of a form.
  if (word === 'ta' && /^ ?[0-5][+-]?\/5/.test(text.slice(span.end, span.end + 6))) return false;
  if (word === 'surgery' && /^,? (?:or|and) hospitalization/i.test(text.slice(span.end, span.end + 24))) return false;
  // "Specify consultation/referral", "[X] Need for referral or consultation": the words of the form.
  if (
    (word === 'consultation' || word === 'referral') &&
    (/\b(?:specify |need for |referral or |consultation\/)$/.test(ahead) ||
      /^\/referral\b/i.test(text.slice(span.end, span.end + 9)))
  )
    return false;
  // "via EMS", "EMS gave fentanyl": who brought the patient.
  if (
    words === 'EMS' &&
    (/\b(?:via|by|per|called|arrived) $/.test(ahead) ||
      /^ (?:gave|arrived|transport\w*|brought|applied|placed|on scene|crew|report|personnel|was called)\b/i.test(
        text.slice(span.end, span.end + 14),
      ))
  )
    return false;
  // "This re-evaluation is requested to", "risks including steroid effects", "denies sedation"
  if (/^re-?evaluation$/.test(word) && ahead.endsWith('this ')) return false;
  if (substances.has(word) && /^ (?:side )?effects\b/i.test(text.slice(span.end, span.end + 14))) return false;
  if (word === 'sedation' && /\b(?:denies|no|without|any) $/.test(ahead)) return false;
  // "MRI dated 08-01-2014, films reviewed personally": the same study; "OFFICE VISIT 06.04.2015" heads a note.
  if (word === 'films' && /\b(?:MRI|CT|MRA)\b[^.;\n]*$/.test(text.slice(Math.max(0, span.start - 60), span.start)))
    return false;
  if (
    words === 'OFFICE VISIT' &&
    /(?:^|\n)$/.test(text.slice(Math.max(0, span.start - 1), span.start)) &&
    /^:? {1,3}\d/.test(text.slice(span.end, span.end + 5))
  )
    return false;
  // "Prone on the C-arm table", "fluoro time 48 sec": what the room holds, and what was measured.
  if (span.category === 'imaging' && /^ (?:table|time:? \d)/i.test(text.slice(span.end, span.end + 8))) return false;
  // "to progress to strengthening phase"
  if (/^ phase\b/i.test(text.slice(span.end, span.end + 7))) return false;
  // "UDS 6/9/16: + morphine, hydrocodone": what was found.
  if (
    span.category === 'medication' &&
    isFinding.test(text.slice(Math.max(0, span.start - 90), span.start)) &&
    !/^ (?:\d|ER\b|patch)/.test(text.slice(span.end, span.end + 6))
  )
    return false;
  if (therapyOnly.has(word)) return ofTherapy.has(documentType) && (isCapital || word === 'manual');
  // Letters behind a name: "Vivian Orr, PT, lic 30118".
  if (
    word === 'surgery' &&
    !/\b(?:no|prior|previous|denies|s\/p) (?:\w+ )?$/.test(ahead) &&
    (/\b(?:ortho\w*|general|hand|plastic|vascular|oral|neurological|spine) $/i.test(
      text.slice(Math.max(0, span.start - 14), span.start),
    ) ||
      /^ (?:date|center|centre|clinic|suite|scheduler|department)\b/i.test(text.slice(span.end, span.end + 12)))
  )
    return false;
  if (word === 'cures' && /[a-z]/.test(text.slice(Math.max(0, span.start - 3), span.start))) return true;
  if (
    (word === 'epidural' || word === 'epidurals') &&
    /^ (?:spread|space|catheter|needle|fat|abscess|hematoma|anesthesia|lipomatosis|flow|contrast|fibrosis|scar)/i.test(
      text.slice(span.end, span.end + 14),
    )
  )
    return false;
  // What an image shows of an old operation.
  if (
    word === 'fusion' &&
    /\b(?:solid|bony|osseous|incomplete|congenital|failed|stable) $/i.test(
      text.slice(Math.max(0, span.start - 12), span.start),
    )
  )
    return false;
  // "opioid induced hyperalgesia", "opioid-type dependence": words of a diagnosis.
  if (
    substances.has(word) &&
    /^[ -](?:induced|type|dependen\w+|withdrawal|tolerance|naive|risk|use disorder|abuse|addiction|contract|agreement)\b/i.test(
      text.slice(span.end, span.end + 16),
    )
  )
    return false;
  if (word === 'medication management' && /\bfor $/i.test(text.slice(Math.max(0, span.start - 4), span.start)))
    return false;
  if (word === 'consultation' && /\bin $/i.test(text.slice(Math.max(0, span.start - 4), span.start))) return false;
  if (word.startsWith('hand therapy') || word === 'counseling') return true;
  // Results of a drug screen name substances, not treatments.
  if (documentType === 'lab' && span.category === 'medication') {
    const { start, end } = lineAt(span.start);
    const line = text.slice(Math.max(start, span.start - 200), Math.min(end, span.end + 200));
    return (
      !/\b(?:pos(?:itive)?|neg(?:ative)?|detected|ng\/ml|cutoff|none detected)\b/i.test(line) ||
      /(?<!not )(?:prescrib|medication|declared)/i.test(line)
    );
  }
  if (word === 'exercise' || word === 'exercises' || word === 'stretching')
    return span.from === 0 || wordAt(tokens, span.from - 1) !== 'of';
  return true;
};

/** "UDS 6/9/16: + morphine, " */
const isFinding = /\b(?:UDS|UDT|drug screen|utox)\b[^.;\n]{0,40}: ?\+ ?(?:[a-z]+(?:, | and ))*$/i;
const substances = new Set(spellings('opioid{|s}|narcotic{|s}|opiate{|s}|steroid{|s}|alcohol'));
/** Abbreviations that only the notes of therapists use. */
const therapyOnly = new Set(['us', 'cp', 'hp', 'te', 'ta', 'mt', 'manual', 'nmr', 'gt', 'es', 'tp', 'mhp', 'jm']);
const ofTherapy = new Set<DocumentType>(['therapy', 'chiropractic', 'acupuncture']);
