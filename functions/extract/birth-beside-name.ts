import type { RawDate } from './date-grammar.ts';
import type { RoleReading } from './best-date-cue.ts';

/** The head of a document, where it names its patient. */
const headCharacters = 600;
const leastYearsBefore = 15;
const birthLabel = /\b(?:birth(?:day|date)?|born|b-?day)\b[^\n]{0,6}$/i;
/** "Abt, Cornelius   b. 02/08/1970" */
const bornMark = /(?<!\w)b\. ?$/;
const name = /\p{Lu}[\p{L}'’-]+,? \p{Lu}[\p{L}'’.-]*,?[ |]{1,12}(?:(?:[MF]|[Mm]ale|[Ff]emale),?[ |]{1,12})?\(?$/u;
/** "8/8/1982, injured 10/2/2017": what stands between two days is said of the second. */
const reachOfNext = 24;

const yearOf = ({ value }: RawDate): number => Number((value ?? '').slice(0, 4));

/**
 * `Marsh, Delphine   01/05/1959   DOI 02/11/2012`: a day without a known label beside a name in the head of a document, long
 * before all its other days, is the patient's day of birth.
 */
export const asBirthBesideName = (
  text: string,
  dates: readonly RawDate[],
  roles: readonly RoleReading[],
): RoleReading[] => {
  const isSaidOfNext = (index: number): boolean => {
    const [date, next] = [dates[index], dates[index + 1]];
    return (
      roles[index]?.ruleId === 'role.cue-after' &&
      !!date &&
      next?.kind === 'full' &&
      next.start - date.end <= reachOfNext
    );
  };
  const isOpen = (index: number) =>
    isSaidOfNext(index) ||
    /role\.(?:default|not-the-injury)$/.test(roles[index]?.ruleId ?? '') ||
    (roles[index]?.ruleId !== 'role.label' && bornMark.test(text.slice(0, dates[index]?.start).slice(-4)));
  if (roles.some(({ role }) => role === 'date_of_birth')) return [...roles];
  const latest = dates.reduce((year, date) => (date.kind === 'full' ? Math.max(year, yearOf(date)) : year), 0);
  const at = dates.findIndex(
    (date, index) =>
      date.kind === 'full' &&
      date.start < headCharacters &&
      isOpen(index) &&
      yearOf(date) <= latest - leastYearsBefore &&
      dates.every((other, place) => place === index || other.kind !== 'full' || yearOf(other) > yearOf(date)) &&
      [name, birthLabel, bornMark].some((pattern) =>
        pattern.test(text.slice(Math.max(0, date.start - 60), date.start)),
      ),
  );
  return roles.map((role, index) =>
    index === at ? { ...role, role: 'date_of_birth', ruleId: 'role.beside-name' } : role,
  );
};
