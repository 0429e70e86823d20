import type { FunctionPolarity } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import { ledByNumber, ledByWord, type Rule } from './rules.ts';

/** Words that speak of function or of what a treatment did; `from`-`to` are tokens. */
export type FunctionHit = {
  entry: { polarity: FunctionPolarity };
  from: number;
  to: number;
  start: number;
  end: number;
};

const percentRelief = ledByNumber(
  { digits: [1, 3], next: '-%pP' },
  /(?<![\d.])\d{1,3}(?:-\d{1,3})? ?(?:%|percent) (?:(?:pain |temporary |functional |overall |sustained )?(?:relief|improve\w*|reduction|better|decrease|benefit|coverage)|of (?:the|his|her) (?:pain|symptoms))/gi,
);
/** "relieved 50% of the pain" */
const shareRelieved = ledByWord(
  'relieved reduced decreased improved helped',
  /\b(?:relieved|reduced|decreased|improved|helped)(?: \w+){0,3} (?:by )?(?:about |approximately )?\d{1,3} ?(?:%|percent)/gi,
);
/** "two weeks of relief" */
const timeOfRelief = (lead: string) =>
  new RegExp(`${lead} (?:hours?|days?|weeks?|months?) (?:of )?(?:pain |good |excellent |significant )?relief\\b`, 'gi');
const countedRelief = ledByNumber({ digits: [1, 2], next: 'hdwmHDWM' }, timeOfRelief('(?<![\\w.])\\d{1,2}'));
const spelledRelief = ledByWord(
  'one two three four five six several',
  timeOfRelief('\\b(?:one|two|three|four|five|six|several)'),
);

