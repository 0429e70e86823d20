const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A break after one of these is none: titles, Latin short forms, sig abbreviations, initials. */
const abbreviation =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|st|vs|no|nos|pg|pp|ed|sec|approx|wks?|mos?|yrs?|hrs?|min|tabs?|caps?|lic|cal|dept|est|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|p\.o|[bqt]\.i\.d|q\.h\.s|p\.r\.n|m\.d|d\.o|d\.c|[a-z])\.\s*$/i;

/** The sentences of a text in order, each trimmed, broken lines joined. */
export const letterSentences = (text: string): string[] => {
  const sentences: string[] = [];
  let joined = '';
  for (const paragraph of text.split(/\n\s*\n/)) {
    for (const { segment } of segmenter.segment(paragraph.replace(/\s+/g, ' '))) {
      joined += segment;
      if (abbreviation.test(joined)) continue;
      sentences.push(joined.trim());
      joined = '';
    }
    sentences.push(joined.trim());
    joined = '';
  }
  return sentences.filter((sentence) => sentence !== '');
};
