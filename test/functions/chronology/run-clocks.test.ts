import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clockEvents } from '../../../functions/chronology/clock-events.ts';
import { ageDates } from '../../../functions/chronology/age-dates.ts';
import { caseTiming, lateClocks, publicAges } from '../../../functions/domain/case-timing.ts';
import { pausesOf, runClock, type ClockEvent } from '../../../functions/chronology/run-clock.ts';
import { conversion, runClocks } from '../../../functions/chronology/run-clocks.ts';
import { addDays, daysBetween, isBusinessDay } from '../../../functions/domain/calendar.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import type { Chronology } from '../../../functions/domain/chronology.ts';
import type { ClockRule } from '../../../functions/domain/profile.ts';
import { cleanCase, madeFacts, registrationOf, type Made } from './made-facts.ts';

const profile = profileFor('2015-09-10');
const holidays = new Set(profile.holidays.map((holiday) => holiday.onDate));
const at = (kind: string, onDate: string): ClockEvent => ({ kind, onDate });
const clockOf = (id: string, events: ClockEvent[], priority: Chronology['priority'] = 'standard') =>
  runClocks(profile, priority, events).find((clock) => clock.id === id);
const dueOf = (id: string, events: ClockEvent[], priority?: Chronology['priority']) =>
  clockOf(id, events, priority)?.dueOnDate;

const received = at('records_received', '2015-09-10');

describe('the determination clock', () => {
  test.each<[string, ClockEvent[], string | undefined]>([
    ['30 days from the records', [received], '2015-10-10'],
    ['nothing has come', [], undefined],
    ['records that came later start it again', [received, at('records_received', '2015-09-15')], '2015-10-15'],
    [
      'missing records hold it until they come',
      [received, at('records_missing', '2015-09-10'), at('records_arrived', '2015-09-18')],
      '2015-10-18',
    ],
    ['missing records hold it for 15 days at most', [received, at('records_missing', '2015-09-10')], '2015-10-25'],
    [
      'records that come after that change nothing',
      [received, at('records_missing', '2015-09-10'), at('records_arrived', '2015-11-20')],
      '2015-10-25',
    ],
    [
      'two pauses that overlap count once',
      [
        received,
        at('records_missing', '2015-09-10'),
        at('records_missing', '2015-09-14'),
        at('records_arrived', '2015-09-18'),
      ],
      '2015-10-18',
    ],
    [
      'a pause that begins when it is late already changes nothing',
      [received, at('records_missing', '2015-10-20'), at('records_arrived', '2015-10-25')],
      '2015-10-10',
    ],
  ])('%s', (_title, events, due) => expect(dueOf('determination', events)).toBe(due));

  test('is met by the first determination from its start on, not by an earlier one', () => {
    const events = [received, at('imr_determination_date', '2014-01-01'), at('imr_determination_date', '2015-10-23')];
    expect(clockOf('determination', events)?.metOnDate).toBe('2015-10-23');
  });
});

describe('conversion to an expedited review', () => {
  test.each<[string, string, string]>([
    ['72 hours from the conversion', '2015-09-20', '2015-09-23'],
    ['never later than the standard review gave', '2015-10-09', '2015-10-10'],
    ['before the records: 72 hours from the records', '2015-09-01', '2015-09-13'],
  ])('%s', (_title, onDate, due) =>
    expect(dueOf('determination-expedited', [received, at(conversion, onDate)])).toBe(due),
  );

  test('the standard clocks that it replaces are gone, what was met before it stays', () => {
    const events = [
      at('rfa_received_date', '2015-08-12'),
      at('ur_decision_date', '2015-08-18'),
      received,
      at(conversion, '2015-09-20'),
    ];
    const ids = runClocks(profile, 'expedited', events).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['ur-decision', 'determination-expedited', 'application']));
    expect(ids).not.toContain('determination');
  });

  test('the physician certifies a threat after the application; form text certifies nothing', () => {
    const clean = cleanCase();
    const kinds = (text: string, onDate: string) => {
      const report: Made = { type: 'pr2', text, onDate };
      const documents = [clean.application, report].map(madeFacts);
      const known = { header: { applicationDate: '2015-08-28' }, missingDocuments: [], today: '2015-09-10' };
      return clockEvents({ ...known, documents, registration: registrationOf(documents) })
        .filter(({ kind }) => kind === conversion)
        .map((event) => event.onDate);
    };
    const certified = 'I certify that the patient faces an imminent and serious threat to health.';
    expect(kinds(certified, '2015-09-05')).toEqual(['2015-09-05']);
    expect(kinds(certified, '2015-08-05')).toEqual([]);
    expect(kinds('Check box if the employee faces an imminent and serious threat to health.', '2015-09-05')).toEqual(
      [],
    );
  });
});

