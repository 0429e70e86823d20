import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseDocument } from '../../functions/domain/document.ts';
import type { Box } from '../../functions/domain/page.ts';
import { lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';
import { openDocument, type OpenDocument } from './open-document.ts';

type Props = {
  caseId: string;
  document: CaseDocument;
  page: number;
  boxes: readonly Box[];
  /** 1 = as wide as its place. */
  zoom: number;
};

const percent = (fraction: number): string => `${(fraction * 100).toFixed(3)}%`;

/** One page as it is stored, with the quoted words marked. Its words for a screen reader stand beside it. */
export const PagePicture = ({ caseId, document: record, page, boxes, zoom }: Props) => {
  const [opened, setOpened] = useState<{ documentId: string; document: OpenDocument | undefined }>();
  const [drawn, setDrawn] = useState<number>();
  const [error, setError] = useState<string>();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const firstBox = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let isGone = false;
    let mine: OpenDocument | undefined;
    const open = async (): Promise<void> => {
      try {
        mine = await openDocument(caseId, record);
        if (isGone) mine?.close();
        else setOpened({ documentId: record.documentId, document: mine });
      } catch (failure) {
        if (!isGone) setError(lineOf(failure));
      }
    };
    setOpened(undefined);
    setError(undefined);
    void open();
    return () => {
      isGone = true;
      mine?.close();
    };
  }, [caseId, record.documentId]);

  useEffect(() => {
    let isGone = false;
    const draw = async (from: OpenDocument, shown: HTMLCanvasElement, room: number): Promise<void> => {
      // Drawn beside and shown when done: two drawings on one canvas would mix.
      const sheet = globalThis.document.createElement('canvas');
      const width = Math.round(room * zoom * Math.min(globalThis.devicePixelRatio, 2));
      try {
        await from.draw(page, sheet, Math.max(width, 200));
        if (isGone) return;
        shown.width = sheet.width;
        shown.height = sheet.height;
        shown.getContext('2d')?.drawImage(sheet, 0, 0);
        setDrawn(page);
      } catch (failure) {
        if (!isGone) setError(lineOf(failure));
      }
    };
    setDrawn(undefined);
    // For one drawing after a change of the document the old one is still open: its pages are not these.
    const source = opened?.documentId === record.documentId ? opened.document : undefined;
    if (source && canvas.current && frame.current) void draw(source, canvas.current, frame.current.clientWidth);
    return () => {
      isGone = true;
    };
  }, [opened, record.documentId, page, zoom]);

  useEffect(() => {
    if (drawn === page) firstBox.current?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }, [drawn, boxes]);

  return (
    <>
      <ErrorLine error={error} />
      <div
        ref={frame}
        class="picture-frame"
        tabIndex={0}
        role="group"
        aria-label="Picture, scrolls with the arrow keys"
      >
        <div class="picture" style={{ width: `${zoom * 100}%` }} data-drawn={drawn}>
          <canvas ref={canvas} role="img" aria-label={`Picture of ${record.fileName}, page ${page}`} />
          {drawn === page
            ? boxes.map((box, index) => (
                <div
                  key={index}
                  ref={index === 0 ? firstBox : null}
                  class="mark"
                  style={{
                    left: percent(box.left),
                    top: percent(box.top),
                    width: percent(box.width),
                    height: percent(box.height),
                  }}
                />
              ))
            : null}
        </div>
      </div>
    </>
  );
};