/** "no real lasting relief", "minimal functional benefit" */
const noEffect = ledByWord(
  'no little minimal without negligible hardly zero lack scant not',
  /\b(?:no|little|minimal|without|negligible|hardly any|zero|lack of|scant|not much|not any)(?: (?:or|any|much|real|lasting|sustained|significant|long[- ]term|measurable|meaningful|appreciable|clear|noticeable|functional|objective|substantial|overall|pain|symptomatic|subjective|durable|great|apparent|further)){0,3} (?:relief|benefit|improvement|effect|gains?|progress|success)\b/gi,
);
/** "less than 20 percent relief" */
const tooLittle = ledByWord(
  'less under below',
  /\b(?:less than|under|below) [123]?\d ?(?:%|percent) (?:pain )?(?:relief|improvement|benefit|reduction)\b/gi,
);
const isLetterCode = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** "didn't really help", "has not been effective" */
const didNot = ledByWord(
  'did didn does doesn has hasn have haven had hadn was wasn were weren is isn are aren',
  /\b(?:did|does|has|have|had|was|were|is|are)(?:n['’]t| not)(?: (?:been|really|seem to|appear to|at all|significantly|particularly|very|much|provide|her|him|me)){0,2} (?:help(?:ed|ing|ful)?|improv(?:e|ed|ing)|benefit(?:ed|ing|ted)?|respond(?:ed|ing)?|reliev(?:e|ed|ing)|effective|successful|beneficial|(?:make|made) (?:a|any) difference|(?:do|done) (?:a thing|anything|much)|relief)\b/gi,
  (text, at) => {
    let end = at;
    while (isLetterCode(text.charCodeAt(end))) end += 1;
    const code = text.charCodeAt(end);
    const isNext = code === 39 || code === 0x2019 || (code === 32 && (text.charCodeAt(end + 1) | 32) === 110);
    return isNext ? at : -1;
  },
);
/** "good but temporary relief" */
const someEffect = ledByWord(
  'good excellent great modest significant substantial considerable moderate partial some mild temporary marked notable fair lasting sustained brief dramatic complete full nice decent',
  /\b(?:good|excellent|great|modest|significant|substantial|considerable|moderate|partial|some|mild|temporary|marked|notable|fair|lasting|sustained|brief|dramatic|complete|full|nice|decent)(?:,? (?:and|but|or|only|short[- ]term|long[- ]term|temporary|partial|sustained|pain|symptomatic|functional|overall|objective|lasting|nighttime|daytime)){0,3} (?:relief|benefit|improvement|response|gains?|progress)\b/gi,
);
/** "can comfortably sit", "unable to lift" */
const ability = ledByWord(
  'able can cannot cant unable could couldn couldnt',
  /\b(?:able to|can|cannot|cant|can['’]t|can not|unable to|could not|couldn['’]?t|could)(?: (?:only|still|barely|comfortably|again|also|usually|just|no longer|hardly)){0,2} (?:sit|stand|walk|lift|carry|drive|sleep|reach|kneel|squat|climb|bend|stoop|push|pull|grip|grasp|type|write|button|dress|bathe|shower|groom|cook|clean|wash|shop|garden|work out|exercise|do (?:his|her|the|light|some)|lie|ride|run|jog|play|hold|pick up|open|tie|turn|look|put on|use|mop|sweep|vacuum|get (?:out|in|up|dressed))\b/gi,
);

/** "walking from 10 to 30 minutes", "grip from 20 lbs to 35 lbs" */
const measureUnit =
  '(?:min(?:ute)?s?|hours?|hrs?|lbs?|pounds?|kg|degrees?|deg|blocks?|miles?|feet|ft|yards?|steps|stairs|reps)';
const changedMeasure = ledByWord(
  'from',
  new RegExp(`\\bfrom (?:about )?\\d{1,3} ?(?:${measureUnit} )?to (?:about )?\\d{1,3} ?${measureUnit}\\b`, 'gi'),
);

/** "better standing tolerance", "reduced grip strength" */
const quality =
  '(?:(?:sitting|standing|walking|lifting|driving|grip|exercise|activity|work|overall|cervical|lumbar|shoulder|knee) )?(?:tolerance|endurance|mobility|motion|strength|function|sleep)\\b';
const better = ledByWord(
  'better improved increased greater',
  new RegExp(`\\b(?:better|improved|increased|greater) ${quality}`, 'gi'),
);
const lesser = ledByWord(
  'poorer reduced decreased worse lower diminished can',
  new RegExp(
    `\\bcan now (?:only \\w+|\\w+ only)\\b|\\b(?:poorer|reduced|decreased|worse|lower|diminished) (?:sitting|standing|walking|lifting|driving|activity) tolerance\\b`,
    'gi',
  ),
);
/** "neither the discharge note nor the PR-2 records a change in function" */
const neitherTells = ledByWord(
  'neither none nothing',
  /\b(?:neither|none|nothing)\b[^.;]{3,90}\b(?:records?|documents?|describes?|shows?|mentions?|reports?|quantif\w+) (?:an? |any )?(?:\w+ ){0,2}(?:change|improvement|benefit|gains?|progress|function\w*|relief|response)/gi,
);

/** "lifted 20 lbs at work without pain", "drives 45 min without stopping" */
const withoutPain = ledByWord(
  'lifted lifts lifting carries carried drives driving walks walking walked sits sitting stands standing climbs sleeps works',
  /\b(?:lift(?:ed|s|ing)|carri(?:es|ed)|driv(?:es|ing)|walk(?:s|ing|ed)|sit(?:s|ting)|stand(?:s|ing)|climbs|sleeps|works)\b[^.;\n]{0,36}\bwithout (?:pain|stopping|a limp|limping|assistance|help|difficulty|rest|resting|medication)/gi,
);
/** "sleeping on that side again", "back to attending church" */
const again = ledByWord(
  'sleeping walking driving working lifting cooking gardening exercising cleaning back',
  /\b(?:(?:sleeping|walking|driving|working|lifting|cooking|gardening|exercising|cleaning)\b[^.;,\n]{0,26}\bagain\b|back to (?:(?:attending|coaching|cooking|driving|walking|gardening|exercising|cleaning|fishing|golfing|running|swimming|dancing|playing|riding)\b|church|the gym|golf|school|(?:full|all|normal|most|regular) (?:adls?|activities|chores|household chores)\b))/gi,
);

/** "stopped the locking", "eased her numbness" */
const stoppedPain = ledByWord(
  'stopped relieved eased eliminated resolved calmed abolished',
  /\b(?:stopped|relieved|eased|eliminated|resolved|calmed|abolished) (?:the|his|her|all|most of the|much of the) (?:\w+ )?(?:pain|locking|numbness|symptoms|tingling|spasms?|headaches?|catching|burning|triggering|aching)\b/gi,
);

/** "walks 30 min on level", "walking 150 feet with walker" */
const walksFar = ledByWord(
  'walks walking walked',
  /\bwalk(?:s|ing|ed) (?:about )?(?:\d{1,4}|one|two|three|four|five) (?:min(?:ute)?s?|feet|ft|miles?|blocks|hours?)\b(?! (?:before|at most|max|only|then))/gi,
);
/** "walked to mailbox without cane", "Walks without crutches, climbs one flight" */
const walksFree = ledByWord(
  'walks walked walking ambulates ambulating',
  /\b(?:walk(?:s|ed|ing)|ambulat(?:es|ing))\b[^.;,\n]{0,24} without (?:an? |the |his |her )?(?:canes?|crutch(?:es)?|walker|brace|boot|assistive device)/gi,
);
/** "Able to sew 40 min before needing a break, was 15 min", "Sleeps 6 hrs, was 4": a measure and the one before. */
const wasMeasure = ledByWord(
  'sleeps sleeping sits sitting stands standing walks walking drives driving lifts lifting able can tolerates',
  new RegExp(
    `\\b(?:sleep(?:s|ing)|sit(?:s|ting)|stand(?:s|ing)|walk(?:s|ing)|driv(?:es|ing)|lift(?:s|ing)|able to \\w+|can \\w+|tolerates)(?: \\w+)? (\\d{1,3}) ?${measureUnit}[^.;,(\\n]{0,36}(?:, | \\()(?:was|up from|had been|previously|before) (\\d{1,3})\\b`,
    'gi',
  ),
);
/** "does not drive past the plant" */
const doesNot = ledByWord(
  'does',
  /\bdoes not (?:drive|cook|lift|garden|clean|shop|exercise|dress|bathe|socialize|go out)\b/gi,
);

/** "has started driving again" */
const resumed = ledByWord(
  'started resumed returned back began begun',
  /\b(?:started|resumed|returned to|back to|began|begun) (?:driving|walking|cooking|gardening|exercising|working out|swimming|cleaning|shopping|sleeping|lifting|running|jogging|reading|playing|fishing|hiking|riding|sewing|knitting|dancing|golfing|golf|camping|traveling|attending|bowling|cycling|dancing)\b/gi,
);

/** "numbness gone x 6 wks" */
const goneFor = ledByWord(
  'gone',
  /\bgone (?:x|for) (?:about )?(?:\d{1,2}|one|two|three|four|five|six|eight|several) ?(?:d|w|mo)/gi,
);

/** "Norco reduced from 4 to 2/day" */
const fewerPills = ledByWord(
  'reduced decreased down cut tapered weaned decreasing reducing',
  /\b(?:reduced|decreased|down|cut|cut back|tapered|weaned|decreasing|reducing)(?: from)? \d{1,2}(?:-\d)? to \d{1,2}(?:-\d)? ?(?:\/|per|a|x|pills?|tabs?|tablets?)(?: ?(?:a |per |\/ ?)?day)?/gi,
);

const rules: readonly (readonly [Rule, FunctionPolarity])[] = [
  [percentRelief, 'improved'],
  [fewerPills, 'improved'],
  [goneFor, 'improved'],
  [walksFar, 'improved'],
  [walksFree, 'improved'],
  [wasMeasure, 'improved'],
  [stoppedPain, 'improved'],
  [withoutPain, 'improved'],
  [again, 'improved'],
  [better, 'improved'],
  [lesser, 'worsened'],
  [neitherTells, 'undocumented'],
  [shareRelieved, 'improved'],
  [countedRelief, 'improved'],
  [spelledRelief, 'improved'],
  [noEffect, 'none'],
  [tooLittle, 'none'],
  [didNot, 'none'],
  [someEffect, 'improved'],
  [resumed, 'improved'],
  [changedMeasure, 'baseline'],
  [ability, 'baseline'],
  [doesNot, 'baseline'],
];

/** The lexicon's words and those of the rules, in reading order. */
export const functionHits = (reading: Reading): FunctionHit[] => {
  const hits: FunctionHit[] = [...reading.hits('function')];
  const { starts, ends } = reading.tokens;
  for (const [rule, polarity] of rules) {
    for (const match of reading.matches(rule)) {
      const from = reading.tokenAt(match.index);
      const to = reading.tokenAt(match.index + match[0].length);
      hits.push({ entry: { polarity }, from, to, start: starts[from] ?? 0, end: ends[to - 1] ?? 0 });
    }
  }
  return hits.sort((a, b) => a.from - b.from || b.to - a.to);
};
