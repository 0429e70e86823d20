import type { TreatmentSpan } from './treatments.ts';

const goesOn = /^ (?:with|and)(?= {2,}|\n| ?\(?\d| [A-Z]\d)/;

const serviceCode = /\b(?:\d{5}|[A-Z]\d{4})\b/;

/**
 * A form's cell may hold a name over two lines while the row goes on beside it: "Physical therapy with | 97110 | qty
 * 8" and "massage" in the line below. The second line completes the first.
 */
export const joinWrappedCells = (text: string, spans: readonly TreatmentSpan[]): TreatmentSpan[] => {
  const joined: TreatmentSpan[] = [];
  for (let index = 0; index < spans.length; index += 1) {
    const span = spans[index];
    const next = spans[index + 1];
    if (!span) continue;
    const mayGoOn = text.startsWith(' with', span.end) || text.startsWith(' and', span.end);
    const link = mayGoOn ? goesOn.exec(text.slice(span.end, span.end + 12))?.[0] : undefined;
    const gap = next ? text.slice(span.end, next.start) : '';
    if (link && next && next.category === span.category && gap.length < 160 && serviceCode.test(gap)) {
      const words = `${text.slice(span.start, span.end)}${link} ${text.slice(next.start, next.end)}`;
      joined.push({
        ...span,
        words,
        end: span.end + link.length,
        name: `${span.name}${link} ${next.name.replace(/ therapy$/, '')}`,
      });
      index += 1;
    } else joined.push(span);
  }
  return joined;
};
