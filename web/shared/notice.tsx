/** One clear line about what went wrong; read out at once. */
export const ErrorLine = ({ error }: { error: string | undefined }) =>
  error === undefined ? null : (
    <p class="notice error" role="alert">
      {error}
    </p>
  );

export const Loading = ({ error, what }: { error: string | undefined; what: string }) =>
  error === undefined ? <p class="quiet">Loading {what} …</p> : <ErrorLine error={error} />;
