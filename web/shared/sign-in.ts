/** `/config.json`: on AWS the user pool's sign-in page; empty on one machine, where nobody signs in. */
type Config = { signIn?: { host: string; clientId: string } };
type Tokens = { accessToken: string; refreshToken?: string; expiresAtMilliseconds: number };

const verifierKey = 'imr-sign-in-verifier';
const returnKey = 'imr-sign-in-return';
const tokensKey = 'imr-sign-in-tokens';

const config: Promise<Config> = fetch('/config.json')
  .then((response) => (response.ok ? response.json() : {}))
  .catch(() => ({}));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const redirectUri = (): string => `${location.origin}/`;

/** OAuth 2.0 authorization code with PKCE (RFC 7636): the page keeps no secret. */
const leaveToSignIn = async (host: string, clientId: string): Promise<never> => {
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(48)));
  const challenge = base64Url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
  );
  sessionStorage.setItem(verifierKey, verifier);
  sessionStorage.setItem(returnKey, location.hash);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope: 'openid email',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  location.assign(`https://${host}/oauth2/authorize?${query}`);
  return new Promise<never>(() => {});
};

const askForTokens = async (host: string, fields: Record<string, string>): Promise<Tokens | undefined> => {
  const response = await fetch(`https://${host}/oauth2/token`, { method: 'POST', body: new URLSearchParams(fields) });
  if (!response.ok) return undefined;
  const answer: { id_token: string; refresh_token?: string; expires_in: number } = await response.json();
  const tokens: Tokens = {
    // The authorizer checks the audience, which Cognito writes into the id token.
    accessToken: answer.id_token,
    expiresAtMilliseconds: Date.now() + (answer.expires_in - 60) * 1000,
    ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
  };
  sessionStorage.setItem(tokensKey, JSON.stringify(tokens));
  return tokens;
};

const kept = (): Tokens | undefined => {
  const text = sessionStorage.getItem(tokensKey);
  return text === null ? undefined : JSON.parse(text);
};

const findToken = async (): Promise<string | undefined> => {
  const { signIn } = await config;
  if (!signIn) return undefined;
  const { host, clientId } = signIn;
  const before = kept();
  if (before && before.expiresAtMilliseconds > Date.now()) return before.accessToken;
  if (before?.refreshToken) {
    const { refreshToken } = before;
    const renewed = await askForTokens(host, {
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: refreshToken,
    });
    if (renewed) {
      sessionStorage.setItem(tokensKey, JSON.stringify({ refreshToken, ...renewed }));
      return renewed.accessToken;
    }
  }
  const code = new URLSearchParams(location.search).get('code');
  const verifier = sessionStorage.getItem(verifierKey);
  if (code && verifier) {
    sessionStorage.removeItem(verifierKey);
    const tokens = await askForTokens(host, {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri(),
      code,
      code_verifier: verifier,
    });
    history.replaceState(null, '', `/${sessionStorage.getItem(returnKey) ?? ''}`);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    if (tokens) return tokens.accessToken;
  }
  return leaveToSignIn(host, clientId);
};

let pending: Promise<string | undefined> | undefined;

/** The bearer token of who is signed in; undefined on one machine. Leaves the page to sign in when there is none. */
export const accessToken = (): Promise<string | undefined> => {
  pending ??= findToken().finally(() => {
    pending = undefined;
  });
  return pending;
};

/** Whether people sign in here: then nobody chooses who they are. */
export const hasSignIn = async (): Promise<boolean> => (await config).signIn !== undefined;
