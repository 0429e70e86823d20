import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CommandFailure } from './command-failure.ts';
import { lockData } from './data-lock.ts';
import { openDelivery } from './events/delivery.ts';
import { snsEvent, sqsEvent } from './events/lambda-events.ts';
import { openNotifications } from './events/notifications.ts';
import { awsEndpoint, type RawHandler } from './http/aws-endpoint.ts';
import { webServer, type WebFiles } from './http/web-server.ts';
import { openFunctions } from './lambda/functions.ts';
import { openS3 } from './s3/s3-server.ts';
import { account, arns } from './settings.ts';
import { caseMachine } from './case-machine.ts';
import { openStates } from './states/states-engine.ts';
import { openTextract } from './textract/textract-server.ts';

export type Runtime = { awsUrl: string; webUrl: string; close(): Promise<void> };

export type RuntimeOptions = {
  dataDirectory: string;
  host: string;
  /** 0 = any free port. */
  awsPort: number;
  webPort: number;
  /** Makes the pages; called when the AWS endpoint already answers. */
  webFiles: () => Promise<WebFiles>;
  /** Textract's limits, switched on to see how the flow lives with them. */
  textractLimits?: { maxOpenJobs?: number; maxCallsPerSecond?: number };
};

const root = path.join(import.meta.dirname, '..');

