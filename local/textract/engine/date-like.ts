/** A date in figures, with a bracket or stop beside it, and one whose slashes were read as another sign. */
const wholeDate = /^\W?(\d{1,2})([-/])(\d{1,2})\2(\d{2}|(?:19|20)\d{2})\W{0,2}$/;
const brokenDate = /^\W?(\d{1,2})[/:;'’"°.,-](\d{1,2})[/:;'’"°.,-]{1,2}(?:19|20)\d{2}\W{0,2}$/;

/** Whether figures are a day of the calendar, with two figures for the year (`short`), or with slashes that did not come out. */
export const dateLikeness = (text: string): 'whole' | 'short' | 'broken' | 'none' => {
  const [, month, , day, year] = wholeDate.exec(text) ?? [];
  if (isDay(month, day)) return year?.length === 4 ? 'whole' : 'short';
  const [, brokenMonth, brokenDay] = brokenDate.exec(text) ?? [];
  return isDay(brokenMonth, brokenDay) ? 'broken' : 'none';
};

const isDay = (month = '', day = ''): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
