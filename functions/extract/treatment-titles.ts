import { asCapitals } from './page-furniture.ts';
import type { Reading } from './reading.ts';
import type { TreatmentSpan } from './treatments.ts';

/** "Harrowgate Physical Therapy Center" is a place. */
const nameGoesOn = /^ ?(?:& \w+ )?(?:Center|Centre|Clinic|Group|Associates|Institute|Inc|LLC|Co|Corp|Partners|P\.?C)\b/;
const titleGoesOn =
  /^ (?:daily |progress |treatment |initial |discharge |visit )*(?:note|report|evaluation|re-?exam\w*)$/i;

const noteOf =
  /^ (?:(?:PROGRESS|DAILY|TREATMENT|VISIT|CONSULTATION) )*(?:NOTES?|RECORDS?|REPORT|SUMMARY)(?: #?\d{1,2})?\s*$/;

/** What a place's name goes on with begins so. */
const opensName = / ?[&A-Zl|]/y;
/** Below this many characters stands no title. */
const headCharacters = 500;

/** A line in capitals at the head of a page names the document or its sender: "PHYSICAL THERAPY DAILY NOTE". */
export const isTitle = (reading: Reading, { start, end, category }: TreatmentSpan): boolean => {
  const { text } = reading;
  const section = reading.sectionAt(start);
  if (section.name && end <= section.start + section.name.length) return true;
  const line = reading.lineAt(start);
  if (
    start < 300 &&
    /^ ?2\.\w|^ patient activity/i.test(text.slice(end, end + 18)) &&
    /^cures$/i.test(text.slice(start, end))
  )
    return true;
  // "Injection   [X] Synvisc": the name of a row of boxes.
  if (start - line.start < 2 && /^ {2,}\[ ?[xX]? ?\]/.test(text.slice(end, end + 32))) return true;
  if (line.end - line.start > 150) return false;
  // The right column of a letterhead: "PSYCHOTHERAPY PROGRESS NOTE", "NURSE CASE MANAGEMENT REPORT #3".
  if (
    start < 200 &&
    end === line.end &&
    start > line.start + 20 &&
    /^[A-Z ]+$/.test(asCapitals(text.slice(start, end))) &&
    / {3,}(?:INITIAL )?$/.test(asCapitals(text.slice(line.start, start)))
  )
    return true;
  if (start < 200 && noteOf.test(asCapitals(text.slice(end, line.end)))) return true;
  if (reading.furnitureAt(start)) return true;
  const opensLine = start === line.start;
  opensName.lastIndex = end;
  const mayGoOn = category !== 'medication' && (opensLine || opensName.test(text));
  if (!mayGoOn && line.start > headCharacters) return false;
  const rest = asCapitals(text.slice(end, line.end));
  if (mayGoOn && (nameGoesOn.test(rest) || (opensLine && titleGoesOn.test(rest)))) return true;
  if (line.start > headCharacters) return false;
  const words = asCapitals(text.slice(line.start, line.end));
  const isLetterhead = start < 300 && end === line.end && /^[A-Z][\w'&.-]+(?: [A-Z&][\w'&.-]*){2,5}$/.test(words);
  if ((category === 'therapy' || (category === 'imaging' && line.start < 120)) && isLetterhead) return true;
  const label = words.slice(0, start - line.start);
  const near = words.slice(0, end - line.start + 40);
  const gap = near.indexOf('   ');
  const columns = gap < 0 ? near : near.slice(0, gap);
  if (
    columns !== columns.toUpperCase() ||
    /[:\d]/.test(columns.replace(/\bCURES 2\.0|\bPR-?2/g, '')) ||
    label.includes('   ')
  )
    return false;
  return category !== 'imaging' || /\b(?:REPORT|CENTER|IMAGING|GROUP|INC)\b/.test(rest);
};
