/** An S3 event with the fields that EventBridge gives it (docs: "EventBridge event message structure"). */
export type S3Event = {
  detailType: 'Object Created' | 'Object Deleted';
  /** ISO 8601. */
  time: string;
  bucket: string;
  detail: {
    version: '0';
    bucket: { name: string };
    object: { key: string; size?: number; etag?: string; 'version-id'?: string; sequencer: string };
    'request-id': string;
    requester: string;
    'source-ip-address': string;
    reason: 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload' | 'DeleteObject';
    'deletion-type'?: 'Permanently Deleted' | 'Delete Marker Created';
  };
};

/** An event that waits in the catalog until it is acknowledged. */
export type PendingS3Event = { id: number; event: S3Event };
