import { isLanguage } from './is-language.ts';
import { pictureShare, type PageContent } from './page-content.ts';

/** `emptySource`: what the page is when its pictures turn out to have no writing; its other content allows no doubt. */
export type TextLayerVerdict =
  | { source: 'text-layer' | 'blank'; reason: string }
  | { source: 'detect'; reason: string; emptySource?: 'text-layer' | 'blank' };

/** A page that is mostly a picture is a scan; the few letters on it were stamped on afterwards. */
const scanShare = 0.6;
const stampLetters = 200;
/** A page with fewer letters than this is a header or a stamp when there is a picture too. */
const headerLetters = 60;
const pictureShareBesideHeader = 0.2;
/** Letters drawn as outlines take many paths; rules and boxes of a form take a few hundred. */
const outlinePaths = 1_500;
/** Letters that stand for nothing: replacement marks, private use, unassigned, leftovers of a broken encoding. */
const maxStrangeShare = 0.05;
/** How much of the text may be hidden from a reader of the page before it counts as somebody's earlier OCR. */
const maxHiddenShare = 0.5;
/** Letters as light as the paper that make a page suspicious; fewer are spaces or the rest of a form. */
const maxPaleLetters = 20;

/**
 * Decides from measurements whether a page's text layer is what a reader sees on it.
 * @param text all the words of the layer, parted by spaces
 * @param content what the page paints; undefined when its content stream could not be read
 */
export const judgeTextLayer = (text: string, content: PageContent | undefined): TextLayerVerdict => {
  const letters = text.replaceAll(/\s/g, '').length;
  const pictures = content ? pictureShare(content) : undefined;
  const paths = content?.paths ?? 0;
  if (letters === 0) return judgeWithoutText(content);
  const hidden = content ? content.hiddenLetters / Math.max(1, content.hiddenLetters + content.visibleLetters) : 0;
  if (hidden > maxHiddenShare)
    return detect('The text layer is hidden behind the picture of the page: an earlier reading, not the page itself.');
  if (content && hasTextNobodySees(content))
    return detect('The page has text in the colour of its paper, which nobody who looks at it can see.');
  if (pictures === undefined && letters < stampLetters)
    return detect('The page has little text and its content could not be measured.');
  if ((pictures ?? 0) >= scanShare && letters < stampLetters)
    return stampedPicture('The page is a scan with only a stamp or a heading as text.', paths);
  if ((pictures ?? 0) >= pictureShareBesideHeader && letters < headerLetters)
    return stampedPicture('The page has pictures and only a stamp or a heading as text.', paths);
  if (paths >= outlinePaths && letters < stampLetters) return detect('The letters of the page are drawn as outlines.');
  if (strangeShare(text) > maxStrangeShare)
    return detect('The text layer has letters without meaning: its fonts do not say which letters they show.');
  if (!isLanguage(text)) return detect('The text layer is not made of words: the encoding of its fonts is broken.');
  return { source: 'text-layer', reason: 'The page has a text layer that can be trusted.' };
};

/** Light letters on something dark are a heading; what they stand on is not measured, so mostly light text is looked at. */
const hasTextNobodySees = ({ paleLetters, visibleLetters, darkAreas, pictures }: PageContent): boolean => {
  const isAllPaper = darkAreas === 0 && pictures.length === 0;
  return paleLetters > (isAllPaper ? maxPaleLetters : Math.max(maxPaleLetters, visibleLetters / 2));
};

const detect = (reason: string): TextLayerVerdict => ({ source: 'detect', reason });

const stampedPicture = (reason: string, paths: number): TextLayerVerdict =>
  paths <= blankPaths ? { source: 'detect', reason, emptySource: 'text-layer' } : detect(reason);

/** A few rules or a frame still make a blank page; anything that could be writing is looked at. */
const blankPaths = 12;

const judgeWithoutText = (content: PageContent | undefined): TextLayerVerdict => {
  if (!content) return detect('The page has no text layer and its content could not be measured.');
  const reason = 'The page has no text layer.';
  if (content.paths > blankPaths || content.annotations > 0) return detect(reason);
  return content.pictures.length === 0
    ? { source: 'blank', reason: 'Nothing is printed on the page.' }
    : { source: 'detect', reason, emptySource: 'blank' };
};

const strangeShare = (text: string): number => {
  let strange = 0;
  let all = 0;
  for (const character of text) {
    if (character === ' ' || character === '\n') continue;
    all += 1;
    if (/[\uFFFD\p{Co}\p{Cn}\p{Cc}]/u.test(character)) strange += 1;
  }
  return all === 0 ? 0 : strange / all;
};
