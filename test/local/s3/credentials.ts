// The one user of the test servers.
export const accessKeyId = 'local';
export const secretAccessKey = 'local-secret';
export const region = 'us-west-2';
