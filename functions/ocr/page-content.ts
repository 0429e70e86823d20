/** What a page's content stream paints, without drawing it. */
export type PageContent = {
  /** Pictures in the order of painting, as fractions of the page, clipped to it. */
  pictures: { left: number; top: number; right: number; bottom: number }[];
  /** Width by height of the page's largest picture, as it is stored. */
  largestPicturePixels: number;
  /** Letters shown, by whether a reader can see them: painted, invisible mode, or painted over by a later picture. */
  visibleLetters: number;
  hiddenLetters: number;
  /** Visible letters that are filled as light as paper: seen only on something dark. */
  paleLetters: number;
  /** Lines and areas painted: a page of outlined letters has thousands. */
  paths: number;
  /** Areas filled with something darker than paper. */
  darkAreas: number;
  annotations: number;
  operations: number;
  /** The page asks for more work than any sheet of paper needs: it was not looked at to its end. */
  isTooMuch: boolean;
};

/** Share of the page that its pictures cover, counted on a grid so that overlaps count once. */
export const pictureShare = (content: PageContent): number => {
  const cells = 40;
  let covered = 0;
  for (let row = 0; row < cells; row += 1) {
    const y = (row + 0.5) / cells;
    for (let column = 0; column < cells; column += 1) {
      const x = (column + 0.5) / cells;
      if (content.pictures.some((p) => p.left <= x && x <= p.right && p.top <= y && y <= p.bottom)) covered += 1;
    }
  }
  return covered / (cells * cells);
};