/** The whole of AWS that the product needs, in one process, with all its state in the data folder. */
export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const directory = path.resolve(options.dataDirectory);
  mkdirSync(directory, { recursive: true });
  const unlock = lockData(directory);
  const log = createWriteStream(path.join(directory, 'functions.log'), { flags: 'a' });
  const logLine = (message: string): void => {
    log.write(`${JSON.stringify({ level: 'INFO', time: new Date().toISOString(), message })}\n`);
  };

  // The functions need the address before there is anything to answer with; whoever calls so early waits.
  const aws = Promise.withResolvers<RawHandler>();
  const web = Promise.withResolvers<RawHandler>();
  const awsServer = createServer((request, response) => void aws.promise.then((handle) => handle(request, response)));
  const webListener = createServer((request, response) => {
    void web.promise.then((handle) => handle(request, response)).catch(() => response.writeHead(500).end());
  });
  const listening = await Promise.allSettled([
    listen(awsServer, options.host, options.awsPort, '--port'),
    listen(webListener, options.host, options.webPort, '--web-port'),
  ]);
  const [awsUrl, webUrl] = listening.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  if (awsUrl === undefined || webUrl === undefined) {
    await Promise.all([closeServer(awsServer), closeServer(webListener)]);
    log.end();
    unlock();
    throw listening.find((one) => one.status === 'rejected')?.reason;
  }

  const functions = openFunctions({ rootDirectory: root, environment: environmentOf(awsUrl), log });
  const { buckets } = account;
  const s3 = openS3({
    directory: path.join(directory, 's3'),
    region: account.region,
    credentials: (id) => (id === account.accessKeyId ? account.secretAccessKey : undefined),
    onEvent: () => uploads.poke(),
  });
  // Asked for together, they share one wait for the disk.
  await Promise.all([
    s3.createBucket(buckets.caseFiles, { versioning: true }),
    s3.createBucket(buckets.work, { versioning: true }),
    s3.createBucket(buckets.determinations, { versioning: true, objectLock: true }),
  ]);
  await s3.setCors(buckets.caseFiles, [
    // The browser sends parts from the page's origin and needs the ETag of each answer.
    { allowedOrigins: ['*'], allowedMethods: ['PUT', 'GET'], allowedHeaders: ['*'], exposeHeaders: ['ETag'] },
  ]);
  const panelKey = 'settings/panel.json';
  if (![...s3.listObjects(buckets.work, panelKey)].some((object) => object.key === panelKey)) {
    const panel = readFileSync(path.join(root, 'samples/panel.json'));
    await s3.putObject(buckets.work, panelKey, panel, { contentType: 'application/json' });
  }

  const readObject = async (bucket: string, key: string, versionId?: string): Promise<Buffer> => {
    const { body } = s3.getObject(bucket, key, versionId);
    return Buffer.isBuffer(body) ? body : await buffer(body);
  };
  const notifications = openNotifications(path.join(directory, 'notifications.sqlite'));
  const textract = openTextract({
    directory: path.join(directory, 'textract'),
    limits: options.textractLimits ?? {},
    readObject,
    publish: (topicArn, message) => {
      notifications.put(topicArn, message);
      completions.poke();
    },
  });
  const states = openStates({
    databasePath: path.join(directory, 'states.sqlite'),
    region: account.region,
    accountId: account.accountId,
    invokeFunction: (name, payload) => functions.invoke(name, payload),
    objects: {
      get: readObject,
      put: (bucket, key, body) => s3.putObject(bucket, key, body),
      async *list(bucket, prefix) {
        for (const { key, sizeBytes, etag, modifiedMs } of s3.listObjects(bucket, prefix)) {
          yield { Key: key, Size: sizeBytes, ETag: etag, LastModified: new Date(modifiedMs) };
        }
      },
    },
  });

  // Uploads reach `intake` as on AWS: EventBridge's event in a queue's message.
  const uploads = openDelivery(
    functions,
    function* () {
      for (const { id, event } of s3.pendingEvents()) {
        const matters = event.detailType === 'Object Created' && event.bucket === buckets.caseFiles;
        if (!matters) {
          void s3.ackEvent(id);
          continue;
        }
        const body = JSON.stringify({
          version: '0',
          id: String(id),
          'detail-type': event.detailType,
          source: 'aws.s3',
          account: account.accountId,
          time: event.time,
          region: account.region,
          resources: [`arn:aws:s3:::${event.bucket}`],
          detail: event.detail,
        });
        yield {
          id,
          functionName: 'intake',
          payload: JSON.stringify(sqsEvent(arns.intakeQueue, account.region, String(id), body)),
          acknowledge: () => void s3.ackEvent(id),
        };
      }
    },
    logLine,
  );
  const completions = openDelivery(
    functions,
    function* () {
      for (const { id, topicArn, message } of notifications.pending()) {
        yield {
          id,
          functionName: 'ocr-done',
          payload: JSON.stringify(snsEvent(topicArn, String(id), message)),
          acknowledge: () => notifications.acknowledge(id),
        };
      }
    },
    logLine,
  );

  states.createOrUpdateStateMachine(account.stateMachineName, caseMachine(root));
  textract.resume();
  states.resume();
  uploads.poke();
  completions.poke();

  aws.resolve(
    awsEndpoint({
      states: states.handle,
      textract: (operation, body) => textract.handle(operation, body),
      s3: s3.handle,
    }),
  );

  const close = async (): Promise<void> => {
    uploads.close();
    completions.close();
    await Promise.all([closeServer(awsServer), closeServer(webListener)]);
    await states.close();
    await textract.close();
    await functions.close();
    s3.close();
    notifications.close();
    log.end();
    unlock();
  };
  try {
    web.resolve(webServer(await options.webFiles(), functions));
  } catch (error) {
    await close();
    throw error;
  }
  return { awsUrl, webUrl, close };
};

/** Everything that a handler reads of its environment, and the addresses that make the SDK stay on this machine. */
const environmentOf = (awsUrl: string): Record<string, string> => ({
  AWS_REGION: account.region,
  AWS_ACCESS_KEY_ID: account.accessKeyId,
  AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
  AWS_ENDPOINT_URL_S3: awsUrl,
  AWS_ENDPOINT_URL_SFN: awsUrl,
  AWS_ENDPOINT_URL_TEXTRACT: awsUrl,
  CASE_FILES_BUCKET: account.buckets.caseFiles,
  WORK_BUCKET: account.buckets.work,
  DETERMINATIONS_BUCKET: account.buckets.determinations,
  STATE_MACHINE_ARN: arns.stateMachine,
  TEXT_DETECTION_TOPIC_ARN: arns.topic,
  TEXT_DETECTION_ROLE_ARN: arns.role,
});

const listen = (server: Server, host: string, port: number, option: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new CommandFailure(`port ${port} is in use; name another with ${option}`) : error,
      ),
    );
    server.listen(port, host, () => {
      const address = server.address();
      resolve(`http://${host}:${typeof address === 'object' && address ? address.port : port}`);
    });
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
