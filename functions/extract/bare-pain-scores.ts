import type { PainScore } from './pain-scores.ts';

const numberWords = 'zero one two three four five six seven eight nine ten'.split(' ');
/** The digits of a score that may be spelled out. */
export const scoreOf = (word: string): string => {
  const at = numberWords.indexOf(word.toLowerCase());
  return at < 0 ? word : String(at);
};
export const wordScore = `(${numberWords.join('|')})`;

const n =
  '(10|[0-9])(?![\\d/%:]|\\.\\d|-\\d| ?(?:to (?:10|ten)\\b|mg|weeks?|wks?|months?|mos?|days?|years?|hours?|hrs?|min|visits?|sessions?|times|x\\b))';
/** "and 4 at best", "was 8 at the start", "best 3": what follows a score on the same scale. */
const next = new RegExp(
  `^[^.;\\n\\d]{0,40}?(?:\\b(?:was|were|down from|up from|from|previously|last visit|(?:is |are )?now(?: it(?: is|[’']s))?(?: a)?|vs\\.?|best|worst|least|lowest|highest|average|avg|usually|current(?:ly)?)(?: pain)?(?: is| was| of|:|,)? ${n}|^ ?-{0,2}[>→] ?(?:an? )?${n}|^,?;? ?(?:and |\\/ ?)?(?:post|after)(?:-?(?:tx|treatment|procedure|injection|session))?(?: pain| VAS)? ?[:=]? ?${n}|\\b(?:with(?:out)?|w\\/o?) (?:activity|movement|use|meds?|medications?) ?:? ?${n}|\\bwithout ${n}(?=\\.?\\s*(?:$|\\n)|[,;])|\\b${n}(?= (?:at (?:its |their |the )?(?:best|worst|least|rest|lowest|highest|start)|on average|with(?:out)? (?:pain )?(?:meds?|medications?)|on (?:a )?(?:good|bad) days?))|\\band ${wordScore}(?= (?:with|on|at|when)\\b)|\\band ${n}(?= with(?:out)?\\b))`,
  'i',
);

/** Adds the scores that stand bare behind one on the scale: "6 out of 10 on average, 9 at worst and 4 at best". */
export const withBareScores = (text: string, scores: readonly PainScore[]): PainScore[] => {
  const all: PainScore[] = [];
  scores.forEach((score, index) => {
    all.push(score);
    let end = score.end;
    for (let round = 0; round < 3; round += 1) {
      const limit = Math.min(scores[index + 1]?.start ?? text.length, end + 60);
      const match = next.exec(text.slice(end, limit));
      const words = match?.slice(1).find((part) => part !== undefined);
      if (!match || words === undefined) return;
      const start = end + match.index + match[0].length - words.length;
      const context = contextOf(
        text.slice(Math.max(0, start - 45), start),
        text.slice(start + words.length, start + 50),
      );
      all.push({
        start,
        end: start + words.length,
        value: scoreOf(words),
        ruleId: 'pain.bare',
        ...(context ? { context } : {}),
      });
      end = start + words.length;
    }
  });
  return all;
};

/** What the words around a score say of when it holds. */
export const contextOf = (before: string, after: string): string | undefined => {
  const near = before.slice(-45);
  if (
    /\bwithout (?:pain )?(?:medication|meds)/i.test(near) ||
    /^[^.;,\d]{0,12}without (?:pain )?(?:medication|meds)/i.test(after)
  )
    return 'without_medication';
  if (
    /\bwith (?:pain )?(?:medication|meds)/i.test(near) ||
    /^[^.;,\d]{0,12}with (?:pain )?(?:medication|meds)/i.test(after)
  )
    return 'with_medication';
  if (/\b(?:was|previously|prior|initial(?:ly)?|down from|last visit)[^.;\d]{0,14}$/i.test(near)) return 'previous';
  if (/\bworst[^.;\d]{0,14}$/i.test(near) || /^ ?(?:at )?worst/i.test(after)) return 'worst';
  if (/\b(?:best|least)[^.;\d]{0,14}$/i.test(near) || /^ ?(?:at )?(?:best|least)/i.test(after)) return 'best';
  return undefined;
};
