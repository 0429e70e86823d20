import { allMatches } from './all-matches.ts';
import type { AttributeKind, TreatmentStatus } from '../domain/facts.ts';
import { count, unfolded, type Matched, type Put } from './attribute-words.ts';
import { numberOf } from './measures.ts';

const hashQuantity =
  /(?<![\w#]|\b(?:session|visit|treatment|block|series|injection) )(?:#|no\. ?|num(?:ber)? ?)[ ]?(\d[\dOol]{0,3})(?:\.00?)?(?! ?(?:of series|in (?:a )?series|of \d))(?: (?:sessions?|visits?|treatments?|tablets?|tabs?|caps(?:ules)?|units?|patches))?(?![\d/-])/gi;

export const labelQuantity =
  /\b(?:qty|quantity|quanity|disp(?:ense)?|amount)\b\.?(?: of)? ?[:#=]{0,2} ?#? ?(\d{1,4})(?:\.\d{1,2})?(?![\d/])/gi;

const timesQuantity = new RegExp(
  `(?<![\\w/])(?:x|times) ?(\\d{1,3})(?:\\.00?)?(?: ?(?:-|–|to) ?(\\d{1,3}))?(?:(?: (?:additional |more |total )?(?:sessions?|visits?|treatments?|units?|injections?))|(?! ?-?(?:/|per|a\\b|wks?|weeks?|w\\b|mos?\\b|months?|days?|d\\b|min|hrs?|hours?|yrs?|years?|daily|%|\\d|x)))(?![\\d/%])`,
  'gi',
);

const countedQuantity = new RegExp(
  `(?<![\\w/.#-]|\\d (?:out )?of )(${count})(?:\\.00?)?(?: ?(?:-|–|to) ?(${count}))?(?: ?\\(\\d{1,3}\\))?[ -](?:(?:additional|more|total|further|post-?op(?:erative)?|initial|of|out|approved|authorized|supervised|follow-up|physical therapy|pt|acupuncture|chiropractic|chiro|aquatic|massage|therapy|requested|individual|group|prior|previous) ){0,2}(sessions?|visits?|treatments?|units?|tablets|tabs|capsules|caps|patches|pills|tubes?|bottles?|boxes|injections|refills?|hours|electrodes|pairs?|kits?)\\b`,
  'gi',
);

const approvedBefore =
  /(?:modified (?:to|for|with)|approved(?: for)?|certified(?: for)?|authorized|authoriz(?:ation|ing) (?:of|for)|certification of|certif(?:y|ied) (?:only )?|approval of|partial(?:ly)? (?:certif|approv|authoriz)\w+(?: for| to)?|allow(?:ed|ing)?|reduced to|to)\s*:?\s*(?:only )?\(?(?:#|x|qty:? )?\s*$/i;

const changedQuantity = /\bto #(\d{1,3})(?![\d/-])/gi;

/** "18 of 24 PT visits": how many of them there were. */
const doneOf =
  /(?<![\w/.#-])(\d{1,3}) (?:of|out of) (?:the )?\d{1,3} (?:\w+ ){0,2}(?:sessions?|visits?|treatments?|done|completed|attended|used)\b/gi;
/** The clinician's own change of a dose is no approval. */
const ownChange = /\b(?:decreas|increas|taper|wean|titrat|cut)\w* (?:\w+ ){0,2}to\s*(?:only )?(?:#|x)?\s*$/i;

const approvedAfter =
  /^\s*(?:\w+ ){0,3}(?:was|were|is|are|have been|has been)? ?(?:approved|certified|authorized|allowed)\b/i;

const askedAhead = /\b\d{1,3} (?:visits|sessions|treatments)[;,] $/i;
const decided = new Set<TreatmentStatus>(['modified', 'approved', 'denied']);
const decides = /approv|certif|authoriz|modif|allow|partial/i;

/** "modified to #60", "6 sessions were approved": what was granted, not what was asked. */
export const quantityKind = (words: string, match: Matched, status: TreatmentStatus): AttributeKind => {
  const ahead = words.slice(Math.max(0, match.index - 34), match.index);
  const behind = words.slice(match.index + match[0].length, match.index + match[0].length + 40);
  if (ownChange.test(ahead) || (!decided.has(status) && !decides.test(ahead + behind))) return 'quantity';
  // What is certified as it was asked for is still the quantity asked for.
  const isWhole =
    status === 'approved' &&
    !/\b(?:was|were)\b/.test(behind.slice(0, 16)) &&
    // "12 visits; 6 visits approved"
    !askedAhead.test(words.slice(Math.max(0, match.index - 40), match.index));
  return approvedBefore.test(ahead) || (!isWhole && approvedAfter.test(behind)) ? 'quantity_approved' : 'quantity';
};

/** "PT cut from 12 to 4" */
const cutTo = /^ (?:was |were )?(?:cut|reduced|modified) from (\d{1,3})(?: visits| sessions)? to (\d{1,3})\b/i;
/** "Chiropractic 12 modified to 6" */
const countCutTo = /^ (\d{1,3})(?: visits| sessions)? (?:was |were )?(?:modified|reduced|cut) to (\d{1,3})\b(?! ?%)/i;
const closeColumn = /\b(?:tabs?|caps?|patch(?:es)?|mg) (\d{1,3})(?= {3})/i;
const grants = /\b(?:approv|certif|authoriz|allow)\w* $/i;
/** "Physical therapy x 12, approve 6." */
const grantedBare = /\b(?:approve|certify|authorize|allow)d?(?: only)? (\d{1,3})(?=[.;,)]|\s*$)/gi;
const seriesOf = new RegExp(`\\bseries of (${count})\\b`, 'gi');

export const readCounts = (words: string, isDrug: boolean, hasDigit: boolean, status: TreatmentStatus, put: Put) => {
  const small = words.toLowerCase();
  if (hasDigit) readNumbers(words, small, isDrug, status, put);
  const cut = isDrug || !small.includes(' to ') ? null : (cutTo.exec(words) ?? countCutTo.exec(words));
  if (cut) {
    const [whole, from = '', to = ''] = cut;
    put('quantity', { 0: from, index: cut.index + whole.indexOf(from) }, numberOf(from), 'attribute.cut');
    put('quantity_approved', { 0: to, index: cut.index + whole.lastIndexOf(to) }, numberOf(to), 'attribute.cut');
  }
  for (const match of small.includes('series of') ? allMatches(seriesOf, words) : [])
    put('quantity', match, numberOf(match[1] ?? ''), 'attribute.series');
  for (const match of allMatches(countedQuantity, words)) {
    const noun = (match[3] ?? '').toLowerCase();
    if (noun.startsWith('refill') || noun.startsWith('hour')) continue;
    const isAmount = isDrug && Number(numberOf(match[1] ?? '')) <= 4 && !/^(?:tube|bottle|box|kit)/.test(noun);
    if (isAmount) continue;
    // "modified 12 to 6 visits": what was asked for and what was granted.
    const isCut = match[2] !== undefined && Number(numberOf(match[2])) < Number(numberOf(match[1] ?? ''));
    if (isCut) {
      put(
        'quantity_approved',
        match,
        numberOf(match[2] ?? ''),
        'attribute.counted',
        match[0].lastIndexOf(match[2] ?? ''),
      );
      continue;
    }
    const value = match[2] ? `${numberOf(match[1] ?? '')}-${numberOf(match[2])}` : numberOf(match[1] ?? '');
    put(quantityKind(words, match, status), match, value, 'attribute.counted');
  }
};

/** `small` are the words in small letters: a look for what a pattern needs takes less than the pattern. */
const readNumbers = (words: string, small: string, isDrug: boolean, status: TreatmentStatus, put: Put) => {
  for (const match of small.includes(' of ') ? allMatches(doneOf, words) : []) {
    const done = { 0: match[1] ?? '', index: match.index };
    // "approve 6 of 12 visits"
    const isGranted = grants.test(words.slice(Math.max(0, match.index - 12), match.index));
    if (isGranted) put('quantity_approved', done, numberOf(done[0]), 'attribute.granted');
    else put('quantity', done, numberOf(done[0]), 'attribute.done-of');
  }
  for (const match of isDrug ? [] : allMatches(grantedBare, words))
    put(
      'quantity_approved',
      { 0: match[1] ?? '', index: match.index + match[0].lastIndexOf(' ') + 1 },
      numberOf(match[1] ?? ''),
      'attribute.granted',
    );
  const hasHash = small.includes('#') || small.includes('no.') || small.includes('num');
  for (const match of hasHash ? allMatches(hashQuantity, words) : [])
    put(quantityKind(words, match, status), match, numberOf(unfolded(match[1] ?? '')), 'attribute.hash');
  // "CARISOPRODOL 350 MG TAB 60    REJ 75": a column close to the form or the strength.
  const close = isDrug && small.includes('  ') ? closeColumn.exec(words) : null;
  if (close) put('quantity', close, String(Number(close[1])), 'attribute.close-column', close[0].lastIndexOf(' ') + 1);
  // "reduced #150 to #120; taper to #90"
  if (isDrug && small.includes('#') && !decided.has(status))
    for (const match of allMatches(changedQuantity, words))
      put('quantity', match, String(Number(match[1])), 'attribute.quantity-change', match[0].indexOf('#'));
  const hasTimes = small.includes('x') || small.includes('times');
  for (const match of hasTimes ? allMatches(timesQuantity, words) : []) {
    if (isDrug && /years?|days?|wks?/i.test(words.slice(match.index, match.index + 12))) continue;
    const value = match[2] ? `${numberOf(match[1] ?? '')}-${numberOf(match[2])}` : numberOf(match[1] ?? '');
    put(quantityKind(words, match, status), match, value, 'attribute.times');
  }
};
