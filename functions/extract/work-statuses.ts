import type { WorkStatus } from '../domain/facts.ts';
import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import { spellings } from './spellings.ts';

export type FoundWorkStatus = { start: number; end: number; value: WorkStatus; ruleId: string };

/** Words that speak of work only where work is the subject. */
const needsWork = new Set(
  spellings(
    'modified|restriction{|s}|limited to|lifting limit|no lifting|no lifting over|no lifting greater than|no repetitive|no prolonged|full time|part{-| }time|permanent restrictions|with restrictions|no overhead work|retired|unrestricted|without restrictions|usual and customary|modified activity|last worked|disability|permanent disability|regular job|total disability|partial disability|usual duties|lifting restriction|work restrictions|no restrictions|semi-sedentary work|working full{-| }time|works full{-| }time|sedentary work|light work|light duty work',
  ),
);
const workNear = /\b(?:work|wrk|duty|job|employ|disability|status|ttd|tpd)/i;
const notSo =
  /\b(?:unable to (?:perform|do|return to)|cannot (?:perform|do|return to)|not|not yet|has not reached|hasn't reached|no longer|est\.?|estimated|expected|anticipated|until|prior to|before|pending|when|if|denies being|never|was|had been|previously|return to work date|date last|deemed|found|unless|or|expect|would expect|anticipate) (?:at |the |be |placed on |reached |declared |to be )?$/i;
const unticked = /(?:\[ {0,2}\]|\( ?\)|_{2,}|☐|□) {0,3}(?:remain |return to )?(?:\w+ ){0,2}$/;
/** "Between ... 2016 and ... 2018 she was temporarily totally disabled" */
const isOfPeriod = /\b(?:between|from) [^.;\n]{0,50}\d{4}[^.;]{0,50}\b(?:was|were) $/i;
/** Past employment, not the present status. */
const pastOnly = /\b(?:was|had been|previously|were|initially) (?:placed |put |on |taken |then |kept |working )*$/i;

export const findWorkStatuses = (reading: Reading): FoundWorkStatus[] => {
  const { text } = reading;
  const found: FoundWorkStatus[] = [];
  for (const { entry, start, end } of reading.hits('work')) {
    const sentence = reading.sentenceAt(start);
    const section = reading.sectionAt(start);
    const words = oneLine(text.slice(start, end));
    const before = text.slice(Math.max(sentence.start, start - 40), start);
    const around = () => text.slice(Math.max(sentence.start, start - 60), Math.min(sentence.end, end + 40));
    const isWork = section.kind === 'work_status' && start - section.start < 260;
    const isAllowed = () =>
      /\b(?:may|can|continue|continues|return(?:s|ed)? to|released to|able to (?:do|perform)|capable of) (?:\w+ )?$/i.test(
        before,
      );
    const isWeak = needsWork.has(words.toLowerCase()) || /^no (?!work\b|restrict|limit)/i.test(words);
    if (
      isWeak &&
      !isWork &&
      !isAllowed() &&
      !/^ ?: ?(?:no|limit|max|lift|sit|light|avoid)\b/i.test(text.slice(end, end + 16)) &&
      !workNear.test(around().replace(words, ' '))
    )
      continue;
    // "If the patient is "Permanent and Stationary"", "whether she has reached MMI", "8 with desk work"
    if (
      /\bif the (?:patient|worker|employee) is (?:an? )?["“”]?$|\bwhether (?:or not )?(?:\w+ ){1,3}(?:has|is|had) $/i.test(
        before,
      ) ||
      /^[^.\n]{0,4} do not use this form/i.test(text.slice(end, end + 30)) ||
      (/^desk work$/i.test(words) && /\b(?:with|during|from|after) $/i.test(before))
    )
      continue;
    // A determination tells in the past what is: "He was permanent and stationary."
    const isTold =
      reading.documentType === 'imr_determination' && /\b(?:he|she|patient|worker) was (?:\w+ )?$/i.test(before);
    if (
      /^ not (?:accom|accorn|avail|offered|possible)/i.test(text.slice(end, end + 20)) &&
      entry.workStatus === 'modified_duty'
    )
      continue;
    if (!isTold && notSo.test(before) && !(entry.workStatus === 'not_working' && /\bis |currently $/i.test(before)))
      continue;
    if (
      pastOnly.test(before) &&
      !isWork &&
      reading.documentType !== 'imr_determination' &&
      !/^ (?:until|from|through) /.test(text.slice(end, end + 9)) &&
      !isOfPeriod.test(text.slice(Math.max(0, start - 90), start)) &&
      entry.workStatus !== 'not_working'
    )
      continue;
    if (unticked.test(text.slice(Math.max(0, start - 14), start))) continue;
    if (
      /\b(?:return|returned|released|rtw) to (?:his |her |the )?$/i.test(before) &&
      /\b(?:unable|not|hopes?|until|when|cannot|goal)\b/i.test(before)
    )
      continue;
    if (
      entry.workStatus === 'permanent_stationary' &&
      /^ (?:approx\w*|expected|anticipated|projected|est\w*)\b/i.test(text.slice(end, end + 14))
    )
      continue;
    // "Regular work  __/__/__": a line that nobody filled in.
    if (/^[ :]*(?:on |date:? )?_{2,}/i.test(text.slice(end, end + 18))) continue;
    if (/^[^.\n]{0,12}\?/.test(text.slice(end, end + 14))) continue;
    const isRestricted =
      /^(?:modified|(?:modified|light|restricted|limited) (?:duty|work))$/i.test(words) &&
      restricts.test(text.slice(end, end + 16)) &&
      (!isWeak || !/^ ?: ?\d/.test(text.slice(end, end + 4)));
    if ((isHeadingOnly(text, end) && !isRestricted) || section.kind === 'guideline') continue;
    const last = found.at(-1);
    if (last && last.value === entry.workStatus && last.end >= sentence.start) {
      if (start - last.end < 30) last.end = end;
      continue;
    }
    // Restrictions that stand below "modified work" are its own.
    if (
      last &&
      last.value === 'modified_duty' &&
      entry.workStatus === 'modified_duty' &&
      isWeak &&
      start - last.end < 160
    )
      continue;
    // In one statement the later words qualify the first: "off work ... restrictions".
    if (
      last &&
      isWeak &&
      last.end >= sentence.start &&
      start - last.end < 60 &&
      !text.slice(last.end, start).includes(';')
    )
      continue;
    found.push({ start, end, value: entry.workStatus, ruleId: isWork ? 'work.section' : 'work.text' });
  }
  return found;
};

/** "Work restrictions:" names what follows. */
const restricts = /^ ?: ?(?:no |limit|max|lift|sit|stand|light|avoid|must|may|only|up to|seated|\d)/i;
const isHeadingOnly = (text: string, end: number) => /^ ?:/.test(text.slice(end, end + 2));
