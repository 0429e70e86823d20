import { createHash } from 'node:crypto';

// The events as AWS hands them to a function.

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** One message of a queue, as an SQS event source mapping delivers it. */
export const sqsEvent = (queueArn: string, region: string, messageId: string, body: string) => ({
  Records: [
    {
      messageId,
      receiptHandle: messageId,
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.now()),
        SenderId: 'local',
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: md5(body),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: region,
    },
  ],
});

/** One notification of a topic. */
export const snsEvent = (topicArn: string, messageId: string, message: string) => ({
  Records: [
    {
      EventVersion: '1.0',
      EventSubscriptionArn: `${topicArn}:local`,
      EventSource: 'aws:sns',
      Sns: {
        Type: 'Notification',
        MessageId: messageId,
        TopicArn: topicArn,
        Message: message,
        Timestamp: new Date().toISOString(),
        MessageAttributes: {},
      },
    },
  ],
});