describe('late is an alarm', () => {
  test.each<[string, string, ClockEvent[], [string, number][]]>([
    ['on the due day nothing is late', '2015-10-10', [received], []],
    ['the day after', '2015-10-11', [received], [['determination', 1]]],
    [
      'done late stays told',
      '2016-01-01',
      [received, at('imr_determination_date', '2015-10-23')],
      [['determination', 13]],
    ],
    ['done in time', '2016-01-01', [received, at('imr_determination_date', '2015-10-10')], []],
    [
      'an application within the five days for mail',
      '2016-01-01',
      [at('ur_decision_date', '2015-08-18'), at('imr_application_date', '2015-09-22')],
      [],
    ],
    [
      'an application after them',
      '2016-01-01',
      [at('ur_decision_date', '2015-08-18'), at('imr_application_date', '2015-09-23')],
      [['application', 1]],
    ],
  ])('%s', (_title, today, events, expected) => {
    const clocks = runClocks(profile, 'standard', events);
    expect(lateClocks(clocks, today).map(({ clockId, daysLate }) => [clockId, daysLate])).toEqual(expected);
  });

  test('the sentence says the day, how late, and that a rule is not verified', () => {
    const clocks = runClocks(profile, 'expedited', [received]);
    expect(lateClocks(clocks, '2015-09-15').map(({ message }) => message)).toEqual([
      'The final determination of an expedited review: due 2015-09-13, late by 2 days (rule not verified).',
    ]);
  });

  test('is told for the day that one looks, until the determination goes out', () => {
    const dated = { clocks: runClocks(profile, 'standard', [received]), ageDates: ageDates([received]) };
    const told = (today: string, decided?: string) => {
      const { alarms, ages } = caseTiming(dated, today, decided);
      return [alarms.map(({ message }) => message), ages.sinceCompleteRecordsDays];
    };
    expect(told('2015-10-10')).toEqual([[], 30]);
    expect(told('2015-10-11')).toEqual([['The final determination: due 2015-10-10, late by 1 day.'], 31]);
    expect(told('2015-10-13')).toEqual([['The final determination: due 2015-10-10, late by 3 days.'], 33]);
    expect(told('2016-01-01', '2015-10-12')).toEqual([
      ['The final determination: due 2015-10-10, done 2015-10-12, late by 2 days.'],
      32,
    ]);
    expect(told('2016-01-01', '2015-10-08')).toEqual([[], 28]);
  });

  test('rows from general knowledge of the law are shown as not verified', () => {
    expect(clockOf('determination', [received])?.verified).toBe(true);
    expect(clockOf('determination-expedited', [received], 'expedited')?.verified).toBe(false);
  });
});

describe('a formulary dispute', () => {
  const current = profileFor('2019-06-03');
  const off = new Set(current.holidays.map(({ onDate }) => onDate));
  const dueIn = (id: string, events: ClockEvent[]) =>
    runClocks(current, 'formulary', events).find((clock) => clock.id === id)?.dueOnDate;

  test('has five business days for the determination and ten days for the application', () => {
    expect(dueIn('determination-formulary', [at('records_received', '2019-07-01')])).toBe('2019-07-09');
    expect(dueIn('application-formulary', [at('ur_decision_date', '2019-07-01')])).toBe('2019-07-11');
    const ids = runClocks(current, 'formulary', []).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['ur-decision', 'assignment-notice', 'implementation', 'appeal']));
    expect(ids).not.toContain('determination');
    expect(ids).not.toContain('application');
  });

  test('is due on a business day, never later than the standard review', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2500 }), (days) => {
        const start = addDays('2018-01-01', days);
        const due = dueIn('determination-formulary', [at('records_received', start)]) ?? '';
        return isBusinessDay(due, off) && due > start && due <= addDays(start, 30);
      }),
    );
  });
});

describe('both public ages', () => {
  const assigned = at('imr_assigned_date', '2015-09-01');
  test.each<[string, ClockEvent[], object]>([
    ['open', [assigned, received], { sinceAssignmentDays: 29, sinceCompleteRecordsDays: 20, isDecided: false }],
    [
      'decided',
      [assigned, received, at('imr_determination_date', '2015-09-25')],
      { sinceAssignmentDays: 24, sinceCompleteRecordsDays: 15, isDecided: true },
    ],
    [
      'records still missing',
      [assigned, received, at('records_missing', '2015-09-10')],
      { sinceAssignmentDays: 29, isDecided: false },
    ],
    [
      'complete when the missing ones came',
      [assigned, received, at('records_missing', '2015-09-10'), at('records_arrived', '2015-09-20')],
      { sinceAssignmentDays: 29, sinceCompleteRecordsDays: 10, isDecided: false },
    ],
    ['not assigned', [received], { sinceCompleteRecordsDays: 20, isDecided: false }],
    ['nothing known', [], { isDecided: false }],
  ])('%s', (_title, events, ages) => expect(publicAges(ageDates(events), '2015-09-30')).toEqual(ages));
});

