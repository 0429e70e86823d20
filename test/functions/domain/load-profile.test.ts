import { describe, expect, test } from '@jest/globals';
import { addDays, daysBetween } from '../../../functions/domain/calendar.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';

const weekdayOf = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay();

/** The n-th weekday of a month, counted without the calendar module. */
const nthWeekday = (year: number, month: number, weekday: number, nth: number): string => {
  const days = Array.from(
    { length: 31 },
    (_, index) => `${year}-${String(month).padStart(2, '0')}-${String(index + 1).padStart(2, '0')}`,
  );
  return days.filter((day) => weekdayOf(day) === weekday)[nth - 1] ?? '';
};

describe('the profile of the California program', () => {
  test.each([
    ['2013-01-01', '2013-01-01'],
    ['2015-08-18', '2014-01-01'],
    ['2019-12-31', '2018-01-01'],
    ['2026-03-31', '2020-01-01'],
    ['2026-04-01', '2026-04-01'],
  ])('on %s the version of %s is in force', (onDate, version) => expect(profileFor(onDate).version).toBe(version));

  test('before the program there is none', () => {
    expect(() => profileFor('2012-12-31')).toThrow(expect.objectContaining({ name: 'NoProfileForDate' }));
  });

  test('each clock is there once in every version, with its source', () => {
    for (const onDate of ['2013-06-01', '2015-08-18', '2018-06-01', '2021-01-01', '2026-05-01']) {
      const { clocks, eligibility } = profileFor(onDate);
      expect(new Set(clocks.map((clock) => clock.id)).size).toBe(clocks.length);
      expect(new Set(eligibility.map((rule) => rule.code)).size).toBe(eligibility.length);
      for (const rule of [...clocks, ...eligibility]) expect(rule.source).not.toBe('');
    }
  });

  test('an answer to a request for information took 15 days in 2013 and 5 business days since', () => {
    const answer = (onDate: string) =>
      profileFor(onDate).clocks.find((clock) => clock.id === 'information-request-answer');
    expect(answer('2013-06-01')).toMatchObject({ amount: 15, unit: 'calendar-days' });
    expect(answer('2015-06-01')).toMatchObject({ amount: 5, unit: 'business-days' });
  });

  test('formulary disputes exist since 2018', () => {
    const hasFormulary = (onDate: string) =>
      profileFor(onDate).clocks.some((clock) => clock.id === 'application-formulary');
    expect(hasFormulary('2017-12-31')).toBe(false);
    expect(hasFormulary('2018-01-01')).toBe(true);
  });

  test('a passage amended in 2026 and not read again is unverified from then on', () => {
    const decision = (onDate: string) =>
      profileFor(onDate).clocks.find((clock) => clock.id === 'ur-decision')?.verified;
    expect(decision('2026-03-31')).toBe(true);
    expect(decision('2026-04-01')).toBe(false);
  });

  test('rows from general knowledge of the law are marked', () => {
    const unverified = profileFor('2020-06-01')
      .clocks.filter((clock) => !clock.verified)
      .map((clock) => clock.id);
    expect(unverified).toEqual(
      expect.arrayContaining([
        'ur-decision-outer-limit',
        'application-formulary',
        'determination-expedited',
        'determination-formulary',
        'extension',
      ]),
    );
    expect(unverified).not.toContain('determination');
  });

  test('holidays: eleven a year, and the movable ones stand on their weekday', () => {
    const { holidays } = profileFor('2020-06-01');
    const namesOf = (onDate: string) =>
      holidays.filter((holiday) => holiday.onDate === onDate).map((holiday) => holiday.name);
    for (let year = 2013; year <= 2035; year += 1) {
      expect(holidays.filter((holiday) => holiday.onDate.startsWith(`${year}-`)).length).toBe(11);
      expect(namesOf(nthWeekday(year, 1, 1, 3))).toEqual(['Martin Luther King Jr. Day']);
      expect(namesOf(nthWeekday(year, 2, 1, 3))).toEqual(["Presidents' Day"]);
      expect(namesOf(nthWeekday(year, 9, 1, 1))).toEqual(['Labor Day']);
      const thanksgiving = nthWeekday(year, 11, 4, 4);
      expect(namesOf(thanksgiving)).toEqual(['Thanksgiving Day']);
      expect(namesOf(addDays(thanksgiving, 1))).toEqual(['Day after Thanksgiving']);
    }
    expect(daysBetween('2013-01-01', holidays[0]?.onDate ?? '')).toBe(0);
    expect(holidays.every((holiday) => weekdayOf(holiday.onDate) !== 0)).toBe(true);
  });
});
