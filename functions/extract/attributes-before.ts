import { count, num, unfolded, type Add } from './attribute-words.ts';
import { unitName } from './doses.ts';
import { frequencyOf } from './frequencies.ts';
import { numberOf, unitOf } from './measures.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';

const countBefore = new RegExp(
  `(?<![\\w/.-])(#|x)? ?(${count})(?: ?(?:-|–|to) ?(${count}))?(?: ?\\(\\d{1,3}\\))? (?:(?:additional|more|further|total|post-?op(?:erative)?|initial|prior|previous|visits?|sessions?|treatments?|supervised|units?|individual) ){0,3}(?:sessions?|visits?|treatments?|units?|courses?|injections?|pairs?)? ?(?:of|for)? ?(?:the )?(?:additional |post-?operative |outpatient |lumbar |cervical |left |right |bilateral |formal |land-based |continued )*$`,
  'i',
);

const trialBefore = new RegExp(
  `(?<![\\w/.-])(${count}|\\d{1,3})[ -](day|week|month)(?:s)?[ -](?:home )?(?:trial|rental|use|supply|trial/rental|home trial)(?: of| for)?(?: an?| the)? $`,
  'i',
);

const namesTrial = /trial|rental|use|supply/i;

/** "after 6 wks of chiro", "three months of physical therapy" */
const courseBefore = new RegExp(
  `(?<![\\w/.-])(${count}(?:-\\d{1,2})?)[ -]?(days?|weeks?|wks?|months?|mos?) of (?:formal |supervised |conservative |home |outpatient |daily )?$`,
  'i',
);
const leadsList = /(?:wks?|weeks?|months?|mos?|visits|sessions)\b\.?:\s*$/i;
const leadDuration = new RegExp(`(?:x|for) ?(${count}) ?(wks?|weeks?|mos?|months?)\\b`, 'i');

const readLead = (lead: string, from: number, add: Add) => {
  for (const { start, end, value, ruleId } of frequencyOf(lead, true))
    add('frequency', from + start, from + end, value, ruleId);
  const time = leadDuration.exec(lead);
  if (!time) return;
  const [whole, amount = '', unit = ''] = time;
  const start = from + time.index + whole.indexOf(amount);
  add(
    'duration',
    start,
    from + time.index + whole.length,
    `${numberOf(amount)} ${unitOf(unit, numberOf(amount))}`,
    'attribute.lead',
  );
};
const bareBefore = new RegExp(`(?<![\\w/.#-])(\\d{1,2}|${count}) $`, 'i');
/** Most treatments stand behind no number: one look spares the rules. */
const anyCount = new RegExp(count, 'i');
const doseBefore = new RegExp(`(${num}) ?(mg|mcg|ml|cc|g) (?:of )?$`, 'i');

/** Counts, doses and trial times that stand before their treatment: "12 sessions of PT", "30 day trial of TENS". */
export const attributesBefore = (
  reading: Reading,
  treatment: FoundTreatment,
  previous: FoundTreatment | undefined,
  add: Add,
) => {
  const from = Math.max(reading.sentenceAt(treatment.start).start, previous?.end ?? 0, treatment.start - 70);
  const lead = reading.text.slice(from, treatment.start);
  const hasCount = anyCount.test(lead);
  const trial = hasCount && namesTrial.test(lead) && trialBefore.exec(lead);
  if (trial) {
    const end = from + trial.index + trial[0].search(/[ -](?:home |trial|rental|use|supply)/i);
    add(
      'duration',
      from + trial.index,
      end,
      `${numberOf(trial[1] ?? '')} ${unitOf(trial[2] ?? '', numberOf(trial[1] ?? ''))}`,
      'attribute.trial',
    );
    return;
  }
  if (treatment.name === 'saline') return;
  // "PLAN: 2x/wk x 6 wks: therapeutic exercise, ..." opens a list of what will be done so often.
  if (treatment.category === 'therapy' && leadsList.test(lead)) readLead(lead, from, add);
  if (!hasCount) return;
  const course =
    treatment.category === 'therapy' || treatment.category === 'program' || treatment.category === 'dme'
      ? courseBefore.exec(lead)
      : null;
  if (course) {
    const [, amount = '', unit = ''] = course;
    const end = from + course.index + course[0].search(/ of /);
    add(
      'duration',
      from + course.index,
      end,
      `${numberOf(amount)} ${unitOf(unit, numberOf(amount))}`,
      'attribute.course',
    );
    return;
  }
  if (treatment.category === 'medication') {
    const dose = doseBefore.exec(lead);
    // "10 mL of 0.25% Marcaine", "0.5 cc bupivacaine 0.5%": the strength says more than the volume.
    const isVolume =
      dose &&
      /^(?:ml|cc)$/i.test(dose[2] ?? '') &&
      /^ ?\d?\.?\d{1,3} ?%/.test(reading.text.slice(treatment.end, treatment.end + 8));
    if (dose && !isVolume)
      add(
        'dose',
        from + dose.index,
        from + dose.index + (dose[0].length - (/ (?:of )?$/i.exec(dose[0])?.[0].length ?? 0)),
        `${unfolded(dose[1] ?? '')} ${unitName(dose[2] ?? '')}`,
        'attribute.dose-before',
      );
    return;
  }
  const done = !/ of /i.test(lead)
    ? null
    : /(?<![\w/.-])(\d{1,3}) (?:of|out of) (?:the )?\d{1,3} (?:(?:authorized|approved|sessions|visits) (?:of )?){0,2}$/i.exec(
        lead,
      );
  if (done?.[1]) {
    add('quantity', from + done.index, from + done.index + done[1].length, numberOf(done[1]), 'attribute.done-of');
    return;
  }
  // "completed 6 PT visits"
  const bare = bareBefore.exec(lead);
  if (
    bare?.[1] &&
    (/^ (?:visits?|sessions?|treatments?|done|completed)\b/i.test(
      reading.text.slice(treatment.end, treatment.end + 12),
    ) ||
      / (?:visits|sessions|treatments)$/i.test(reading.text.slice(treatment.start, treatment.end)))
  ) {
    add('quantity', from + bare.index, from + bare.index + bare[1].length, numberOf(bare[1]), 'attribute.count-before');
    return;
  }
  const counted = countBefore.exec(lead);
  const hasNoun =
    counted && /sessions?|visits?|treatments?|units?|injections?|additional|more|pairs?/i.test(counted[0]);
  // "PRP injection (0232T)   x1 / Acupuncture": it is what stands before that is so many.
  const isOfPrevious = counted?.[1] !== undefined && !hasNoun && previous !== undefined && from === previous.end;
  if (counted && !isOfPrevious && (hasNoun || counted[1] === '#' || counted[1] === 'x')) {
    const words = counted[0].replace(
      / (?:of|for)? ?(?:the )?(?:additional |post-?operative |outpatient |lumbar |cervical |left |right |bilateral |formal |land-based |continued )*$/i,
      '',
    );
    const value = counted[3] ? `${numberOf(counted[2] ?? '')}-${numberOf(counted[3])}` : numberOf(counted[2] ?? '');
    const ahead = reading.text.slice(Math.max(0, from + counted.index - 24), from + counted.index);
    const isApproved = /(?:modified to|approved|certified|authorized)(?: for| to)? ?$/i.test(ahead);
    add(
      isApproved ? 'quantity_approved' : 'quantity',
      from + counted.index,
      from + counted.index + words.trimEnd().length,
      value,
      'attribute.count-before',
    );
  }
};
