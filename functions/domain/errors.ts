/** A surprise with a name that survives minifying: Retry and Catch in the state machine match on it. */
export class NamedError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** The input of a step does not have the shape that the step before it promises. */
export const invalidInput = (message: string): NamedError => new NamedError('InvalidInput', message);

/** A page is in no ledger row, or twice. Source: product rule 2, every page of every file is accounted for. */
export const pageUnaccounted = (message: string): NamedError => new NamedError('PageUnaccounted', message);

/** The determination contradicts its record and nobody answered. */
export const contradiction = (message: string): NamedError => new NamedError('ContradictsRecord', message);

/** Nobody of the panel may review the case. */
export const noReviewer = (message: string): NamedError => new NamedError('NoReviewerAvailable', message);

/** A person asked for something that the case does not allow now; `statusCode` is the HTTP answer. */
export class RequestRefused extends NamedError {
  readonly statusCode: number;
  constructor(statusCode: number, message: string) {
    super('RequestRefused', message);
    this.statusCode = statusCode;
  }
}
