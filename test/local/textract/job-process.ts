// A process that is killed in the middle of a job: pages 1 and 2 are read at once, page 3 never comes.
import { openTextract } from '../../../local/textract/textract-server.ts';
import { samplePdf } from './sample-pdf.ts';

const [directory = ''] = process.argv.slice(2);
const pdf = await samplePdf(5);
const textract = openTextract({
  directory,
  readObject: () => Promise.resolve(pdf),
  publish: () => undefined,
  pool: {
    size: 1,
    read: ({ page }) =>
      page < 3
        ? Promise.resolve({ page, words: [] })
        : new Promise(() => {
            process.stdout.write('reading page 3\n');
            setInterval(() => undefined, 1000);
          }),
    close: () => Promise.resolve(),
  },
});
const answer = await textract.handle('StartDocumentTextDetection', {
  DocumentLocation: { S3Object: { Bucket: 'case-files', Name: 'scan.pdf' } },
  JobTag: 'case.doc',
  NotificationChannel: {
    SNSTopicArn: 'arn:aws:sns:us-east-1:000000000000:text-detection',
    RoleArn: 'arn:aws:iam::000000000000:role/text-detection',
  },
});
process.stdout.write(`${JSON.stringify(answer)}\n`);
