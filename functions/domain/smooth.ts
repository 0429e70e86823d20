/** One line: `8-1-\n15` is `8-1-15`, `non-\ncertified` is `non-certified`, any white space is one space. */
export const smooth = (text: string): string =>
  text
    .replace(/(\d[-/])[ \t]*[\r\n\f]\s*(?=\d)/g, '$1')
    .replace(/([A-Za-z]-)[ \t]*[\r\n\f]\s*(?=[a-z])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
