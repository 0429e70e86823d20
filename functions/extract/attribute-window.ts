import { count } from './attribute-words.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';

const maxWindow = 170;

/** The rest of the statement, of the row, or of a sig that goes on in the next sentence of the same line. */
export const windowOf = (
  reading: Reading,
  treatments: readonly FoundTreatment[],
  index: number,
  citations: readonly { start: number; end: number }[],
): { text: string; start: number } => {
  const { text } = reading;
  const treatment = treatments[index];
  const start = treatment?.end ?? 0;
  const isDrug = treatment?.category === 'medication';
  const sentenceEnd = reading.sentenceAt(Math.max(0, start - 1)).end;
  const lineEnd = reading.lineAt(start).end;
  let end = Math.min(sentenceEnd, start + maxWindow, treatments[index + 1]?.start ?? text.length);
  // "Norco 10/325. Take one tablet every 6 hours."
  const next = text.slice(sentenceEnd, sentenceEnd + 30);
  if (
    isDrug &&
    end === sentenceEnd &&
    /^\s*(?:take|sig|apply|use|disp|qty|quantity|#|1|one|refill|dosage|frequency)\b/i.test(next)
  ) {
    const more = reading.sentenceAt(sentenceEnd).end;
    end = Math.min(
      more,
      !/^\s*(?:sig|take|disp|qty|quantity|apply)/i.test(next) ? more : Math.max(more, lineEnd),
      start + maxWindow,
      treatments[index + 1]?.start ?? text.length,
    );
  }
  // "EMS 15 min. See 3x/wk x 2 wks."
  if (
    !isDrug &&
    end === sentenceEnd &&
    /^\s*(?:see|seen|freq\w*:?|schedule|treat|rx) (?:pt |patient |him |her )?\d/i.test(next)
  )
    end = Math.min(reading.sentenceAt(sentenceEnd).end, start + maxWindow, treatments[index + 1]?.start ?? text.length);
  // "Determination: Modified. 4 sessions are certified." goes on behind the item's own sentence.
  if (
    treatment?.status === 'modified' ||
    // "Requested: acupuncture 12 sessions. Certified: 4 sessions."
    (reading.documentType === 'ur_decision' &&
      /^\s*(?:certified|approved|authorized|allowed|determination|decision): /i.test(next))
  )
    end = Math.min(treatments[index + 1]?.start ?? text.length, start + maxWindow);
  // What a guideline allows is said of everyone: "MTUS ... allow 9-10 visits over 8 weeks".
  const cited = firstFrom(citations, start);
  if (cited && cited.start < end && allows.test(text.slice(cited.end, cited.end + 60))) end = cited.start;
  // A count that stands before the next treatment belongs to that one: "x6 and 8 sessions of massage".
  const words = text.slice(start, end);
  const from = Math.max(0, words.length - longestLead);
  const tail = end === treatments[index + 1]?.start ? leadOfNext.exec(words.slice(from)) : null;
  return { text: tail ? words.slice(0, from + tail.index) : words, start };
};

const longestLead = 80;

/** The first span that does not begin before an offset. */
const firstFrom = (spans: readonly { start: number; end: number }[], offset: number) => {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return spans[low];
};

const allows = /^[^.;\n]{0,24}\b(?:allows?|recommends?|supports?|requires?|permits?|calls? for|limits?|suggests?)\b/i;

const leadOfNext = new RegExp(
  `(?<!\\d ?x ?)(?<!\\d)(?:${count}|\\d{1,3}(?:\\.\\d)?)(?: ?(?:-|–|to) ?\\d{1,2})? ?(?:mg|ml|mcg|day|week|month|additional|more|sessions?|visits?|treatments?|tablets? of|cc)?(?: (?:additional|more|trial|sessions?|visits?))? ?(?:of|for)? ?$`,
  'i',
);
