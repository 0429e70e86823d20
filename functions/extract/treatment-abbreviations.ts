import type { TreatmentSpan } from './treatments.ts';

/** "RFA" is a radiofrequency ablation where a level, a side or a nerve is named, else a request for authorization. */
export const isAblation = (text: string, { start, end }: TreatmentSpan): boolean =>
  /^ ?(?:of |at |to )?(?:(?:the |left |right |bilateral |[LRB] )?(?:[CTLS]\d|medial|facet|genicular|sacroiliac|SI\b)|(?:left|right|bilateral|lumbar|cervical)\b)/i.test(
    text.slice(end, end + 26),
  ) ||
  /^ (?:(?:was|were|has been) (?:done|performed|repeated|completed)|gave|helped|provided|lasted)\b/i.test(
    text.slice(end, end + 26),
  ) ||
  /\b(?:repeat|left|right|bilateral|lumbar|cervical|facet|genicular|underwent|s\/p|had|prior|level|[CTLS]\d{1,2}(?:[-/][CTLS]?\d)?) $/i.test(
    text.slice(Math.max(0, start - 14), start),
  );

export const credentials = new Set(['PT', 'OT', 'DPT', 'AME', 'QME']);

/** Letters behind a person's name: "Vivian Orr, PT, lic 30118", "K. Obi, OT". */
export const isCredential = (text: string, { start, end }: TreatmentSpan): boolean =>
  /[A-Z][a-z]+,? $/.test(text.slice(Math.max(0, start - 14), start)) &&
  /,\s?$|[a-z] $/.test(text.slice(Math.max(0, start - 2), start)) &&
  /^(?:\s*$|\s*\n|,? ?(?:lic|license|DPT|OCS|CHT|#|cert|\d)| {3,})/i.test(text.slice(end, end + 12)) &&
  /, ?$/.test(text.slice(Math.max(0, start - 2), start));