const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2013-01-02', days));
const near = fc.integer({ min: -40, max: 120 });
const unit = fc.constantFrom('calendar-days', 'business-days' as const);
const ruleOf = (amount: number, of: ClockRule['unit']): ClockRule => ({
  name: 'x',
  amount,
  unit: of,
  startsAt: 'start',
  endsAt: 'end',
  pause: { from: 'stop', until: 'go', maxDays: 15, source: 'x' },
  appliesTo: ['standard'],
  source: 'x',
  verified: true,
});
const eventsOf = (start: string, stops: readonly number[], goes: readonly number[]): ClockEvent[] => [
  at('start', start),
  ...stops.map((days) => at('stop', addDays(start, days))),
  ...goes.map((days) => at('go', addDays(start, days))),
];
const some = fc.array(near, { maxLength: 6 });
const amounts = fc.integer({ min: 1, max: 60 });

describe('for any pauses', () => {
  test('no pause makes a clock due earlier, and a calendar clock moves by the paused days exactly', () => {
    fc.assert(
      fc.property(day, unit, amounts, some, some, (start, of, amount, stops, goes) => {
        const rule = ruleOf(amount, of);
        const plain = runClock(rule, [at('start', start)], holidays).dueOnDate ?? '';
        const { dueOnDate = '', pausedDays = 0 } = runClock(rule, eventsOf(start, stops, goes), holidays);
        const moved = daysBetween(plain, dueOnDate);
        return moved >= 0 && (of !== 'calendar-days' || moved === pausedDays) && pausedDays <= stops.length * 15;
      }),
    );
  });

  test('the order of the events, and the same event twice, change nothing', () => {
    fc.assert(
      fc.property(day, unit, amounts, some, some, (start, of, amount, stops, goes) => {
        const events = eventsOf(start, stops, goes);
        const run = runClock(ruleOf(amount, of), events, holidays);
        const again = runClock(ruleOf(amount, of), [...events, ...events].reverse(), holidays);
        return JSON.stringify(run) === JSON.stringify(again);
      }),
    );
  });

  test('pauses are in order and do not touch, and none is longer than those that made it', () => {
    fc.assert(
      fc.property(day, some, some, (start, stops, goes) => {
        const pauses = pausesOf(eventsOf(start, stops, goes), { from: 'stop', until: 'go', maxDays: 15, source: 'x' });
        const total = pauses.reduce((sum, { from, until }) => sum + daysBetween(from, until), 0);
        return (
          pauses.every(({ from, until }, index) => until >= from && from > (pauses[index - 1]?.until ?? '')) &&
          total <= new Set(stops).size * 15
        );
      }),
    );
  });

  test('a conversion never gives more time than the standard review had', () => {
    fc.assert(
      fc.property(day, near, some, some, (start, converted, stops, goes) => {
        const events = [
          at('records_received', start),
          ...stops.map((days) => at('records_missing', addDays(start, days))),
          ...goes.map((days) => at('records_arrived', addDays(start, days))),
        ];
        const standard = dueOf('determination', events) ?? '';
        const expedited =
          dueOf('determination-expedited', [...events, at(conversion, addDays(start, converted))]) ?? '';
        return expedited !== '' && expedited <= standard && expedited >= start;
      }),
    );
  });

  test('a clock is late exactly when its end, or today, is after its due day, and is listed all the same', () => {
    fc.assert(
      fc.property(day, fc.nat(90), fc.option(fc.nat(90)), (start, passed, done) => {
        const today = addDays(start, passed);
        const ends = done === null ? [] : [at('imr_determination_date', addDays(start, done))];
        const clocks = runClocks(profile, 'standard', [at('records_received', start), ...ends]);
        const late = lateClocks(clocks, today).some(({ clockId }) => clockId === 'determination');
        return late === (done ?? passed) > 30 && clocks.some(({ id }) => id === 'determination');
      }),
    );
  });

  test('the age from complete records is never more than from an assignment before them', () => {
    fc.assert(
      fc.property(day, fc.nat(60), fc.nat(200), (start, wait, passed) => {
        const events = [at('imr_assigned_date', start), at('records_received', addDays(start, wait))];
        const ages = publicAges(ageDates(events), addDays(start, wait + passed));
        return ages.sinceAssignmentDays === wait + passed && ages.sinceCompleteRecordsDays === passed;
      }),
    );
  });
});
