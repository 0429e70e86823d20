/** As functions/domain/case-number.ts has it; a test holds the two together. */
const caseNumber = /^CM\d{2}-\d{7}$/;

/** What is wrong with a case number, in one line; undefined when nothing is. */
export const caseNumberProblem = (text: string): string | undefined => {
  if (text === '') return 'Enter the case number.';
  if (caseNumber.test(text)) return undefined;
  if (caseNumber.test(text.toUpperCase())) return 'Write the letters as capitals: CM15-0165862.';
  return 'A case number looks like CM15-0165862: CM, two digits, a hyphen, seven digits.';
};
