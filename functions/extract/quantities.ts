import { allMatches } from './all-matches.ts';
import type { AttributeKind } from '../domain/facts.ts';
import { count, unfolded, type Matched, type Put } from './attribute-words.ts';
import { numberOf } from './measures.ts';

const hashQuantity =
  /(?<![\w#])(?:#|no\. ?|num(?:ber)? ?)[ ]?(\d[\dOol]{0,3})(?:\.00?)?(?! ?(?:of series|in (?:a )?series|of \d))(?: (?:sessions?|visits?|treatments?|tablets?|tabs?|caps(?:ules)?|units?|patches))?(?![\d/-])/gi;

export const labelQuantity =
  /\b(?:qty|quantity|quanity|disp(?:ense)?|amount)\b\.?(?: of)? ?[:#=]{0,2} ?#? ?(\d{1,4})(?:\.\d{1,2})?(?![\d/])/gi;

const timesQuantity = new RegExp(
  `(?<![\\w/])(?:x|times) ?(\\d{1,3})(?:\\.00?)?(?: ?(?:-|–|to) ?(\\d{1,3}))?(?:(?: (?:additional |more |total )?(?:sessions?|visits?|treatments?|units?|injections?))|(?! ?-?(?:/|per|a\\b|wks?|weeks?|w\\b|mos?\\b|months?|days?|d\\b|min|hrs?|hours?|yrs?|years?|daily|%|\\d|x)))(?![\\d/%])`,
  'gi',
);

const countedQuantity = new RegExp(
  `(?<![\\w/.#-])(${count})(?:\\.00?)?(?: ?(?:-|–|to) ?(${count}))?(?: ?\\(\\d{1,3}\\))?[ -](?:(?:additional|more|total|further|post-?op(?:erative)?|initial|of|out|approved|authorized|supervised|follow-up|physical therapy|pt|acupuncture|chiropractic|chiro|aquatic|massage|therapy|requested|individual|group|prior|previous) ){0,2}(sessions?|visits?|treatments?|units?|tablets|tabs|capsules|caps|patches|pills|injections|refills?|hours|electrodes|pairs?)\\b`,
  'gi',
);

const approvedBefore =
  /(?:modified (?:to|for|with)|approved(?: for)?|certified(?: for)?|authorized|authoriz(?:ation|ing) (?:of|for)|certification of|certif(?:y|ied) (?:only )?|approval of|partial(?:ly)? certif\w+(?: for| to)?|allow(?:ed|ing)?|reduced to|to)\s*(?:only )?(?:#|x|qty:? )?\s*$/i;

const approvedAfter = /^\s*(?:\w+ ){0,3}(?:was|were|is|are|have been|has been)? ?(?:approved|certified|authorized)\b/i;

/** "modified to #60", "6 sessions were approved": what was granted, not what was asked. */
export const quantityKind = (words: string, match: Matched): AttributeKind => {
  const ahead = words.slice(Math.max(0, match.index - 34), match.index);
  const behind = words.slice(match.index + match[0].length, match.index + match[0].length + 40);
  return approvedBefore.test(ahead) || approvedAfter.test(behind) ? 'quantity_approved' : 'quantity';
};

export const readCounts = (words: string, isDrug: boolean, hasDigit: boolean, put: Put) => {
  if (hasDigit) readNumbers(words, isDrug, put);
  for (const match of allMatches(countedQuantity, words)) {
    const noun = (match[3] ?? '').toLowerCase();
    if (noun.startsWith('refill') || noun.startsWith('hour')) continue;
    const isAmount = isDrug && Number(numberOf(match[1] ?? '')) <= 4;
    if (isAmount) continue;
    const value = match[2] ? `${numberOf(match[1] ?? '')}-${numberOf(match[2])}` : numberOf(match[1] ?? '');
    put(quantityKind(words, match), match, value, 'attribute.counted');
  }
};

const readNumbers = (words: string, isDrug: boolean, put: Put) => {
  for (const match of allMatches(hashQuantity, words))
    put(quantityKind(words, match), match, numberOf(unfolded(match[1] ?? '')), 'attribute.hash');
  for (const match of allMatches(timesQuantity, words)) {
    if (isDrug && /years?|days?|wks?/i.test(words.slice(match.index, match.index + 12))) continue;
    const value = match[2] ? `${numberOf(match[1] ?? '')}-${numberOf(match[2])}` : numberOf(match[1] ?? '');
    put(quantityKind(words, match), match, value, 'attribute.times');
  }
};
