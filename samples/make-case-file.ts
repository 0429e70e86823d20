import { mkdir, writeFile } from 'node:fs/promises';
import { bornDigitalPdf } from './born-digital.ts';
import { examNote } from './documents/exam-note.ts';
import { imrApplication } from './documents/imr-application.ts';
import { progressReport } from './documents/progress-report.ts';
import { requestForAuthorization } from './documents/request-for-authorization.ts';
import { therapyNote } from './documents/therapy-note.ts';
import { urDenial } from './documents/ur-denial.ts';
import { faxPdf, officeScanPdf } from './scanned-pdf.ts';

const noon = (onDate: string): Date => new Date(`${onDate}T12:00:00Z`);

/** The synthetic case file, by file name: the same bytes each time. Three files have a text layer, three are scans. */
export const makeCaseFile = async (): Promise<Map<string, Uint8Array>> =>
  new Map([
    [
      '1-imr-application.pdf',
      await bornDigitalPdf('Application for Independent Medical Review', noon('2015-08-24'), imrApplication()),
    ],
    ['2-ur-denial.pdf', await bornDigitalPdf('Utilization review determination', noon('2015-08-18'), urDenial())],
    [
      '3-request-for-authorization.pdf',
      await bornDigitalPdf('Request for Authorization', noon('2015-08-12'), requestForAuthorization()),
    ],
    [
      '4-progress-report-pr2.pdf',
      await officeScanPdf(noon('2015-08-28'), progressReport(), {
        seed: 4,
        skewDegrees: 0.5,
        grain: 14,
        specks: 60,
        streaks: 0,
        blur: 0.35,
      }),
    ],
    [
      '5-exam-note.pdf',
      await officeScanPdf(noon('2015-08-28'), examNote(), {
        seed: 50,
        skewDegrees: -0.9,
        grain: 20,
        specks: 120,
        streaks: 1,
        blur: 0.5,
      }),
    ],
    [
      '6-therapy-note.pdf',
      await faxPdf(noon('2015-08-26'), therapyNote(), {
        seed: 600,
        skewDegrees: 0.8,
        grain: 60,
        specks: 500,
        streaks: 2,
        blur: 0.4,
      }),
    ],
  ]);

if (import.meta.main) {
  const folder = new URL('case-file/', import.meta.url);
  await mkdir(folder, { recursive: true });
  for (const [fileName, bytes] of await makeCaseFile()) {
    await writeFile(new URL(fileName, folder), bytes);
    process.stdout.write(`${fileName}  ${bytes.length} bytes\n`);
  }
}
