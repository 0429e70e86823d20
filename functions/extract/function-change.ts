import type { FunctionPolarity } from '../domain/facts.ts';

/** "standing tolerance up from 5 to 20 minutes": a measure that is told as a change is more than a baseline. */
export const changed = (clause: string): FunctionPolarity => {
  const [, from, to] =
    /\bfrom (?:about )?(\d{1,3}) ?(?:[a-z]+ )?to (?:about )?(\d{1,3}) ?(?:min|h(?:ou)?rs?|lb|pound|kg|deg|block|mile|feet|ft|yard|step|stair|rep)/i.exec(
      clause,
    ) ?? [];
  if (to !== undefined) return Number(to) >= Number(from) ? 'improved' : 'worsened';
  const isUnable = /\b(?:cannot|can not|unable|could not|couldn|limited|only|difficulty|trouble)\b/i.test(clause);
  if (
    /\b(?:down from|decreased (?:from|to)|worse than|less (?:\w+ ){0,2}than|no longer|any ?more|now (?:unable|cannot|only|needs|requires))\b/i.test(
      clause,
    )
  )
    return 'worsened';
  if (
    /\b(?:up from|(?:rose|went up|grew|went) from|increased (?:from|to)|improved (?:from|to)|better than|now \d+|was \d+|vs\.? \d+)\b/i.test(
      clause,
    )
  )
    return 'improved';
  if (/\b(?:could not|unable to|was unable)[^.;]{0,24}\bbefore\b|\binstead of\b/i.test(clause)) return 'improved';
  return !isUnable && withTreatment.test(clause) ? 'improved' : 'baseline';
};
/** "can wash dishes with medication", "since the injection she can now sleep" */
const withTreatment =
  /\b(?:now|again|with (?:the |his |her |use of |current )*(?:pain )?(?:meds?|medications?|medicines?|therapy|treatment|norco|percocet|opioids?|tens|brace|injections?)|(?:since|after) (?:the |his |her )?(?:surgery|injection|therapy|treatment|procedure|block))\b/i;
