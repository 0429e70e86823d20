import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  addBusinessDays,
  addDays,
  addMonths,
  ageOnDate,
  businessDaysBetween,
  daysBetween,
  dueDay,
  isBusinessDay,
  isDay,
} from '../../../functions/domain/calendar.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';

const holidays = new Set(profileFor('2026-11-23').holidays.map((holiday) => holiday.onDate));
const day = fc.integer({ min: 0, max: 8000 }).map((days) => addDays('2013-01-02', days));

describe('calendar', () => {
  test.each([
    ['2015-08-18', 30, '2015-09-17'],
    ['2016-02-28', 1, '2016-02-29'],
    ['2015-02-28', 1, '2015-03-01'],
    ['2015-12-31', 1, '2016-01-01'],
  ])('%s and %i days is %s', (from, days, to) => expect(addDays(from, days)).toBe(to));

  test.each([
    ['2015-08-31', -6, '2015-02-28'],
    ['2016-01-31', 1, '2016-02-29'],
    ['2015-11-30', 12, '2016-11-30'],
    ['2015-01-15', -1, '2014-12-15'],
  ])('%s and %i months is %s', (from, months, to) => expect(addMonths(from, months)).toBe(to));

  test.each([
    ['a Friday and one business day is Monday', '2015-08-21', 1, '2015-08-24'],
    ['Labor Day is skipped', '2015-09-04', 1, '2015-09-08'],
    ['Thanksgiving and the day after are skipped', '2015-11-25', 1, '2015-11-30'],
    ['a request of Saturday starts on Monday', '2015-08-22', 5, '2015-08-28'],
  ])('%s', (_title, from, days, to) => expect(addBusinessDays(from, days, holidays)).toBe(to));

  test.each([
    ['the day before the birthday', '1952-06-29', '2015-06-28', 62],
    ['the birthday', '1952-06-29', '2015-06-29', 63],
  ])('%s', (_title, birth, onDate, age) => expect(ageOnDate(birth, onDate)).toBe(age));

  test.each(['2015-02-29', '2015-13-01', '2015-00-10', '2015-6-1', 'soon'])('%s is no day', (text) =>
    expect(isDay(text)).toBe(false),
  );

  test('days there and back again', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        const to = addDays(from, days);
        return isDay(to) && daysBetween(from, to) === days && addDays(to, -days) === from;
      }),
    );
  });

  test('the n-th business day is a business day with n - 1 others before it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, days) => {
        const to = addBusinessDays(from, days, holidays);
        return isBusinessDay(to, holidays) && businessDaysBetween(from, to, holidays) === days && to > from;
      }),
    );
  });

  test('business days add up: n and then m is n + m', () => {
    fc.assert(
      fc.property(day, fc.nat(20), fc.nat(20), (from, n, m) => {
        const stepwise = addBusinessDays(addBusinessDays(from, n, holidays), m, holidays);
        return stepwise === addBusinessDays(from, n + m, holidays);
      }),
    );
  });

  test('a later start is never due earlier', () => {
    const unit = fc.constantFrom('hours', 'calendar-days', 'business-days', 'months' as const);
    fc.assert(
      fc.property(day, fc.nat(400), unit, fc.integer({ min: 1, max: 90 }), (from, later, unit, amount) => {
        const rule = { amount, unit };
        return dueDay(rule, from, holidays) <= dueDay(rule, addDays(from, later), holidays);
      }),
    );
  });

  test('months keep the date where it exists and never jump over a month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -30, max: 30 }), (from, months) => {
        const to = addMonths(from, months);
        const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        return isDay(to) && monthOf(to) - monthOf(from) === months && to.slice(8) <= from.slice(8);
      }),
    );
  });

  test.each([
    ['72 hours', 72, 'hours' as const, 0, '2015-08-21'],
    ['30 days and 5 for mail', 30, 'calendar-days' as const, 5, '2015-09-22'],
    ['5 business days', 5, 'business-days' as const, 0, '2015-08-25'],
    ['12 months', 12, 'months' as const, 0, '2016-08-18'],
  ])('%s from 2015-08-18', (_title, amount, unit, extension, due) =>
    expect(dueDay({ amount, unit }, '2015-08-18', holidays, extension)).toBe(due),
  );
});
